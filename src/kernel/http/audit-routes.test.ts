import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { audit, seal, type Told } from '#kernel/audit'
import type { AuditChain, AuditEntry } from '#kernel/audit/contract'
import { addMember } from '#kernel/auth'
import { anOrg } from '#test/factories'
import { type Client, testServer } from '#test/server'

const house = await testServer()
const { db, query, orgId } = house
const rivalId = (await anOrg(query)).orgId
const [owner, auditor, rival] = [
  await house.signIn('owner'),
  await house.signIn('auditor'),
  await house.signIn('owner', rivalId),
]
const me = await db.atGate((tx) =>
  addMember(tx, { orgId, email: 'claude@exemple.fr', name: '=Claude', password: 'x'.repeat(12), role: 'marketing' }),
)
const siteId = '0190d8f0-0000-7000-8000-000000000001'
const told = (given: Partial<Told>): Told => ({ orgId, kind: 'change', who: 'account', verb: 'postApiSites', ...given })
const at = (minute: number) => new Date(Date.UTC(2026, 5, 1, 12, minute))
await db.as({ orgId }, (tx) =>
  audit(
    tx,
    told({
      at: at(1),
      whoId: me.userId,
      objectType: 'sites',
      objectId: siteId,
      changes: { name: { to: '=1+1' } },
      address: '192.0.2.1',
    }),
    told({ at: at(2), verb: 'getApiCalls', kind: 'read', changes: { caller: null } }),
    told({ at: at(2), who: 'house', verb: 'audit.purge' }),
    told({ at: at(3), who: 'key', whoId: siteId, outcome: 'right.missing', kind: 'refusal' }),
  ),
)
await db.as({ orgId: rivalId }, (tx) => audit(tx, told({ at: at(1), verb: 'rival' })))
await seal(db)
const past = `to=${at(30).toISOString()}`

type Page = { items: AuditEntry[]; next: string | null }
const list = async (filter: string, client: Client = auditor) =>
  (await (await client(`/api/audit-entries?${past}&${filter}`)).json()) as Page
const verbs = async (filter: string) => (await list(filter)).items.map(({ verb }) => verb)

test.each([
  'from=hier',
  'kind=other',
  'whoId=x',
  'cursor=x',
  'limit=0',
  `cursor=${Buffer.from('["a","b"]').toString('base64url')}`,
])('a filter that means nothing is refused: %s', async (filter) => {
  const { status } = await auditor(`/api/audit-entries?${filter}`)
  expect([400, 422]).toContain(status)
})

test('nothing of another organisation', async () => {
  expect((await list('', rival)).items.map(({ verb }) => verb)).toEqual(['rival'])
  for (const file of ['csv', 'jsonl']) {
    const text = await (await rival(`/api/audit-entries.${file}?${past}`)).text()
    expect(text).toContain('rival')
    expect(text).not.toContain('postApiSites')
  }
  expect(((await (await rival('/api/audit-filters')).json()) as { whos: { name: string }[] }).whos).toEqual([
    expect.objectContaining({ name: 'owner' }),
  ])
})

test('newest first, by any filter, page by page', async () => {
  expect(await verbs('')).toEqual(['postApiSites', 'audit.purge', 'getApiCalls', 'postApiSites'])
  expect(await verbs('kind=read')).toEqual(['getApiCalls'])
  expect(await verbs('verb=audit.purge')).toEqual(['audit.purge'])
  expect(await verbs(`whoId=${me.userId}`)).toEqual(['postApiSites'])
  expect(await verbs(`objectId=${siteId}`)).toEqual(['postApiSites'])
  expect(await verbs(`from=${at(2).toISOString()}`)).toHaveLength(3)
  expect((await list(`to=${at(2).toISOString()}`.replace('to', 'from') + `&kind=change`)).items).toHaveLength(1)
  const seen: number[] = []
  for (let cursor = ''; ;) {
    const { items, next } = await list(`limit=1${cursor}`)
    seen.push(...items.map(({ seq }) => seq))
    if (next === null) break
    cursor = `&cursor=${next}`
  }
  expect(seen, 'two of one instant are not lost between two pages').toEqual([4, 3, 2, 1])
})

test('names of people and of operations, in the reader’s language', async () => {
  const { items } = await list(`whoId=${me.userId}`)
  expect(items[0]).toMatchObject({ whoName: '=Claude', label: 'Site créé', address: '192.0.2.1', seq: 1 })
  const english = await auditor(`/api/audit-entries?${past}`, { headers: { 'accept-language': 'en' } })
  expect(((await english.json()) as Page).items.map(({ label }) => label)).toContain('Site created')
  expect((await list('kind=refusal')).items[0], 'who is not there any more').toMatchObject({
    whoId: siteId,
    whoName: null,
  })
  const filters = (await (await auditor('/api/audit-filters')).json()) as {
    verbs: { verb: string }[]
    whos: { id: string }[]
  }
  expect(filters.verbs.map(({ verb }) => verb)).toEqual(
    expect.arrayContaining(['postApiSites', 'getApiCalls', 'session.open']),
  )
  expect(filters.verbs.map(({ verb }) => verb)).not.toContain('getApiSites')
  expect(filters.whos.map(({ id }) => id)).toContain(me.userId)
})

