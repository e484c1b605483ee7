import type { Actor, Database } from '#kernel/db'
import type { CallFilter } from '../call-filter.ts'
import { type Figures, figuresOf } from '../figures.ts'
import { sharedBy } from '../filter-repo.ts'
import type { Question } from './counter.ts'
import { fromTheStart, horizon, isAtLeast, readChunk } from './feed-repo.ts'
import { CountingThread } from './thread.ts'

/** How long an organisation is left to the database that has fewer calls than are worth the memory, or could not be read. */
const againMs = 10 * 60_000

type Known = {
  /** Since which transaction its copy has to be brought up to date; null while it has never been read whole. */
  since: string | null
  /** The reading under way, and the one that waits for it. */
  reading: Promise<void> | undefined
  next: Promise<void> | undefined
  leftUntil: number
}

export type Tally = {
  /**
   * Who may count calls in memory, as they are at this moment. Not inside a transaction: it may need one.
   * @returns how to count for a transaction of that actor.
   */
  ready: (actor: Actor) => Promise<(tx: Parameters<typeof figuresOf>[0]) => Figures>
  /** Whether an organisation's calls have been read. */
  isInMemory: (orgId: string) => boolean
  close: () => Promise<void>
}

/**
 * Keeps the calls of large organisations in memory for counting: any filter over any period in a blink, the same figures
 * as the database's.
 * @param from calls from which on the memory is worth it, some 65 bytes each; `off`: never.
 * @param onError told when an organisation could not be read: the database counts for a while.
 */
export function openTally(db: Database, from: number | 'off', onError: (error: Error) => void = () => {}): Tally {
  const orgs = new Map<string, Known>()
  // What it kept is gone with it: everything is read again.
  const thread = new CountingThread(() => orgs.clear())

  async function read(orgId: string, known: Known): Promise<void> {
    const after = known.since === null ? fromTheStart : { changed: known.since, place: 0 }
    const [since, first] = await db.as(
      { orgId },
      async (tx) => [await horizon(tx), await readChunk(tx, after)] as const,
    )
    for (let page = first; page;) {
      await thread.put(orgId, page.chunk)
      const { next } = page
      page = next ? await db.as({ orgId }, (tx) => readChunk(tx, next)) : undefined
    }
    known.since = since
  }

  /** Once what was committed before this moment has been read; several who ask at once wait for the same reading. */
  function bringUpToDate(orgId: string, known: Known): Promise<void> {
    const begin = () => {
      known.reading = read(orgId, known)
        .catch(async (error: unknown) => {
          known.since = null
          known.leftUntil = Date.now() + againMs
          onError(error as Error)
          await thread.forget(orgId).catch(() => {})
          throw error
        })
        .finally(() => {
          known.reading = undefined
          known.next = undefined
        })
      return known.reading
    }
    if (!known.reading) return begin()
    known.next ??= known.reading.catch(() => {}).then(begin)
    return known.next
  }

  return {
    ready: async ({ orgId, siteIds }) => {
      const inMemory = await isReady(orgId)
      return (tx) => (inMemory ? counted(thread, { orgId, siteIds: siteIds ?? null }, figuresOf(tx)) : figuresOf(tx))
    },
    isInMemory: (orgId) => orgs.get(orgId)?.since != null,
    close: () => thread.stop(),
  }

  /** While an organisation's calls are read for the first time, the database counts. */
  async function isReady(orgId: string): Promise<boolean> {
    if (from === 'off') return false
    const known = orgs.get(orgId) ?? { since: null, reading: undefined, next: undefined, leftUntil: 0 }
    orgs.set(orgId, known)
    if (known.since === null) {
      if (known.reading || known.leftUntil > Date.now()) return false
      if (!(await db.as({ orgId }, (tx) => isAtLeast(tx, from)))) {
        known.leftUntil = Date.now() + againMs
        return false
      }
      if (!known.reading) bringUpToDate(orgId, known).catch(() => {})
      return false
    }
    return bringUpToDate(orgId, known).then(
      () => true,
      () => false,
    )
  }
}

/** What only the database can tell: numbers as texts, and credit shared among touches. */
const isCountable = ({ caller, credit }: CallFilter) => caller === undefined && sharedBy({ credit }) === undefined

function counted(
  thread: CountingThread,
  { orgId, siteIds }: { orgId: string; siteIds: readonly string[] | null },
  figures: Figures,
): Figures {
  const ask = <T>(
    what: Question['what'],
    filter: CallFilter,
    which: Pick<Question, 'by' | 'most'>,
    otherwise: () => Promise<T>,
  ): Promise<T> =>
    isCountable(filter)
      ? (thread.ask(orgId, { what, filter: { ...filter, siteIds }, ...which }) as Promise<T>)
      : otherwise()
  return {
    total: (filter) => ask('total', filter, {}, () => figures.total(filter)),
    countQuarantined: (filter) => ask('countQuarantined', filter, {}, () => figures.countQuarantined(filter)),
    groups: (filter, by, most) => ask('groups', filter, { by, most }, () => figures.groups(filter, by, most)),
    heatmap: (filter) => ask('heatmap', filter, {}, () => figures.heatmap(filter)),
    zones: (filter) => ask('zones', filter, {}, () => figures.zones(filter)),
    series: (filter, grain) => ask('series', filter, { by: grain }, () => figures.series(filter, grain)),
    seriesBySite: (filter) => ask('seriesBySite', filter, {}, () => figures.seriesBySite(filter)),
    siteIds: (filter) => ask('siteIds', filter, {}, () => figures.siteIds(filter)),
  }
}
