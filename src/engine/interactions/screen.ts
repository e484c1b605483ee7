import { forgetDelivery } from '#engine/intake'
import type { Tx } from '#kernel/db'
import type { CallEvent } from './contract.ts'
import { anonymous, partiesOf } from './parties.ts'

/** Those of some numbers whose people object to being known. */
export type Screen = (tx: Tx, phones: string[]) => Promise<Set<string>>
let screen: Screen = async () => new Set()
/** Says who is not to be known, before anything of a call is kept. */
export const screenCallers = (given: Screen): void => void (screen = given)

/** Those of some numbers (E.164) whose people object to being known. */
export const objectorsAmong: Screen = async (tx, phones) => (phones.length === 0 ? new Set() : screen(tx, phones))

/** The same calls, without the numbers of those who object. */
export async function screened(tx: Tx, told: CallEvent[]): Promise<CallEvent[]> {
  const phones = [...new Set(told.flatMap((event) => partiesOf(event).caller ?? []))]
  const opposed = await objectorsAmong(tx, phones)
  if (opposed.size === 0) return told
  forgetDelivery(tx)
  return told.map((one) => (opposed.has(partiesOf(one).caller ?? '') ? anonymous(one) : one))
}
