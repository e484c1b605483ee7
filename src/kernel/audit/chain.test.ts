import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '#kernel/db'
import { testDb } from '#test/db'
import { anOrg } from '#test/factories'
import { audit, seal, type Told, verifyChain } from './index.ts'

const { db, url, query } = await testDb()
const told = (orgId: string, verb: string, given: Partial<Told> = {}): Told => ({
  orgId,
  kind: 'change',
  who: 'account',
  verb,
  ...given,
})
/** An organisation with that many sealed entries. */
async function aChain(length: number, given: Partial<Told> = {}) {
  const org = await anOrg(query)
  for (let n = 1; n <= length; n++) await db.as(org, (tx) => audit(tx, told(org.orgId, `verb ${n}`, given)))
  await seal(db)
  return org
}
const verbs = (orgId: string) => query('select seq, verb from core.audit_entry where org_id = $1 order by seq', [orgId])

test('an organisation without an entry has an unbroken chain', async () => {
  const { orgId } = await anOrg(query)
  expect(await verifyChain(db, orgId)).toEqual({
    entries: 0,
    emptied: 0,
    waiting: 0,
    seq: 0,
    hash: '0'.repeat(64),
    broken: null,
  })
})

test('a thousand entries at once, of two organisations, two processes sealing: one unbroken chain each', async () => {
  const orgs = [await anOrg(query), await anOrg(query)]
  const other = openDatabase(url)
  const writing = new AbortController()
  const sealing = [db, other].map(async (process) => {
    while (!writing.signal.aborted) await seal(process)
  })
  await Promise.all(
    Array.from({ length: 1000 }, (_, n) => db.as(orgs[n % 2]!, (tx) => audit(tx, told(orgs[n % 2]!.orgId, `n${n}`)))),
  )
  writing.abort()
  await Promise.all(sealing)
  await Promise.all([seal(db), seal(other)])
  await seal(db)
  await other.close()
  for (const { orgId } of orgs) {
    expect(await verifyChain(db, orgId)).toMatchObject({ entries: 500, waiting: 0, seq: 500, broken: null })
    expect(new Set((await verbs(orgId)).map(({ verb }) => verb)).size).toBe(500)
  }
})

test('an entry whose transaction commits late comes behind those that are sealed', async () => {
  const org = await anOrg(query)
  let commit = () => {}
  const held = new Promise<void>((go) => (commit = go))
  let isWritten = () => {}
  const written = new Promise<void>((go) => (isWritten = go))
  const late = db.as(org, async (tx) => {
    await audit(tx, told(org.orgId, 'early id, late commit'))
    isWritten()
    await held
  })
  await written
  await db.as(org, (tx) => audit(tx, told(org.orgId, 'later id, early commit')))
  await seal(db)
  const head = await verifyChain(db, org.orgId)
  expect(head).toMatchObject({ seq: 1, broken: null })
  commit()
  await late
  await seal(db)
  expect(await verbs(org.orgId)).toEqual([
    { seq: 1, verb: 'later id, early commit' },
    { seq: 2, verb: 'early id, late commit' },
  ])
  expect(await verifyChain(db, org.orgId, head), 'what was sealed is as it was').toMatchObject({ seq: 2, broken: null })
})

/** What somebody with every right on the database might do to the third of five entries, and what is then said of which. */
const tamperings: [tampering: string, sql: string, broken: { seq: number; reason: string }][] = [
  ['another verb', `update core.audit_entry set verb = 'other' where seq = 3`, { seq: 3, reason: 'changed' }],
  [
    'another instant',
    `update core.audit_entry set at = at - interval '1 s' where seq = 3`,
    { seq: 3, reason: 'changed' },
  ],
  ['another author', `update core.audit_entry set who_id = core.uuidv7() where seq = 3`, { seq: 3, reason: 'changed' }],
  ['another address', `update core.audit_entry set address = '192.0.2.9' where seq = 3`, { seq: 3, reason: 'changed' }],
  ['no address', `update core.audit_entry set address = null where seq = 3`, { seq: 3, reason: 'emptied' }],
  [
    'another change',
    `update core.audit_entry set changes = '{"a":{"to":2}}' where seq = 3`,
    { seq: 3, reason: 'changed' },
  ],
  [
    'a new content hash',
    `update core.audit_entry set content_hash = sha256('x') where seq = 3`,
    { seq: 3, reason: 'changed' },
  ],
  ['a new hash', `update core.audit_entry set hash = sha256('x') where seq = 3`, { seq: 3, reason: 'unlinked' }],
  ['deleted', `delete from core.audit_entry where seq = 3`, { seq: 3, reason: 'missing' }],
  ['the last deleted', `delete from core.audit_entry where seq = 5`, { seq: 5, reason: 'missing' }],
  ['all deleted', `delete from core.audit_entry`, { seq: 1, reason: 'missing' }],
  [
    'deleted and the gap closed',
    `delete from core.audit_entry where seq = 3; update core.audit_entry set seq = seq - 1 where seq > 3`,
    { seq: 3, reason: 'unlinked' },
  ],
  [
    'emptied',
    `update core.audit_entry set id = null, who = null, verb = null, changes = null where seq = 3`,
    { seq: 3, reason: 'emptied' },
  ],
  [
    'two exchanged',
    `update core.audit_entry set seq = 9 where seq = 3; update core.audit_entry set seq = 3 where seq = 4; update core.audit_entry set seq = 4 where seq = 9`,
    { seq: 3, reason: 'unlinked' },
  ],
  [
    'one more at the end',
    `insert into core.audit_entry select org_id, 6, at, kind, id, who, who_id, address, address_salt, address_hash, verb, object_type, object_id, outcome, changes, request_id, content_hash, hash from core.audit_entry where seq = 5`,
    { seq: 6, reason: 'unknown' },
  ],
  [
    'the head set back',
    `delete from core.audit_entry where seq = 5; update core.audit_chain set seq = 4`,
    { seq: 4, reason: 'unlinked' },
  ],
]
test.each(tamperings)('%s: found, and where', async (_, tampering, broken) => {
  await query('truncate core.audit_entry, core.audit_chain, core.audit_inbox')
  const { orgId } = await aChain(5, { address: '192.0.2.1', changes: { a: { to: 1 } } })
  expect(await verifyChain(db, orgId)).toMatchObject({ entries: 5, seq: 5, broken: null })
  await query(tampering)
  expect((await verifyChain(db, orgId)).broken).toEqual(broken)
  const [kept] = await query(
    'select broken_seq as seq, broken_reason as reason from core.audit_chain where org_id = $1',
    [orgId],
  )
  expect(kept, 'kept for the screen').toEqual(broken)
})

