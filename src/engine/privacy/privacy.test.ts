import { expect, test } from 'vitest'
import { codeOf } from '#test/answers'
import { tablesWith } from '#test/everything'
import { knows } from '#kernel/i18n'
import { anOrg } from '#test/factories'
import { type Client, testServer } from '#test/server'
import { AdjustableKind, type Erasure, type Processing, type Purge } from './contract.ts'
import { purge } from './retention.ts'

// What is kept about people: for how long, shown to them, erased at their wish.

const house = await testServer()
const { db, query, orgId } = house
const owner = await house.signIn('owner')
const rivalOrg = await anOrg(query)
const rival = await house.signIn('owner', rivalOrg.orgId)
const json = async <T>(reply: Promise<Response>) => (await reply).json() as Promise<T>

const [camille, dominique] = ['06 39 98 00 01', '06 39 98 00 02']
await owner('/api/sites', { body: { name: 'Nantes', phone: '02 61 91 00 01' } })
const site = (await json<{ items: { id: string }[] }>(owner('/api/sites'))).items[0]!
const campaign = await json<{ id: string }>(
  owner('/api/campaigns', { body: { name: 'Dépliant', medium: 'print', channel: 'Print' } }),
)
await owner('/api/numbers', { body: { siteId: site.id, campaignId: campaign.id, phone: '01 99 00 12 34' } })
await owner('/api/pools', { body: { siteId: site.id, name: 'Site web', phones: ['04 65 71 11 00'] } })
const website = await json<{ key: string }>(
  owner('/api/websites', { body: { siteId: site.id, host: 'www.exemple.fr' } }),
)
await owner('/api/rules', {
  body: {
    name: 'Rappeler',
    on: 'call.tracked',
    condition: { match: 'all', tests: [{ field: 'caller', is: 'not_empty' }] },
    actions: [
      {
        kind: 'task',
        settings: { subject: 'Rappeler {{ caller }}', ownerId: null, delay: { within: 1, unit: 'minutes' } },
      },
    ],
  },
})

const visit = (url: string, known: object = {}) =>
  json<{ n: { t: string }[]; v: string; s: string }>(
    house.anonymous('/t/visit', {
      body: JSON.stringify({ k: website.key, r: '', c: 1, t: 'Tarifs', u: `https://www.exemple.fr${url}`, ...known }),
      headers: {
        'content-type': 'text/plain',
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0',
      },
    }),
  )
let calls = 0
async function call(from: string | null, to: string, startedAt = new Date(), by: Client = owner) {
  const body = {
    externalId: `appel-${(calls += 1)}`,
    from,
    to,
    status: 'no-answer',
    startedAt: startedAt.toISOString(),
  }
  const reply = await by('/api/calls', { body })
  expect([reply.status, reply.ok || (await reply.text())]).toEqual([201, true])
  await house.settled()
  return ((await reply.json()) as { id: string }).id
}
const figures = async () => {
  const { total, ...rest } = await json<{ total: object }>(owner('/api/call-statistics'))
  return { total, rest }
}
const holds = (number: string) => tablesWith(house.databaseUrl, number)
const erase = (phone: string, opposed = false, by: Client = owner) => by('/api/erasures', { body: { phone, opposed } })

test('the register tells what is kept, on what basis, for how long; within what the law allows', async () => {
  const { items } = await json<{ items: Processing[] }>(owner('/api/processings'))
  for (const { kind } of items)
    for (const part of ['name', 'help']) expect(knows(`privacy.kinds.${kind}.${part}`), kind).toBe(true)
  expect(items.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['visits', 'deliveries', 'requests', 'firings', 'messages', 'callers', 'accounts', 'audit']),
  )
  const put = (kind: string, days: number) => owner('/api/retention', { method: 'PUT', body: { kind, days } })
  expect(await codeOf(await put('visits', 5000))).toEqual([400, 'input.invalid'])
  expect(await codeOf(await put('visits', 3000))).toEqual([422, 'processing.too_long'])
  expect(await codeOf(await put('audit', 10))).toEqual([400, 'input.invalid'])
  expect(
    items
      .filter(({ adjustable }) => adjustable)
      .map(({ kind }) => kind)
      .toSorted(),
  ).toEqual(AdjustableKind.options.toSorted())
  expect(await json(put('visits', 100))).toMatchObject({ kind: 'visits', days: 100, usualDays: 395 })
  const theirs = await json<{ items: Processing[] }>(rival('/api/processings'))
  expect(theirs.items.find(({ kind }) => kind === 'visits')).toMatchObject({ days: 395 })
})

