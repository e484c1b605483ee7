import pg from 'pg'
import { laws, migrationFiles } from '#kernel/db'
import { attention, fault, type Finding, ok } from './finding.ts'

/** Connects as the owner, or tells why not. */
export async function checkDatabase(url: string): Promise<{ finding: Finding; pool?: pg.Pool }> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    application_name: 'visavis doctor',
    connectionTimeoutMillis: 5000,
    statement_timeout: 30_000,
  })
  pool.on('error', () => {})
  try {
    const { rows } = await pool.query<{ version: string; number: number; encoding: string }>(
      `select current_setting('server_version') as version, current_setting('server_version_num')::int as number, current_setting('server_encoding') as encoding`,
    )
    const { version, number, encoding } = rows[0]!
    if (number < 150_000) return { finding: fault('database', 'old', { version }), pool }
    if (encoding !== 'UTF8') return { finding: fault('database', 'encoding', { encoding }), pool }
    return { finding: ok('database', 'reached', { version }), pool }
  } catch (error) {
    await pool.end()
    return { finding: unreached(error as Error & { code?: string }) }
  }
}

function unreached({ code = '', message }: Error & { code?: string }): Finding {
  if (code.startsWith('28')) return fault('database', 'credentials', { code })
  if (code === '3D000') return fault('database', 'no_database', { code })
  if (code === '53300') return fault('database', 'crowded', { code })
  if (code === '57P03') return fault('database', 'starting', { code })
  // Addresses and ports are no secret, unlike the rest of the URL.
  return fault('database', 'unreached', { why: code || message })
}

export async function checkMigrations(pool: pg.Pool): Promise<Finding> {
  const { rows: known } = await pool.query<{ ours: boolean }>(
    `select to_regclass('core.migration') is not null as ours`,
  )
  if (!known[0]!.ours) return attention('migrations', 'none')
  const { rows } = await pool.query<{ name: string; sha256: string }>(
    'select name, sha256 from core.migration order by name',
  )
  const files = new Map((await migrationFiles()).map(({ name, sha256 }) => [name, sha256]))
  const newer = rows.find(({ name }) => !files.has(name))
  if (newer) return fault('migrations', 'newer', { name: newer.name })
  const changed = rows.find(({ name, sha256 }) => files.get(name) !== sha256)
  if (changed) return fault('migrations', 'changed', { name: changed.name })
  const waiting = files.size - rows.length
  return waiting > 0
    ? attention('migrations', 'waiting', { count: waiting })
    : ok('migrations', 'latest', { count: rows.length })
}

/** The laws of the catalogue: powerless roles, row-level security on every table of a tenant. */
export async function checkLaws(pool: pg.Pool): Promise<Finding> {
  for (const [law, select] of Object.entries(laws)) {
    const { rows } = await pool.query<Record<string, string>>(select)
    const offenders = rows.map((row) => Object.values(row)[0])
    if (offenders.length > 0) return fault('isolation', 'broken', { law, offenders: offenders.slice(0, 5).join(', ') })
  }
  return ok('isolation', 'held', { count: Object.keys(laws).length })
}

/** Names are sorted as people expect by ICU's French; after a system update its order may differ from the indexes'. */
export async function checkSorting(pool: pg.Pool): Promise<Finding> {
  const { rows: found } = await pool.query(`select from pg_collation where collname = 'fr-x-icu'`)
  if (found.length === 0) return fault('sorting', 'missing')
  const { rows } = await pool.query<{ name: string }>(`
    select datname as name from pg_database where datname = current_database()
      and datcollversion <> pg_database_collation_actual_version(oid)
    union all select distinct c.collname from pg_collation c
      join pg_depend d on d.refclassid = 'pg_collation'::regclass and d.refobjid = c.oid
      where c.collversion <> pg_collation_actual_version(c.oid)`)
  return rows[0] ? attention('sorting', 'changed', { name: rows[0].name }) : ok('sorting', 'right')
}

export async function checkExtensions(pool: pg.Pool): Promise<Finding> {
  const { rows } = await pool.query<{ installed: string | null; available: string | null }>(`
    select (select extversion from pg_extension where extname = 'btree_gist') as installed,
      (select default_version from pg_available_extensions where name = 'btree_gist') as available`)
  const { installed, available } = rows[0]!
  if (installed) return ok('extensions', 'there', { version: installed })
  return available ? attention('extensions', 'not_yet') : fault('extensions', 'missing')
}

/** One process of ours takes about 20 connections when it has much to do. */
export async function checkConnections(pool: pg.Pool, wanted = 20): Promise<Finding> {
  const { rows } = await pool.query<{ most: number; used: number; allowed: number }>(`
    select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as most,
      (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as used,
      (select case when rolconnlimit < 0 then 1000000 else rolconnlimit end from pg_roles where rolname = current_user) as allowed`)
  const { most, used, allowed } = rows[0]!
  const free = Math.min(most, allowed) - used
  if (free <= 0) return fault('connections', 'none', { used })
  return free < wanted ? attention('connections', 'few', { free, wanted }) : ok('connections', 'enough', { free })
}

const millions = 1_000_000
type Wear = { age: number; dead: string | null; share: number | null; slot: string | null; held: number | null }

/** What wears a database out: transaction ids that run out, rows that nobody cleans up, WAL that nobody fetches. */
export async function checkWear(pool: pg.Pool): Promise<Finding> {
  const { rows } = await pool.query<Wear>(`
    select (select age(datfrozenxid)::int from pg_database where datname = current_database()) as age,
      worst.name as dead, worst.share, slot.name as slot, slot.held
    from (select) one
    left join lateral (
      select relid::regclass::text as name, round(100.0 * n_dead_tup / (n_dead_tup + n_live_tup))::int as share from pg_stat_user_tables
      where n_dead_tup > 100000 and n_dead_tup > n_live_tup order by n_dead_tup desc limit 1) worst on true
    left join lateral (
      select slot_name::text as name, (pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn) / 1048576)::int as held
      from pg_replication_slots where restart_lsn is not null and not pg_is_in_recovery()
        and pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn) > 1073741824 order by 2 desc limit 1) slot on true`)
  const { age, dead, share, slot, held } = rows[0]!
  if (age > 1500 * millions) return fault('wear', 'ids', { millions: Math.round(age / millions) })
  if (slot) return attention('wear', 'wal', { slot, megabytes: held })
  if (dead) return attention('wear', 'dead', { table: dead, percent: share })
  return age > 1000 * millions ? attention('wear', 'ids', { millions: Math.round(age / millions) }) : ok('wear', 'none')
}

/** The database's own clock. */
export async function databaseClock(pool: pg.Pool): Promise<Date> {
  return (await pool.query<{ at: Date }>('select clock_timestamp() as at')).rows[0]!.at
}
