import type { Tx } from '#kernel/db'
import type { Basis } from './contract.ts'

/** Somebody whose data it is: their number in E.164, and what the house knows them by. */
export type Subject = { phone: string; personIds: string[]; visitorIds: string[]; interactionIds: string[] }

/** Personal data of one kind: why and how long it is kept, how it is shown to whom it is about, and how it goes. */
export type Processing = {
  /** Its words are `privacy.kinds.<kind>`. */
  kind: string
  basis: Basis
  /** In days. `most`: the law's or the regulator's end, which nobody exceeds; the same as `usual`: it cannot be chosen. */
  keep: { usual: number; most: number }
  /**
   * Removes some of what was there before an instant, at most so many; absent where its own room sees to it.
   * @returns how many.
   */
  purge?: (tx: Tx, before: Date, most: number) => Promise<number>
  /** Every number that it knows people by, E.164: whoever a backup brings back is found among them. */
  phones?: (tx: Tx) => Promise<string[]>
  /** What is held about somebody. */
  show?: (tx: Tx, subject: Subject) => Promise<Record<string, unknown>[]>
  /** Removes what is held about somebody, or what makes it theirs. @returns how many. */
  erase?: (tx: Tx, subject: Subject) => Promise<number>
}

const all = new Map<string, Processing>()
/** In the order in which somebody is erased. */
export const offerProcessing = (...given: Processing[]): void => given.forEach((one) => all.set(one.kind, one))
export const processings = (): Processing[] => [...all.values()]
