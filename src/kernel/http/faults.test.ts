import { rename, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import { codeOf } from '#test/answers'
import { testServer } from '#test/server'

// A full disk and an exhausted pool, of a real PostgreSQL: what cannot be kept is refused with a code and a time to come
// back, nothing of it is left, and all goes on once there is room.

const house = await testServer()
const { query } = house
const owner = await house.signIn('owner')
const dueAt = '2027-03-01T09:00:00.000Z'
const ask = (subject: string) => owner('/api/requests', { body: { subject, dueAt } })
const form = (name: string) => owner('/api/teams', { body: { name }, headers: { 'idempotency-key': name } })
const found = async () => {
  const [row] = await query(`select (select count(*)::int from engine.team) as teams,
    (select count(*)::int from core.kept_reply) as replies,
    (select count(*)::int from (select verb from core.audit_inbox union all select verb from core.audit_entry) e
      where verb = 'postApiTeams') as entries`)
  return row
}

test('when every connection is taken, whoever waits too long is told to come back; what is answered is kept once', async () => {
  const blocker = new pg.Client(house.databaseUrl)
  await blocker.connect()
  await blocker.query('begin; lock table engine.request in access exclusive mode')
  const all = Array.from({ length: 40 }, (_, n) => ask(`Attente ${n}`))
  const refused = await Promise.race(all)
  expect(refused.headers.get('retry-after')).toBe('2')
  expect(await codeOf(refused)).toEqual([503, 'server.busy'])
  expect((await house.anonymous('/healthz')).status, 'the process itself is well').toBe(200)
  await blocker.query('rollback')
  await blocker.end()
  const statuses = (await Promise.all(all)).map(({ status }) => status)
  expect(new Set(statuses)).toEqual(new Set([201, 503]))
  const kept = statuses.filter((status) => status === 201).length
  expect(await query(`select count(*)::int as n from engine.request where subject like 'Attente %'`)).toEqual([
    { n: kept },
  ])
  expect((await ask('Après')).status).toBe(201)
}, 60_000)

/** As if the disk were full where a table that is still empty is to grow: Linux has a file that is. */
async function fillDisk(table: string) {
  const [row] = await query(`select current_setting('data_directory') as folder, pg_relation_filepath($1) as file`, [
    table,
  ])
  const path = join(row!.folder as string, row!.file as string)
  await query('checkpoint')
  await rename(path, `${path}.aside`)
  await symlink('/dev/full', path)
  return async () => {
    await rm(path)
    await rename(`${path}.aside`, path)
    // Its processes have the other file open; those that come next do not.
    await query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
  }
}

test('while the disk is full, what is to be kept is refused and nothing of it is left; the same again is taken later', async () => {
  const before = await found()
  const makeRoom = await fillDisk('engine.team')
  for (const name of ['Accueil', 'Accueil']) {
    const refused = await form(name)
    expect(refused.headers.get('retry-after')).toBe('2')
    expect(await codeOf(refused)).toEqual([503, 'server.storage_full'])
  }
  expect(await found()).toEqual(before)
  expect((await owner('/api/sites', { body: { name: 'Nantes', phone: '02 61 91 00 01' } })).status).toBe(201)
  for (const path of ['/healthz', '/api/teams', '/api/session']) expect((await owner(path)).status, path).toBe(200)
  await makeRoom()
  // Whoever meets a connection that has just been ended is told to come back, and does.
  await expect.poll(async () => (await form('Accueil')).status, { timeout: 10_000 }).toBe(201)
  expect((await form('Accueil')).status).toBe(201)
  expect(await found()).toMatchObject({ teams: 1, entries: 1 })
})
