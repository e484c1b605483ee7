import pg from 'pg'

/** One text per value, whatever the server's own settings; rows that row-level security would hide are an error. */
const settings = {
  client_encoding: 'UTF8',
  datestyle: 'ISO,YMD',
  intervalstyle: 'postgres',
  timezone: 'UTC',
  bytea_output: 'hex',
  extra_float_digits: '1',
  row_security: 'off',
  statement_timeout: '0',
  lock_timeout: '0',
  idle_in_transaction_session_timeout: '0',
}

/** A connection of the owner's; whoever opens it ends it. */
export async function openOwner(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'visavis backup', keepAlive: true })
  client.on('error', () => {}) // a line that is cut fails the query under way
  await client.connect()
  await client.query(
    Object.entries(settings)
      .map(([name, value]) => `set ${name} = '${value}'`)
      .join(';'),
  )
  return client
}
