import type pg from 'pg'

/** That what a topic shows has changed; `siteId`: which site it is about, null for no one's. */
export type Announcement = { topic: string; siteId: string | null }

const together = 20
const again = 1000

const ofTransactions = new WeakMap<object, Announcement[]>()

/** Has the screens of the transaction's organisation told once it has committed. */
export const announce = (tx: object, announcement: Announcement) => void ofTransactions.get(tx)?.push(announcement)

/** Gathers what a transaction announces. */
export function gather(tx: object): Announcement[] {
  const gathered: Announcement[] = []
  ofTransactions.set(tx, gathered)
  return gathered
}

export type Announcer = { say: (orgId: string, announcements: Announcement[]) => void; close: () => Promise<void> }

/**
 * Tells every process, some milliseconds later and the same thing once. Not within the transactions themselves:
 * PostgreSQL lets those that notify commit one at a time only, each waiting for the disk (measured: 190 a second, not
 * thousands). Screens wait until the database is back.
 */
export function openAnnouncer(pool: pg.Pool): Announcer {
  const waiting = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  const send = async () => {
    timer = undefined
    const messages = [...waiting]
    waiting.clear()
    try {
      await pool.query(`select pg_notify('visavis_live', message) from unnest($1::text[]) as message`, [messages])
    } catch {
      for (const message of messages) waiting.add(message)
      later(again)
    }
  }
  const later = (ms: number) => void (timer ??= setTimeout(() => void send(), ms))
  return {
    say(orgId, announcements) {
      if (orgId === '' || announcements.length === 0) return
      for (const { topic, siteId } of announcements) waiting.add(JSON.stringify({ orgId, topic, siteId }))
      later(together)
    },
    async close() {
      clearTimeout(timer)
      if (waiting.size > 0) await send()
      clearTimeout(timer)
    },
  }
}