test('a spreadsheet in which no formula runs', async () => {
  const reply = await owner(`/api/audit-entries.csv?${past}`)
  expect(reply.headers.get('content-disposition')).toBe('attachment; filename="journal-audit.csv"')
  const rows = parse(await reply.text(), { delimiter: ';', bom: true })
  expect(rows).toHaveLength(5)
  for (const cell of rows.flat()) expect(cell).not.toMatch(/^[\s"]*[=+\-@]/)
  expect(rows[1]).toEqual(expect.arrayContaining([`'=Claude`, 'Site créé', '{"name":{"to":"=1+1"}}']))
  expect(rows[0]).toContain('Empreinte')
})

test('JSON Lines from which anybody can check the chain', async () => {
  const lines = (await (await owner(`/api/audit-entries.jsonl?${past}`)).text()).trim().split('\n')
  type Line = Record<'previous' | 'hash' | 'contentHash' | 'at' | 'kind', string> & {
    seq: number
    content: { address: string | null }
    address: string | null
    addressSalt: string | null
  }
  let previous = '0'.repeat(64)
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
  for (const line of lines.map((text) => JSON.parse(text) as Line)) {
    expect(line.previous).toBe(previous)
    expect(line.contentHash).toBe(sha256(canonicalize(line.content)!))
    const { at, kind, seq, contentHash: content } = line
    expect(line.hash).toBe(sha256(canonicalize({ at, content, kind, previous, seq })!))
    if (line.address !== null)
      expect(line.content.address).toBe(
        createHash('sha256').update(Buffer.from(line.addressSalt!, 'hex')).update(line.address).digest('hex'),
      )
    previous = line.hash
  }
  expect(lines).toHaveLength(4)
  const one = JSON.parse(await (await owner(`/api/audit-entries.jsonl?${past}&kind=read`)).text()) as Line
  expect(one).toMatchObject({ seq: 2, previous: (JSON.parse(lines[0]!) as Line).hash })
})

test('more than a page of it comes as it is read, each once', async () => {
  await query(
    `insert into core.audit_inbox (org_id, at, kind, who, verb) select $1, '2025-01-01'::timestamptz, 'read', 'house', 'n' || n from generate_series(1, 2500) n`,
    [orgId],
  )
  await seal(db)
  await expect.poll(() => query('select from core.audit_inbox where org_id = $1', [orgId])).toEqual([])
  const text = await (await owner('/api/audit-entries.jsonl?to=2025-02-01T00:00:00Z')).text()
  const seqs = text
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { seq: number }).seq)
  expect(new Set(seqs).size).toBe(2500)
  expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))
})

test('where the chain stands, before and after it is verified, and once it is broken', async () => {
  const state = async (method = 'GET') =>
    (await (
      await auditor(method === 'GET' ? '/api/audit-chain' : '/api/audit-chain/verification', { method })
    ).json()) as AuditChain
  const newcomer = await house.signIn('auditor', (await anOrg(query)).orgId)
  expect(await (await newcomer('/api/audit-chain')).json()).toMatchObject({ seq: 0, verified: null })
  expect((await state()).hash).toMatch(/^[0-9a-f]{64}$/)
  const { seq, verified } = await state('PUT')
  expect(verified).toMatchObject({ broken: null })
  expect(seq - verified!.seq).toBeLessThan(5)
  await query(`update core.audit_entry set verb = 'other' where org_id = $1 and seq = 2`, [orgId])
  expect((await state('PUT')).verified).toMatchObject({ seq: 1, broken: { seq: 2, reason: 'changed' } })
  expect((await state()).verified?.broken).toEqual({ seq: 2, reason: 'changed' })
})

test('who read the log is in the log', async () => {
  await expect
    .poll(
      async () =>
        (await list('')).items.length +
        (await query(`select from core.audit_entry where verb like 'getApiAuditEntries%'`)).length,
    )
    .toBeGreaterThan(4)
  const read = await query(
    `select distinct verb from core.audit_entry where verb like 'getApiAudit%' union select verb from core.audit_inbox where verb like 'getApiAudit%' order by 1`,
  )
  expect(read.map(({ verb }) => verb)).toEqual([
    'getApiAuditEntries',
    'getApiAuditEntriesCsv',
    'getApiAuditEntriesJsonl',
  ])
})
