import { Kysely, PostgresDialect, PostgresDriver, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { forbidden } from '#shared/errors'
import { type Announcement, gather, openAnnouncer } from './announce.ts'
import { Client } from './client.ts'
import type { DB } from './types.gen.ts'

export type Tx = Transaction<DB>

/** For whom a transaction works. `userId` is the account or the API key, null for the house itself. */
export type Actor = {
  orgId: string
  userId?: string | null
  /** The sites whose customers' data it sees and writes; null or absent: the whole organisation's. */
  siteIds?: readonly string[] | null
  /** Whose employees' data, when it is not those of the same sites: of these sites, and of these teams. */
  staff?: Staff | null
}
export type Staff = { siteIds: readonly string[]; teamIds: readonly string[] }

export type Database = {
  /**
   * The only way to the tables: one transaction in which row-level security shows one organisation, or some of its sites.
   * Never wait for a network inside: record the intent and enqueue a job.
   * @throws {DomainError} `scope.beyond` (403) for a row written outside of the actor's sites.
   */
  as: <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => Promise<T>
  /**
   * Finds whose something is, before there is an actor: sessions, API keys, public keys. Sees no domain table.
   * @param actor who it turned out to be, for work there that tells events.
   */
  atGate: <T>(work: (tx: Tx) => Promise<T>, actor?: Actor) => Promise<T>
  /**
   * The same without a transaction, each statement by itself, for what every request asks first: who it is. A third of
   * the messages.
   */
  glance: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /** Numbers and chains the entries of the audit log, and empties those whose time has passed; sees nothing else. */
  asSealer: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /** Connections with every right, for the job queue, migrations and tests; never for a request. */
  owner: pg.Pool
  /** Connections at this moment, pool by pool, and how many units of work wait for one. */
  load: () => Record<'requests' | 'gate' | 'owner', { busy: number; idle: number; waited_for: number }>
  close: () => Promise<void>
}

/** Transactions begin with the message that says for whom they are: a round trip less in every unit of work. */
class Driver extends PostgresDriver {
  override async beginTransaction() {}
}
class Dialect extends PostgresDialect {
  readonly pool: pg.Pool
  constructor(pool: pg.Pool) {
    super({ pool })
    this.pool = pool
  }
  override createDriver() {
    return new Driver({ pool: this.pool })
  }
}

// Dates without time stay text, big integers (cents, counts) become numbers: both fit far beyond our use.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

const gateSize = 4

/**
 * @param size connections for requests; on 2 cores more than 8 to 32 bring nothing.
 * @param onError told of connections that the server cut: the pool replaces them, the process goes on.
 */
export function openDatabase(
  url: string,
  { size = 10, onError = () => {} }: { size?: number; onError?: (error: Error) => void } = {},
): Database {
  // A connection begins as the powerless role, so that a query outside a transaction of ours sees no row. Pages in
  // memory or on an SSD cost about the same in any order: with the default of 4, PostgreSQL reads whole tables instead
  // of indexes (measured: 5 of 13 ms to lend 64 numbers after 15,000 leases).
  const connections = (role: string, max: number) =>
    new pg.Pool({
      Client,
      connectionString: url,
      max,
      options: `-c role=${role} -c random_page_cost=1.1`,
      application_name: 'visavis',
      connectionTimeoutMillis: 5000, // a page or a cloud that waits has long gone by then
    })
  const pool = connections('visavis_nobody', size)
  const gate = connections('visavis_gate', gateSize)
  const owner = new pg.Pool({ connectionString: url, max: 6, application_name: 'visavis jobs' })
  for (const each of [pool, gate, owner]) {
    each.on('error', onError)
    // The pool hears of idle connections only. One cut between two statements of its transaction fails the next of
    // them; with nobody listening it would end the process.
    each.on('connect', (client) => client.on('error', () => {}))
  }
  const kysely = new Kysely<DB>({ dialect: new Dialect(pool) })
  const gateKysely = new Kysely<DB>({ dialect: new Dialect(gate) })
  const announcer = openAnnouncer(owner)
  const become = async <T>(
    role: string,
    { orgId = '', userId, siteIds, staff }: Partial<Actor>,
    work: (tx: Tx) => Promise<T>,
  ) => {
    let announced: Announcement[] = []
    const result = await kysely.transaction().execute(async (tx) => {
      announced = gather(tx)
      const settings = {
        role,
        'app.org_id': orgId,
        'app.user_id': userId ?? '',
        ...(siteIds && {
          'app.site_ids': `{${siteIds.join()}}`,
          'app.staff_site_ids': `{${(staff?.siteIds ?? siteIds).join()}}`,
          'app.team_ids': `{${staff?.teamIds.join() ?? ''}}`,
        }),
      }
      const set = Object.entries(settings).map(([name, to]) => `set_config('${name}', ${pg.escapeLiteral(to)}, true)`)
      await sql.raw(`begin; select ${set.join(', ')}`).execute(tx)
      return work(tx)
    })
    announcer.say(orgId, announced)
    return result
  }
  return {
    as: (actor, work) =>
      actor.siteIds ? become('visavis_scoped', actor, work).catch(refuseBeyond) : become('visavis_app', actor, work),
    atGate: (work, actor = { orgId: '' }) => become('visavis_gate', { orgId: actor.orgId, userId: actor.userId }, work),
    glance: (work) => work(gateKysely as Tx),
    asSealer: (work) => become('visavis_sealer', {}, work),
    owner,
    load: () => ({ requests: loadOf(pool), gate: loadOf(gate), owner: loadOf(owner) }),
    close: async () => {
      await kysely.destroy()
      await gateKysely.destroy()
      await announcer.close()
      await owner.end()
    },
  }
}

const loadOf = ({ totalCount, idleCount, waitingCount }: pg.Pool) => ({
  busy: totalCount - idleCount,
  idle: idleCount,
  waited_for: waitingCount,
})

/** A row of sites that are not the actor's. What does not exist is refused in the same words: references come later. */
function refuseBeyond(error: Error & { code?: string }): never {
  throw error.code === '42501' && error.message.includes('within_scope') ? forbidden('scope.beyond') : error
}
