import { createServer } from 'node:net'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { emptyDatabase, testDb } from '#test/db'
import * as doctor from './database.ts'

const { db, url, query } = await testDb()
const pool = db.owner

/** A change that a hasty hand makes, taken back after the test. */
async function broken(statement: string, mend: string) {
  await query(statement)
  onTestFinished(async () => void (await query(mend)))
}
const asUser = (user: string) => url.replace(/\/\/[^@]*@/, `//${user}@`)

test('a database that is not reached tells why, and never its password', async () => {
  const silent = createServer((line) => line.destroy())
  await new Promise<void>((ready) => silent.listen(0, '127.0.0.1', ready))
  onTestFinished(() => void silent.close())
  const { port } = silent.address() as { port: number }
  const { finding: credentials } = await doctor.checkDatabase(asUser('nobody:hunter2'))
  expect(credentials).toMatchObject({ state: 'fault', reason: 'credentials' })
  const { finding: missing } = await doctor.checkDatabase(url.replace(/test_[0-9a-f]+/, 'absent'))
  expect(missing).toMatchObject({ state: 'fault', reason: 'no_database' })
  for (const at of ['127.0.0.1:1', `127.0.0.1:${port}`, 'absent.invalid']) {
    const { finding } = await doctor.checkDatabase(`postgresql://visavis:hunter2@${at}/visavis`)
    expect(finding).toMatchObject({ state: 'fault', reason: 'unreached' })
    expect(JSON.stringify(finding)).not.toContain('hunter2')
  }
})

test('a database of another encoding is told', async () => {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(
    `create database odd_${process.pid} encoding 'SQL_ASCII' locale 'C' locale_provider libc template template0`,
  )
  const { finding, pool: odd } = await doctor.checkDatabase(url.replace(/test_[0-9a-f]+/, `odd_${process.pid}`))
  await odd!.end()
  await client.query(`drop database odd_${process.pid} with (force)`)
  await client.end()
  expect(finding).toMatchObject({ state: 'fault', reason: 'encoding', params: { encoding: 'SQL_ASCII' } })
})

test('one that is as it must be is healthy in every way', async () => {
  const { finding, pool: own } = await doctor.checkDatabase(url)
  const findings = [
    finding,
    await doctor.checkMigrations(own!),
    await doctor.checkLaws(own!),
    await doctor.checkSorting(own!),
    await doctor.checkExtensions(own!),
    await doctor.checkConnections(own!, 1),
    await doctor.checkWear(own!),
  ]
  await own!.end()
  expect(findings.filter(({ state }) => state !== 'ok')).toEqual([])
})

test('migrations that wait, have changed or are unknown are told', async () => {
  const empty = await emptyDatabase()
  const { pool: none } = await doctor.checkDatabase(empty)
  expect(await doctor.checkMigrations(none!)).toMatchObject({ state: 'attention', reason: 'none' })
  expect(await doctor.checkExtensions(none!)).toMatchObject({ state: 'attention', reason: 'not_yet' })
  await none!.end()

  const first = '20261123T0800_core.sql'
  await broken(
    `update core.migration set name = '29990101T0000_x.sql' where name = '${first}'`,
    `update core.migration set name = '${first}' where name = '29990101T0000_x.sql'`,
  )
  expect(await doctor.checkMigrations(pool)).toMatchObject({ state: 'fault', reason: 'newer' })
  await query(`delete from core.migration where name = '29990101T0000_x.sql'`)
  expect(await doctor.checkMigrations(pool)).toMatchObject({
    state: 'attention',
    reason: 'waiting',
    params: { count: 1 },
  })
  await query(`insert into core.migration (name, sha256) values ('${first}', 'x')`)
  expect(await doctor.checkMigrations(pool)).toMatchObject({
    state: 'fault',
    reason: 'changed',
    params: { name: first },
  })
})

test.each([
  ['a table that everybody reads', 'create table customer.oddity (org_id uuid)', 'drop table customer.oddity'],
  [
    'a policy too many',
    'create policy everybody on engine.site for select using (true)',
    'drop policy everybody on engine.site',
  ],
  [
    'a right given by hand',
    'grant select on core.account to visavis_app',
    'revoke select on core.account from visavis_app',
  ],
])('%s breaks a law, which is named', async (_, statement, mend) => {
  await broken(statement, mend)
  expect(await doctor.checkLaws(pool)).toMatchObject({
    state: 'fault',
    reason: 'broken',
    params: { offenders: expect.stringMatching(/\w/) as string },
  })
})

test('an alphabetical order that changed under its indexes is told', async () => {
  await broken(
    `update pg_database set datcollversion = '0' where datname = current_database()`,
    `update pg_database set datcollversion = pg_database_collation_actual_version(oid) where datname = current_database()`,
  )
  expect(await doctor.checkSorting(pool)).toMatchObject({ state: 'attention', reason: 'changed' })
})

test('a server short of connections is told, and one without any', async () => {
  expect(await doctor.checkConnections(pool, 100_000)).toMatchObject({ state: 'attention', reason: 'few' })
  const role = `poor_${process.pid}`
  await broken(`create role ${role} login password 'x' connection limit 0`, `drop role ${role}`)
  const { finding } = await doctor.checkDatabase(asUser(`${role}:x`))
  expect(finding).toMatchObject({ state: 'fault', reason: 'crowded' })
})

test('dead rows that nobody cleans up, and logs that a lost copy holds back, are told', async () => {
  await broken(
    `create table public.worn with (autovacuum_enabled = false) as select n from generate_series(1, 120000) n`,
    'drop table public.worn',
  )
  await query('delete from public.worn')
  await query('select pg_stat_force_next_flush()')
  await expect
    .poll(() => doctor.checkWear(pool))
    .toMatchObject({ state: 'attention', reason: 'dead', params: { table: 'worn', percent: 100 } })
})
