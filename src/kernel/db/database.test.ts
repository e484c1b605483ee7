import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { testDb } from '#test/db'
import { openDatabase, type Tx } from './database.ts'

const { db, url, query } = await testDb()
const anOrg = async (name: string) => ({
  orgId: (await query('insert into core.org (name) values ($1) returning id', [name]))[0]!.id as string,
})
const [acme, rival] = [await anOrg('Acme'), await anOrg('Rivale')]

const addPerson = (tx: Tx, name: string) =>
  tx.insertInto('engine.person').values({ name }).returning('id').executeTakeFirstOrThrow()
const names = async (tx: Tx) =>
  (await tx.selectFrom('engine.person').select('name').orderBy('name').execute()).map((row) => row.name)
const { id: hers } = await db.as(acme, (tx) => addPerson(tx, 'Camille'))
await db.as(rival, (tx) => addPerson(tx, 'Dominique'))

/** A pool of one connection: each transaction borrows what the one before gave back. */
function single() {
  const one = openDatabase(url, { size: 1 })
  onTestFinished(one.close)
  return one
}

test('another organisation’s rows are not there', async () => {
  await db.as(rival, async (tx) => {
    expect(await names(tx)).toEqual(['Dominique'])
    const theirs = await tx.selectFrom('engine.person').select('id').where('id', '=', hers).execute()
    const changed = await tx.updateTable('engine.person').set({ name: 'x' }).where('id', '=', hers).executeTakeFirst()
    const deleted = await tx.deleteFrom('engine.person').where('id', '=', hers).executeTakeFirst()
    expect([theirs.length, changed.numUpdatedRows, deleted.numDeletedRows]).toEqual([0, 0n, 0n])
  })
  expect(await db.as(acme, names)).toEqual(['Camille'])
})

test('nothing is written into another organisation', async () => {
  const insert = db.as(rival, (tx) =>
    sql`insert into engine.person (org_id, name) values (${acme.orgId}, 'x')`.execute(tx),
  )
  await expect(insert).rejects.toMatchObject({ code: '42501' })
  const move = db.as(rival, (tx) => sql`update engine.person set org_id = ${acme.orgId}`.execute(tx))
  await expect(move).rejects.toMatchObject({ code: '42501' })
})

test('a row of another organisation cannot be pointed at', async () => {
  const point = db.as(rival, (tx) =>
    sql`insert into engine.identity (channel, value, person_id) values ('phone', '+33639980001', ${hers})`.execute(tx),
  )
  await expect(point).rejects.toMatchObject({ code: '23503' })
})

const [north, south] = await Promise.all(
  ['Lille', 'Nice'].map(async (name) => {
    const insert = `insert into engine.site (org_id, name, time_zone, phone) values ($1, $2, 'Europe/Paris', '+33199001234') returning id`
    return (await query(insert, [acme.orgId, name]))[0]!.id as string
  }),
)
const sites = async (tx: Tx) =>
  (await tx.selectFrom('engine.site').select('name').orderBy('name').execute()).map((row) => row.name)

test('a member of some sites sees the rows of these', async () => {
  expect(await db.as({ ...acme, siteIds: [north!] }, sites)).toEqual(['Lille'])
  expect(await db.as({ ...acme, siteIds: [north!, south!] }, sites)).toEqual(['Lille', 'Nice'])
  for (const siteIds of [[], [randomUUID()]]) expect(await db.as({ ...acme, siteIds }, sites)).toEqual([])
  for (const siteIds of [null, undefined]) expect(await db.as({ ...acme, siteIds }, sites)).toEqual(['Lille', 'Nice'])
  expect(await db.as({ ...rival, siteIds: [north!] }, sites)).toEqual([])
})

test('a member of some sites writes into these only, and takes nothing out of them', async () => {
  const who = { ...acme, siteIds: [north!] }
  const line = (siteId: string, phone: string) => (tx: Tx) =>
    sql`insert into engine.line (site_id, phone) values (${siteId}, ${phone})`.execute(tx)
  await db.as(who, line(north!, '+33199001235'))
  await expect(db.as(who, line(south!, '+33199001236'))).rejects.toMatchObject({ code: 'scope.beyond' })
  await expect(db.as(who, (tx) => sql`update engine.line set site_id = ${south!}`.execute(tx))).rejects.toMatchObject({
    code: 'scope.beyond',
  })
  const theirs = await db.as(who, (tx) =>
    tx.updateTable('engine.site').set({ name: 'x' }).where('id', '=', south!).executeTakeFirst(),
  )
  expect(theirs.numUpdatedRows).toBe(0n)
})

test('a member of some sites reads what is of all, and leaves it as it is', async () => {
  const insert = sql`insert into customer.campaign (name, medium, channel) values ('Flyer', 'print', 'Print')`
  await db.as(acme, (tx) => insert.execute(tx))
  const who = { ...acme, siteIds: [north!] }
  expect(await db.as(who, (tx) => tx.selectFrom('customer.campaign').select('name').execute())).toHaveLength(1)
  for (const statement of [insert, sql`update customer.campaign set name = 'x'`])
    await expect(db.as(who, (tx) => statement.execute(tx))).rejects.toMatchObject({ code: 'scope.beyond' })
  const { numAffectedRows } = await db.as(who, (tx) => sql`delete from customer.campaign`.execute(tx))
  expect(numAffectedRows).toBe(0n)
})

