import pg from 'pg'

/** How often in a second PostgreSQL answers a statement alone, from 32 connections for 5 s. */
export async function bareQuery(url: string, statement: string, values: unknown[]): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: 32 })
  let done = 0
  const from = performance.now()
  const until = from + 5000
  await Promise.all(
    Array.from({ length: 32 }, async () => {
      while (performance.now() < until) {
        await pool.query(statement, values)
        done++
      }
    }),
  )
  const seconds = (performance.now() - from) / 1000
  await pool.end()
  return done / seconds
}