test('a log rewritten whole is found by a head that was written down elsewhere', async () => {
  await query('truncate core.audit_entry, core.audit_chain, core.audit_inbox')
  const org = await aChain(3)
  const noted = await verifyChain(db, org.orgId)
  await query('truncate core.audit_entry, core.audit_chain')
  for (const verb of ['verb 1', 'verb 2', 'harmless', 'verb 4'])
    await db.as(org, (tx) => audit(tx, told(org.orgId, verb)))
  await seal(db)
  expect((await verifyChain(db, org.orgId)).broken, 'in itself it is a chain').toBe(null)
  expect((await verifyChain(db, org.orgId, noted)).broken).toEqual({ seq: 3, reason: 'unexpected' })
  await query('truncate core.audit_entry, core.audit_chain')
  expect((await verifyChain(db, org.orgId, noted)).broken, 'cut shorter').toEqual({ seq: 1, reason: 'missing' })
})

test('an entry is hashed as the guide says, so that anybody can check an export', async () => {
  const { orgId } = await aChain(1)
  const [row] = await query('select * from core.audit_entry where org_id = $1', [orgId])
  const at = (row!.at as Date).toISOString()
  const content = `{"address":null,"at":"${at}","changes":{},"id":"${String(row!.id)}","kind":"change","objectId":null,"objectType":null,"org":"${orgId}","outcome":"done","requestId":null,"verb":"verb 1","who":"account","whoId":null}`
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
  expect((row!.content_hash as Buffer).toString('hex')).toBe(sha256(content))
  const link = `{"at":"${at}","content":"${sha256(content)}","kind":"change","previous":"${'0'.repeat(64)}","seq":1}`
  expect((row!.hash as Buffer).toString('hex')).toBe(sha256(link))
})

test('sealing leaves an entry as it was written', async () => {
  const org = await anOrg(query)
  const changes = { 'é "\\ \u2028': { from: 1.5, to: ['a', null, true, { x: 1e21 }] }, z: null }
  const whoId = '0190d8f0-0000-7000-8000-000000000001'
  await db.as(org, (tx) =>
    audit(tx, {
      ...told(org.orgId, 'v'),
      whoId,
      address: '2001:db8::1%eth0',
      objectType: 'sites',
      objectId: whoId,
      changes,
    }),
  )
  await seal(db)
  expect(await verifyChain(db, org.orgId)).toMatchObject({ entries: 1, broken: null })
  const [row] = await query(
    'select host(address) as address, changes, object_id from core.audit_entry where org_id = $1',
    [org.orgId],
  )
  expect(row).toEqual({ address: '2001:db8::1', changes, object_id: whoId })
})

test('nothing waits for ever behind an organisation that writes much', async () => {
  const [loud, quiet] = [await anOrg(query), await anOrg(query)]
  await db.as(loud, async (tx) => {
    await sql`select core.audit((select jsonb_agg(jsonb_build_object('kind', 'read', 'who', 'house', 'verb', 'v')) from generate_series(1, 1200)))`.execute(
      tx,
    )
  })
  await db.as(quiet, (tx) => audit(tx, told(quiet.orgId, 'v')))
  expect(await seal(db)).toBeGreaterThanOrEqual(1201)
  for (const { orgId } of [loud, quiet])
    expect(await verifyChain(db, orgId)).toMatchObject({ waiting: 0, broken: null })
})