test('a member of some sites whose sites nobody said sees nothing', async () => {
  const forgotten = db.as({ ...acme, siteIds: [north!] }, async (tx) => {
    await sql`select set_config('app.site_ids', '', true)`.execute(tx)
    return sites(tx)
  })
  expect(await forgotten).toEqual([])
})

test('a table that no migration has opened shows nothing to a member of some sites', async () => {
  await db.as(acme, (tx) =>
    sql`insert into customer.voice_connection (name, provider, secret) values ('Nuage', 'twilio', 'un secret')`.execute(
      tx,
    ),
  )
  const seen = await db.as({ ...acme, siteIds: [north!, south!] }, (tx) =>
    tx.selectFrom('customer.voice_connection').select('id').execute(),
  )
  expect(seen).toEqual([])
})

test('the application’s role reaches no secret', async () => {
  for (const table of ['account', 'membership', 'session', 'api_key', 'service_account', 'sign_in_failure'])
    await expect(db.as(acme, (tx) => sql`select from ${sql.table(`core.${table}`)}`.execute(tx))).rejects.toMatchObject(
      { code: '42501' },
    )
})

test('an event cannot be written or unwritten by hand', async () => {
  for (const statement of [
    sql`insert into core.event (type, data) values ('x.y', '{}')`,
    sql`update core.event set type = 'x.y'`,
    sql`delete from core.event`,
  ])
    await expect(db.as(acme, (tx) => statement.execute(tx))).rejects.toMatchObject({ code: '42501' })
})

test.each([
  ['no organisation', ''],
  ['an unknown one', randomUUID()],
])('%s sees nothing', async (_, orgId) => {
  expect(await db.as({ orgId }, names)).toEqual([])
})

test('a query outside its transaction sees nothing', async () => {
  const one = single()
  const stray = await one.as(acme, async (tx) => {
    await names(tx)
    return tx
  })
  await expect(names(stray)).rejects.toThrow('already committed')
})

test('a connection is by itself powerless', async () => {
  const powerless = db.as(acme, async (tx) => {
    await sql`reset role`.execute(tx)
    return names(tx)
  })
  await expect(powerless).rejects.toMatchObject({ code: '42501' })
})

test('the next borrower of a connection inherits nothing', async () => {
  const one = single()
  await one.as({ ...acme, userId: randomUUID() }, names)
  await expect(one.atGate(names)).rejects.toMatchObject({ code: '42501' })
  const settings = await one.as({ orgId: rival.orgId }, async (tx) => {
    const { rows } = await sql<{ role: string; org: string; actor: string | null }>`
      select current_user as role, core.current_org() as org, core.current_actor() as actor`.execute(tx)
    return rows[0]
  })
  expect(settings).toEqual({ role: 'visavis_app', org: rival.orgId, actor: null })
})

test('the next borrower inherits nothing of a transaction that failed', async () => {
  const one = single()
  await expect(one.as(acme, (tx) => sql`select 1 / 0`.execute(tx))).rejects.toMatchObject({ code: '22012' })
  expect(await one.as(rival, names)).toEqual(['Dominique'])
})

test('a throw takes everything back', async () => {
  const failed = db.as(acme, async (tx) => {
    await addPerson(tx, 'Personne')
    throw new Error('changed my mind')
  })
  await expect(failed).rejects.toThrow('changed my mind')
  expect(await db.as(acme, names)).toEqual(['Camille'])
})

test('four times as many at once as there are connections all finish', async () => {
  const small = openDatabase(url, { size: 3 })
  onTestFinished(small.close)
  const all = await Promise.all(
    Array.from({ length: 12 }, (_, i) =>
      small.as(i % 2 ? acme : rival, async (tx) => {
        await sql`select pg_sleep(0.01)`.execute(tx)
        return names(tx)
      }),
    ),
  )
  expect(all).toEqual(Array.from({ length: 12 }, (_, i) => (i % 2 ? ['Camille'] : ['Dominique'])))
})

test('connections cut by the server are replaced', async () => {
  const lost: Error[] = []
  const fragile = openDatabase(url, { size: 2, onError: (error) => lost.push(error) })
  onTestFinished(fragile.close)
  const pid = async (tx: Tx) => (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)).rows[0]!.pid
  const pids = await Promise.all([fragile.as(acme, pid), fragile.as(acme, pid)])
  await query('select pg_terminate_backend(pid) from unnest($1::int[]) pid', [pids])
  await expect.poll(() => lost.length).toBe(2)
  expect(await fragile.as(acme, names)).toEqual(['Camille'])
})

test('a connection cut in the middle of its work fails that work only', async () => {
  const fragile = openDatabase(url, { size: 1 })
  onTestFinished(fragile.close)
  const cut = fragile.as(acme, async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    await query('select pg_terminate_backend($1)', [rows[0]!.pid])
    // The cut is told while nothing is asked of the connection: nobody but its pool could hear of it.
    await expect.poll(() => query('select from pg_stat_activity where pid = $1', [rows[0]!.pid])).toEqual([])
    return names(tx)
  })
  await expect(cut).rejects.toThrow('not queryable')
  expect(await fragile.as(acme, names)).toEqual(['Camille'])
})
