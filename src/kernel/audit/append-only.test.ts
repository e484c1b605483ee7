import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDb } from '#test/db'
import { anOrg } from '#test/factories'
import { audit, seal, type Told } from './index.ts'

const { db, query } = await testDb()
const [acme, rival] = [await anOrg(query), await anOrg(query)]
const told = (verb: string, orgId = acme.orgId): Told => ({ orgId, kind: 'change', who: 'house', verb })

await db.as(acme, (tx) => audit(tx, told('first'), told('second')))
await seal(db)
await db.as(acme, (tx) => audit(tx, told('waiting')))

const tables = ['core.audit_entry', 'core.audit_inbox', 'core.audit_chain']
const attempts = tables.flatMap((table) => [
  `update ${table} set org_id = org_id`,
  `delete from ${table}`,
  `truncate ${table}`,
  `insert into ${table} (org_id) values ('${acme.orgId}')`,
  `alter table ${table} disable row level security`,
  `drop table ${table}`,
])
const everything = async () => Promise.all(tables.map((table) => query(`select * from ${table} order by 1, 2`)))
const before = await everything()

test.each(attempts)('the house cannot: %s', async (attempt) => {
  for (const inRole of [(work: Parameters<typeof db.atGate>[0]) => db.as(acme, work), db.atGate])
    await expect(inRole((tx) => sql.raw(attempt).execute(tx))).rejects.toMatchObject({ code: '42501' })
  await expect(db.owner.query(`set role visavis_nobody; ${attempt}`)).rejects.toMatchObject({ code: '42501' })
})

test.each([
  `update core.audit_entry set hash = content_hash`,
  `update core.audit_entry set seq = seq + 1`,
  `update core.audit_entry set at = now()`,
  `update core.audit_inbox set verb = 'x'`,
  `delete from core.audit_entry`,
  `truncate core.audit_entry`,
  `delete from core.audit_chain`,
  `select from engine.site`,
  `select from core.account`,
])('nor can the sealer: %s', async (attempt) => {
  await expect(db.asSealer((tx) => sql.raw(attempt).execute(tx))).rejects.toMatchObject({ code: '42501' })
})

test('none of these attempts has changed anything', async () => {
  expect(await everything()).toEqual(before)
})

test('another organisation sees nothing, and writes nothing into our log', async () => {
  const seen = (org: { orgId: string }) =>
    db.as(org, async (tx) => [
      await tx.selectFrom('core.audit_entry').select('verb').execute(),
      await tx.selectFrom('core.audit_chain').select('seq').execute(),
    ])
  expect(await seen(acme)).toEqual([[{ verb: 'first' }, { verb: 'second' }], [{ seq: 2 }]])
  expect(await seen(rival)).toEqual([[], []])
  await db.as(rival, (tx) => audit(tx, told('slipped in', acme.orgId)))
  expect(await query(`select org_id from core.audit_inbox where verb = 'slipped in'`)).toEqual([
    { org_id: rival.orgId },
  ])
})

test('a change that was taken back has left no entry', async () => {
  const undone = db.as(acme, async (tx) => {
    await audit(tx, told('undone'))
    throw new Error('changed my mind')
  })
  await expect(undone).rejects.toThrow('changed my mind')
  await seal(db)
  expect(
    await query(`select from core.audit_inbox union all select from core.audit_entry where verb = 'undone'`),
  ).toEqual([])
})

test.each([
  ['an unknown kind', { kind: 'other' }],
  ['no verb', { verb: '' }],
  ['what is no id', { objectId: 'x' }],
  ['a novel', { changes: { a: { to: 'x'.repeat(100_000) } } }],
])('an entry with %s is refused', async (_, wrong) => {
  const entry = { ...told('wrong'), ...wrong } as Told
  await expect(db.as(acme, (tx) => audit(tx, entry))).rejects.toMatchObject({
    code: expect.stringMatching(/^2[23]/) as string,
  })
})