test('somebody’s file has all of them and nothing of others; nobody else’s organisation has it', async () => {
  const { n, v, s } = await visit('/tarifs?utm_source=google&utm_medium=cpc')
  await visit('/contact', { v, s })
  await call(camille, n[0]!.t)
  await call(dominique, '01 99 00 12 34')
  const file = (phone: string, by = owner) =>
    json<{ phone: string; data: Record<string, Record<string, unknown>[]> }>(
      by('/api/person-files', { body: { phone } }),
    )
  const { phone, data } = await file(camille)
  expect(phone).toBe('+33639980001')
  expect(data['callers']).toMatchObject([{ caller: '+33639980001', medium: 'cpc' }])
  expect(data['visits']).toMatchObject([{ landingUrl: expect.stringContaining('/tarifs') as string }])
  expect(data['requests']).toMatchObject([{ subject: expect.stringMatching(/^Rappeler 06\s39/) as string }])
  expect(data['deliveries']!.length).toBeGreaterThan(0)
  expect(JSON.stringify(data)).not.toContain('0002')
  expect(Object.values((await file(camille, rival)).data).flat()).toEqual([])
  expect(await codeOf(await owner('/api/person-files', { body: { phone: 'bonjour' } }))).toEqual([
    422,
    'phone.not_dialable',
  ])
})

test('erased, nothing names them any more in the whole database, and every figure is as it was', async () => {
  const before = await figures()
  const hidden = await call(null, '01 99 00 12 34')
  await house.query('delete from core.kept_reply') // what repeated requests are answered with, for a day
  expect(await holds('639980001')).not.toEqual([])
  const withHidden = await figures()
  const reply = await erase(camille)
  expect(reply.status).toBe(201)
  const { removed, opposed } = (await reply.json()) as Erasure
  expect(opposed).toBe(false)
  expect(Object.keys(removed)).toEqual(expect.arrayContaining(['callers', 'visits', 'deliveries', 'requests']))
  await house.query('delete from core.kept_reply')
  expect(await holds('639980001')).toEqual([])
  expect(await holds('639980002')).not.toEqual([])
  expect(await figures()).toEqual(withHidden)
  expect(withHidden).not.toEqual(before)
  const { items } = await json<{ items: { id: string; caller: null; callerHidden: boolean; callerErased: boolean }[] }>(
    owner('/api/calls'),
  )
  expect(items.filter(({ callerErased }) => callerErased)).toHaveLength(1)
  expect(items.find(({ id }) => id === hidden)).toMatchObject({ callerHidden: true, callerErased: false })
  expect(await json<{ items: Erasure[] }>(owner('/api/erasures'))).toMatchObject({ items: [{ removed }] })
  expect((await json<{ items: Erasure[] }>(rival('/api/erasures'))).items).toEqual([])
  const log = await query(`select changes::text from core.audit_inbox where verb = 'postApiErasures'
    union all select changes::text from core.audit_entry where verb = 'postApiErasures'`)
  expect(JSON.stringify(log)).not.toMatch(/639980001|39 98 00 01/)
})

test('erased twice, or never known, changes nothing; without the right or elsewhere nothing is touched', async () => {
  expect((await (await erase(camille)).json()) as Erasure).toMatchObject({ removed: {} })
  await call(camille, '01 99 00 12 34')
  expect(await codeOf(await erase(camille, false, await house.signIn('auditor')))).toEqual([403, 'right.missing'])
  expect(((await (await erase(camille, false, rival)).json()) as Erasure).removed).toEqual({})
  await house.query('delete from core.kept_reply')
  expect(await holds('639980001')).not.toEqual([])
})

