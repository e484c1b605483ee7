import { parsePhone } from '#shared/phone'
import type { CallEvent } from './contract.ts'

/** The company's number as told, and the customer's as it identifies. */
export function partiesOf({ direction, from, to }: CallEvent): { ours: string; caller: string | null } {
  const [ours, theirs] = direction === 'inbound' ? [to, from] : [from ?? '', to]
  return { ours, caller: parsePhone(theirs ?? '').key }
}

/** The same call with somebody whose number nobody knows. */
export const anonymous = (event: CallEvent): CallEvent =>
  event.direction === 'inbound' ? { ...event, from: null } : { ...event, to: 'anonymous' }
