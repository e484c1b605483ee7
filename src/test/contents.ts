import pg from 'pg'

/** Every table of ours as one sum over its rows, in any order; `snapshot` is one that another connection has exported. */
export async function contentsOf(url: string, snapshot?: string): Promise<Map<string, { rows: number; sum: string }>> {
  const client = new pg.Client({ connectionString: url, application_name: 'test' })
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read, read only')
    if (snapshot) await client.query(`set transaction snapshot '${snapshot}'`)
    await client.query(`set local timezone to 'UTC'; set local extra_float_digits to 1; set local datestyle to 'ISO'`)
    const tables = await client.query<{ name: string }>(`
      select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'graphile_worker') order by 1`)
    const contents = new Map<string, { rows: number; sum: string }>()
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ rows: number; sum: string }>(
        `select count(*)::int as rows, coalesce(md5(string_agg(line, E'\\n' order by line collate "C")), '') as sum
         from (select t::text as line from ${name} t) lines`,
      )
      contents.set(name, rows[0]!)
    }
    return contents
  } finally {
    await client.end()
  }
}

/** Shapes that a restore takes apart and must put together again: constraints, triggers, row-level security. */
export async function shapeOf(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'test' })
  await client.connect()
  const { rows } = await client.query<{ what: string }>(`
    select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || convalidated as what
      from pg_constraint where conrelid <> 0 and connamespace::regnamespace::text !~ '^(pg_|information)'
    union all select tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal
    union all select oid::regclass || ' ' || relrowsecurity from pg_class where relkind = 'r' and relnamespace::regnamespace::text !~ '^(pg_|information)'
    order by 1`)
  await client.end()
  return rows.map(({ what }) => what)
}
