import pg from 'pg'

/** The tables in which some digits still stand, however they are written; as the owner sees them. */
export async function tablesWith(url: string, digits: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'test' })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(`
      select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`)
    const found: string[] = []
    const pattern = digits.split('').join('[^0-9a-zA-Z]{0,3}')
    for (const { name } of rows) {
      const hit = await client.query(`select from ${name} t where t::text ~ $1 limit 1`, [pattern])
      if (hit.rowCount) found.push(name)
    }
    return found
  } finally {
    await client.end()
  }
}
