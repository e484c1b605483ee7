import { expect, test } from 'vitest'
import { testDb } from '#test/db'
import { anOrg } from '#test/factories'
import { audit, purgeLog, seal, verifyChain } from './index.ts'
import { tendDaily } from './sealer.ts'
import { openLog } from '#kernel/log'

const { db, query } = await testDb()
const day = 86_400_000
const daysAgo = (days: number) => new Date(Date.now() - days * day)
const keep = { readDays: 365, changeDays: 1095, addressDays: 180 }

/** One reading, one change, one refusal and one sign-in at each of these ages, written long ago. */
async function aHistory(...ages: number[]) {
  const org = await anOrg(query)
  for (const age of ages)
    for (const kind of ['read', 'change', 'refusal', 'access'] as const)
      await db.as(org, (tx) =>
        audit(tx, { ...org, kind, who: 'account', verb: `${kind} ${age}`, address: '192.0.2.1', at: daysAgo(age) }),
      )
  await seal(db)
  return org
}
const left = async (orgId: string) =>
  (await query('select verb from core.audit_entry where org_id = $1 and verb is not null order by seq', [orgId])).map(
    ({ verb }) => verb,
  )

test('nothing is old enough: nothing is emptied, nothing is said', async () => {
  const { orgId } = await aHistory(1, 100)
  expect(await purgeLog(db, orgId, keep)).toEqual({ read: 0, change: 0, address: 0 })
  await seal(db)
  expect(await verifyChain(db, orgId)).toMatchObject({ entries: 8, emptied: 0, broken: null })
})

test('what is emptied is gone, the chain holds, and the log says so itself', async () => {
  const org = await aHistory(2000, 500, 200, 1)
  const noted = await verifyChain(db, org.orgId)
  const salts = await query(`select id, address_salt from core.audit_entry where org_id = $1`, [org.orgId])
  expect(await purgeLog(db, org.orgId, keep)).toEqual({ read: 6, change: 1, address: 5 })
  expect(await verifyChain(db, org.orgId), 'before the word of the purge is sealed').toMatchObject({ broken: null })
  await seal(db)
  expect(await verifyChain(db, org.orgId, noted)).toMatchObject({ entries: 17, emptied: 7, broken: null })
  expect(await left(org.orgId)).toEqual([
    'change 500',
    'read 200',
    'change 200',
    'refusal 200',
    'access 200',
    'read 1',
    'change 1',
    'refusal 1',
    'access 1',
    'audit.purge',
  ])
  const rows = await query('select * from core.audit_entry where org_id = $1 order by seq', [org.orgId])
  const emptied = rows.filter(({ id }) => id === null)
  for (const { seq: _, at: __, kind: ___, org_id: ____, hash: _____, content_hash: ______, ...said } of emptied)
    expect(new Set(Object.values(said))).toEqual(new Set([null]))
  expect(rows.filter(({ address }) => address !== null).map(({ verb }) => verb)).toEqual([
    'read 1',
    'change 1',
    'refusal 1',
    'access 1',
  ])
  // Neither an id nor a salt by which an emptied value could be found again from its hash.
  const text = JSON.stringify(rows)
  for (const { id, address_salt } of salts.slice(0, 3)) {
    expect(text).not.toContain(id)
    expect(text).not.toContain(JSON.stringify(address_salt))
  }
})

test('what somebody empties beside a purge is found', async () => {
  const org = await aHistory(500, 10)
  await purgeLog(db, org.orgId, keep)
  await seal(db)
  await query(`update core.audit_entry set id = null, verb = null where org_id = $1 and verb = 'read 10'`, [org.orgId])
  expect((await verifyChain(db, org.orgId)).broken).toEqual({ seq: 5, reason: 'emptied' })
})

test('it can be done again, and cut in the middle it is not done at all', async () => {
  const org = await aHistory(500)
  await purgeLog(db, org.orgId, keep)
  expect(await purgeLog(db, org.orgId, keep)).toEqual({ read: 0, change: 0, address: 0 })
  const cut = await aHistory(500)
  await query(`alter table core.audit_chain add constraint cut check (purged_at is null or org_id <> '${cut.orgId}')`)
  await expect(purgeLog(db, cut.orgId, keep)).rejects.toThrow('cut')
  await query('alter table core.audit_chain drop constraint cut')
  expect(await left(cut.orgId)).toHaveLength(4)
  expect(await verifyChain(db, cut.orgId)).toMatchObject({ emptied: 0, broken: null })
})

test('once a day each chain is purged by its own retention, and verified', async () => {
  const org = await aHistory(40, 10)
  await query('update core.audit_chain set keep_read_days = 30 where org_id = $1', [org.orgId])
  await tendDaily(db, openLog('silent'))
  await seal(db)
  expect(await left(org.orgId)).toEqual(['change 40', 'read 10', 'change 10', 'refusal 10', 'access 10', 'audit.purge'])
  const state = () =>
    query('select purged_at, verified_at, broken_seq from core.audit_chain where org_id = $1', [org.orgId])
  const [first] = await state()
  expect(first).toMatchObject({
    purged_at: expect.any(Date) as Date,
    verified_at: expect.any(Date) as Date,
    broken_seq: null,
  })
  await tendDaily(db, openLog('silent'))
  expect(await state(), 'not twice a day').toEqual([first])
})
