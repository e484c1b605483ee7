import type { Call } from '../contract.ts'

/** A caller who has not been spoken to since, with the number of attempts. */
export type Waiting = { call: Call; attempts: number }

/**
 * Missed calls that wait, by caller, the most recent first. Callers who hid their number are left out: nobody can call
 * them back, nor tell that they called again.
 */
export function byCaller(newestFirst: Call[]): Waiting[] {
  const waiting = new Map<string, Waiting>()
  for (const call of newestFirst) {
    if (!call.caller) continue
    const known = waiting.get(call.caller)
    if (known) known.attempts++
    else waiting.set(call.caller, { call, attempts: 1 })
  }
  return [...waiting.values()]
}

export const hiddenAmong = (calls: Call[]) => calls.filter((call) => !call.caller).length