test('whoever objects calls on without a number; others, and other organisations, know theirs', async () => {
  await erase(dominique, true)
  const id = await call(dominique, '01 99 00 12 34')
  expect(await json(owner(`/api/calls/${id}`))).toMatchObject({ caller: null, personName: null })
  const [row] = await query('select event from engine.interaction where id = $1', [id])
  expect(JSON.stringify(row)).not.toContain('39 98 00 02')
  const other = await call(camille, '01 99 00 12 34')
  expect(await json(owner(`/api/calls/${other}`))).toMatchObject({ caller: '+33639980001' })
  await rival('/api/sites', { body: { name: 'Brest', phone: '02 61 91 00 09' } })
  const elsewhere = await call(dominique, '02 61 91 00 09', new Date(), rival)
  expect(await json(rival(`/api/calls/${elsewhere}`))).toMatchObject({ caller: '+33639980002' })
  const [erasure] = await query('select subject_hash from engine.erasure where opposed')
  expect(String(erasure!.subject_hash)).toMatch(/^[\w-]{43}$/)
})

test('what has had its time goes, with a proof that nobody can change; the rest stays', async () => {
  const years = (count: number) => new Date(Date.now() - count * 365 * 86_400_000)
  await call('06 39 98 00 03', '01 99 00 12 34', years(4))
  await call('06 39 98 00 04', '01 99 00 12 34', years(4))
  await call('06 39 98 00 04', '01 99 00 12 34', years(1))
  await query(`update engine.delivery set received_at = now() - interval '91 days' where body ~ '00 03'`)
  const before = await figures()
  const removed = await purge(db, orgId)
  expect(removed).toMatchObject({ callers: 1, deliveries: 1 })
  expect(await figures()).toEqual(before)
  await house.query('delete from core.kept_reply')
  const left = await query(`select count(*)::int as n from customer.tracked_call where caller = '+33639980003'`)
  expect(left).toEqual([{ n: 0 }])
  const known = await query(`select count(*)::int as n from customer.tracked_call where caller = '+33639980004'`)
  expect(known).toEqual([{ n: 2 }])
  expect(await purge(db, orgId), 'twice').toEqual({})

  const { items } = await json<{ items: Purge[] }>(owner('/api/purges'))
  expect(items).toEqual(
    expect.arrayContaining([expect.objectContaining({ kind: 'callers', removed: 1, days: 1095 }) as Purge]),
  )
  expect((await json<{ items: Purge[] }>(rival('/api/purges'))).items).toEqual([])
  await expect(db.as({ orgId }, (tx) => tx.updateTable('engine.purge').set({ removed: 9 }).execute())).rejects.toThrow(
    'permission denied',
  )
  const log =
    await query(`select count(*)::int as n from (select verb from core.audit_inbox union all select verb from core.audit_entry) e
    where verb = 'privacy.purge'`)
  expect(log).toEqual([{ n: items.length }])
})

test('a purge cut short goes on where it was: what it said is what it did', async () => {
  await query(
    `insert into engine.delivery (org_id, source, key, body, context, state, received_at)
     select $1, 'api', 'vieux ' || n, 'x', '{}', 'done', now() - interval '200 days' from generate_series(1, 4500) n`,
    [orgId],
  )
  const before = await query('select count(*)::int as n from engine.delivery')
  let batches = 0
  const dying = {
    ...db,
    as: ((actor, work) => (++batches > 4 ? Promise.reject(new Error('killed')) : db.as(actor, work))) as typeof db.as,
  }
  await expect(purge(dying, orgId)).rejects.toThrow('killed')
  await purge(db, orgId)
  const after = await query('select count(*)::int as n from engine.delivery')
  const [{ sum }] = (await query(
    `select sum(removed)::int as sum from engine.purge where kind = 'deliveries' and at > now() - interval '1 minute'`,
  )) as [{ sum: number }]
  expect((before[0]!.n as number) - (after[0]!.n as number)).toBe(4500)
  expect(sum).toBeGreaterThanOrEqual(4500)
})
