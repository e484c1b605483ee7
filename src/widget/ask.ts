// SPDX-License-Identifier: MIT
import { calm } from './calm.ts'

/** `f`: number written on the page, `t`: number to show; both E.164. */
export type Pair = { f: string; t: string }

/** `n`: what to swap; `v`, `s`: visitor and visit, only with consent; `b`: seconds between two heartbeats. */
export type Reply = { n?: Pair[]; v?: string; s?: string; b?: number }

export type Visit = { k?: string; u: string; r: string; t: string; c: 0 | 1; ct?: string; v?: string; s?: string }
export type Sign = { k?: string; v: string; s?: string; e: 'beat' | 'tel' | 'hide' | 'forget'; u: string; n?: string }

/** Beyond this the page keeps the number that it shows. */
const PATIENCE_MS = 1500

/**
 * Rejects if the server does not answer well, or not in time. The body is text/plain, so that the browser asks no
 * preflight.
 */
export async function ask(origin: string, visit: Visit): Promise<Reply> {
  const late = new AbortController()
  setTimeout(() => late.abort(), PATIENCE_MS)
  const answer = await fetch(origin + '/t/visit', {
    method: 'POST',
    body: JSON.stringify(visit),
    keepalive: true,
    credentials: 'omit',
    signal: late.signal,
  })
  return answer.json() as Promise<Reply>
}

export const tell = calm((origin: string, sign: Sign) => {
  navigator.sendBeacon(origin + '/t/event', new Blob([JSON.stringify(sign)], { type: 'text/plain' }))
})
