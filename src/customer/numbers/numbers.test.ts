import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { codeOf } from '#test/answers'
import { aCampaign, anOrg, aPhone, aSite } from '#test/factories'
import { testServer } from '#test/server'
import type { Pool, TrackedNumber } from './contract.ts'

const house = await testServer()
const { db, query } = house
const org = { orgId: house.orgId }
const other = await anOrg(query)
const marketing = await house.signIn('marketing')
const rival = await house.signIn('marketing', other.orgId)
const site = await aSite(db, org, { phone: '+33199003000' })
const campaign = await aCampaign(db, org)

type Body = Record<string, unknown>
const track = (body: Body, who = marketing) =>
  who('/api/numbers', { body: { siteId: site.id, campaignId: campaign.id, ...body } })
const fill = (body: Body, who = marketing) =>
  who('/api/pools', { body: { siteId: site.id, name: 'Site web', ...body } })
const tracked = async (body: Body) => (await (await track(body)).json()) as TrackedNumber
const counts = () =>
  query('select (select count(*)::int from engine.line) as lines, (select count(*)::int from customer.pool) as pools')

test.each([
  ['not a number', 'dépliant', 422, 'phone.not_dialable'],
  ['hidden', 'anonymous', 422, 'phone.not_dialable'],
  ['M2M', '0700 12 34 56 78 90', 422, 'phone.not_dialable'],
  ['short', '3949', 422, 'phone.not_dialable'],
  ['too long to be one', '0'.repeat(41), 400, 'input.invalid'],
  ['the site’s own', '01 99 00 30 00', 409, 'line.taken'],
])('a number that is %s is refused, and nothing is kept of its pool', async (_, phone, status, code) => {
  const before = await counts()
  expect(await codeOf(await track({ phone }))).toEqual([status, code])
  expect(await codeOf(await fill({ phones: [aPhone(), phone] }))).toEqual([status, code])
  expect(await counts()).toEqual(before)
})

test.each([
  ['a pool without numbers', { phones: [] }],
  ['a pool without a name', { phones: ['01 99 00 30 01'], name: '' }],
  ['a hold of nothing', { phones: ['01 99 00 30 01'], holdMinutes: 0 }],
  ['a hold of more than a day', { phones: ['01 99 00 30 01'], holdMinutes: 1441 }],
])('%s is refused', async (_, body) => {
  expect(await codeOf(await fill(body))).toEqual([400, 'input.invalid'])
})

test('another organisation’s site, campaign and pool are nobody’s', async () => {
  const theirSite = await aSite(db, other)
  const theirCampaign = await aCampaign(db, other)
  expect(await codeOf(await track({ phone: aPhone(), siteId: theirSite.id }))).toEqual([404, 'site.not_found'])
  expect(await codeOf(await fill({ phones: [aPhone()], siteId: theirSite.id }))).toEqual([404, 'site.not_found'])
  const unknown = [422, 'reference.unknown']
  expect(await codeOf(await track({ phone: aPhone(), campaignId: theirCampaign.id }))).toEqual(unknown)
  expect(await codeOf(await track({ phone: aPhone(), campaignId: randomUUID() }))).toEqual(unknown)

  const { id } = await tracked({ phone: aPhone() })
  const pool = (await (await fill({ phones: [aPhone()] })).json()) as Pool
  for (const method of ['PUT', 'DELETE'])
    expect((await rival(`/api/numbers/${id}/retirement`, { method })).status).toBe(404)
  const add = await rival(`/api/pools/${pool.id}/numbers`, { body: { phones: [aPhone()] } })
  expect(await codeOf(add)).toEqual([404, 'pool.not_found'])
  for (const list of ['/api/numbers', `/api/numbers?siteId=${site.id}`, `/api/numbers?poolId=${pool.id}`, '/api/pools'])
    expect(await (await rival(list)).json()).toEqual({ items: [] })
})

