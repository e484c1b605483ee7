import pg from 'pg'
import type { Log } from '#kernel/log'

type Tell = (topic: string, siteId: string | null) => void
export type Live = {
  /**
   * Calls `tell` with the topic whenever something that it shows has changed in that organisation, and with the site that
   * it is about, if it is one's. @returns the end of it.
   */
  subscribe: (orgId: string, tell: Tell) => () => void
  /** How many screens listen. */
  count: () => number
  close: () => Promise<void>
}

/**
 * One listening connection for all open screens of this process; `announce` speaks to every process.
 * After a lost connection every screen is told to read everything again (topic `*`): nothing stays stale in silence.
 */
export async function openLive(connectionString: string, log: Log): Promise<Live> {
  const subscribers = new Map<string, Set<Tell>>()
  let closed = false
  let client: pg.Client

  const listen = async () => {
    client = new pg.Client({ connectionString, application_name: 'visavis live', keepAlive: true })
    client.on('notification', ({ payload }) => {
      const { orgId, topic, siteId } = JSON.parse(payload ?? '{}') as {
        orgId: string
        topic: string
        siteId: string | null
      }
      for (const tell of subscribers.get(orgId) ?? []) tell(topic, siteId)
    })
    client.on('error', () => {}) // told of one cut up to twice; its end comes once
    await client.connect()
    client.once('end', () => void again())
    await client.query('listen visavis_live')
  }
  const again = async (): Promise<void> => {
    if (!closed) await new Promise((wake) => setTimeout(wake, 1000))
    if (closed) return
    try {
      await listen()
      for (const set of subscribers.values()) for (const tell of set) tell('*', null)
    } catch (error) {
      log.warn(`Live screens wait for the database: ${(error as Error).message}`)
      await again()
    }
  }
  await listen()

  return {
    subscribe(orgId, tell) {
      const set = subscribers.get(orgId) ?? new Set()
      subscribers.set(orgId, set.add(tell))
      return () => {
        set.delete(tell)
        if (set.size === 0) subscribers.delete(orgId)
      }
    },
    count: () => [...subscribers.values()].reduce((sum, { size }) => sum + size, 0),
    async close() {
      closed = true
      await client.end()
    },
  }
}