test('only marketing and administrators change numbers', async () => {
  const { id } = await tracked({ phone: aPhone() })
  for (const role of ['supervisor', 'adviser', 'auditor'] as const) {
    const client = await house.signIn(role)
    expect((await track({ phone: aPhone() }, client)).status).toBe(403)
    expect((await fill({ phones: [aPhone()] }, client)).status).toBe(403)
    expect((await client(`/api/numbers/${id}/retirement`, { method: 'PUT' })).status).toBe(403)
    expect((await client('/api/numbers')).status).toBe(200)
  }
})

test('a number serves once, in whatever writing, also twice in one list', async () => {
  await tracked({ phone: '01 99 00 30 10' })
  for (const phone of ['0199003010', '+33 (0)1 99 00 30 10'])
    expect(await codeOf(await track({ phone }))).toEqual([409, 'line.taken'])
  const reply = await fill({ phones: ['02 61 91 30 10', '+33261913010', '02.61.91.30.11'] })
  expect(await reply.json()).toMatchObject({ numbers: 2, held: 0, reusedToday: 0, holdMinutes: 30 })
})

test.each([
  ['+33199003020', '01\u00a099\u00a000\u00a030\u00a020', 'FR'],
  ['0262123020', '0262\u00a012\u00a030\u00a020', 'RE'],
  ['+33 5 36 49 30 20', '05\u00a036\u00a049\u00a030\u00a020', 'FR'],
])('%s is shown the French way', async (phone, display, territory) => {
  const shown = { display, territory, kind: 'geographic', level: 'source', campaignId: campaign.id }
  expect(await tracked({ phone })).toMatchObject(shown)
})

test('a number retires and comes back', async () => {
  const { id } = await tracked({ phone: aPhone(), label: 'Dépliant, page 2', shownOnPages: true })
  const set = async (method: string) =>
    (await (await marketing(`/api/numbers/${id}/retirement`, { method })).json()) as TrackedNumber
  expect(await set('PUT')).toMatchObject({ retiredAt: expect.any(String), label: 'Dépliant, page 2' })
  expect(await set('DELETE')).toMatchObject({ retiredAt: null, shownOnPages: true })
})

test('a pool grows; its retired numbers are not counted', async () => {
  const pool = (await (await fill({ phones: [aPhone()], holdMinutes: 5 })).json()) as Pool
  const grown = await marketing(`/api/pools/${pool.id}/numbers`, { body: { phones: [aPhone(), aPhone()] } })
  expect(await grown.json()).toMatchObject({ numbers: 3, holdMinutes: 5 })
  const { items } = (await (await marketing(`/api/numbers?poolId=${pool.id}`)).json()) as { items: TrackedNumber[] }
  expect(items.map(({ level }) => level)).toEqual(['visitor', 'visitor', 'visitor'])
  await marketing(`/api/numbers/${items[0]!.id}/retirement`, { method: 'PUT' })
  const pools = (await (await marketing('/api/pools')).json()) as { items: Pool[] }
  expect(pools.items.find(({ id }) => id === pool.id)?.numbers).toBe(2)
})

test('the database itself refuses a number of both levels, of none, or of another organisation’s pool', async () => {
  const theirSite = await aSite(db, other)
  const [theirPool] = await query(
    `insert into customer.pool (org_id, site_id, name, hold_minutes) values ($1, $2, 'p', 30) returning id`,
    [other.orgId, theirSite.id],
  )
  const insert = async (campaignId: string | null, poolId: unknown) => {
    const [line] = await query('insert into engine.line (org_id, site_id, phone) values ($1, $2, $3) returning id', [
      org.orgId,
      site.id,
      aPhone(),
    ])
    await query(
      'insert into customer.tracked_number (org_id, id, site_id, phone, campaign_id, pool_id) select org_id, id, site_id, phone, $2, $3 from engine.line where id = $1',
      [line!.id, campaignId, poolId],
    )
  }
  await expect(insert(null, null)).rejects.toMatchObject({ code: '23514' })
  await expect(insert(campaign.id, theirPool!.id)).rejects.toMatchObject({ code: '23514' })
  await expect(insert(null, theirPool!.id)).rejects.toMatchObject({ code: '23503' })
})
