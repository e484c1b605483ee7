import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createNumber, createPool } from '#customer/numbers'
import { testDb } from '#test/db'
import { aCampaign, anOrg, aPhone, aPool, aSite } from '#test/factories'
import { EventMessage, openCollector, type Shown, VisitMessage } from './collector.ts'
import { createWebsite } from './websites.ts'

const { db, query } = await testDb()
const collector = openCollector(db)
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

const websiteOf = (org: { orgId: string }, siteId: string, host = `${randomUUID()}.exemple.fr`) =>
  db.as(org, (tx) => createWebsite(tx, { siteId, host }, 'https://visavis.example'))
/** A company of its own, with a website whose pages draw from a pool. */
const company = async ({ pool = 3 } = {}) => {
  const org = await anOrg(query)
  const site = await aSite(db, org)
  const numbers = pool > 0 ? await aPool(db, org, site.id, pool) : []
  return { org, site, numbers, key: (await websiteOf(org, site.id)).key }
}
type Seen = { v: string; s: string }
const visit = (k: string, said: Partial<Seen> & { u?: string; r?: string; t?: string; c?: 0 | 1; ct?: string } = {}) =>
  collector.visit(VisitMessage.parse({ k, u: 'https://www.exemple.fr/', c: 1, ...said }), firefox)
const begin = (k: string, said: Parameters<typeof visit>[1] = {}) => visit(k, said) as Promise<Shown & Seen>
const sign = (k: string, { v, s }: Seen, e: string, more: object = {}) =>
  collector.event(EventMessage.parse({ k, v, s, e, u: 'https://www.exemple.fr/contact', ...more }))
const shown = ({ n }: Shown) => n[0]?.t

const leasesOf = (visitId: string) =>
  query(
    'select upper(held) as until, upper(held) > clock_timestamp() as runs, reused from customer.lease where visit_id = $1 order by lower(held)',
    [visitId],
  )
const visitsOf = (visitorId: string) =>
  query('select * from customer.visit where visitor_id = $1 order by started_at, id', [visitorId])
const viewsOf = (visitId: string) =>
  query('select kind, url, title, phone from customer.page_view where visit_id = $1 order by at, id', [visitId])
/** Makes a visit and its leases that much older. */
const age = async ({ v, s }: Seen, by: string) => {
  await query(
    'update customer.visit set started_at = started_at - $2::interval, last_seen_at = last_seen_at - $2::interval where id = $1',
    [s, by],
  )
  await query('update customer.visitor set first_seen_at = first_seen_at - $2::interval where id = $1', [v, by])
  await query(
    'update customer.tracked_number set free_at = free_at - $2::interval where id in (select number_id from customer.lease where visit_id = $1)',
    [s, by],
  )
  await query(
    'update customer.lease set held = tstzrange(lower(held) - $2::interval, upper(held) - $2::interval) where visit_id = $1',
    [s, by],
  )
}

test('a visitor, or a visit, of another organisation is never continued', async () => {
  const [mine, theirs] = [await company(), await company()]
  const victim = await begin(theirs.key)
  const before = [await visitsOf(victim.v), await viewsOf(victim.s), await leasesOf(victim.s)]
  const stolen = await begin(mine.key, { v: victim.v, s: victim.s })
  expect([stolen.v === victim.v, stolen.s === victim.s]).toEqual([false, false])
  expect([await visitsOf(victim.v), await viewsOf(victim.s), await leasesOf(victim.s)]).toEqual(before)
})

test('nor one of another website of the same organisation', async () => {
  const { org, site, key } = await company()
  const second = await websiteOf(org, site.id)
  const victim = await begin(key)
  const before = await visitsOf(victim.v)
  const other = await begin(second.key, { v: victim.v, s: victim.s })
  expect([other.v === victim.v, other.s === victim.s]).toEqual([false, false])
  expect(await visitsOf(victim.v)).toEqual(before)
})

test('nor a visit that is another visitor’s, also when both ask in one batch', async () => {
  const { key } = await company()
  const [ana, bob] = [await begin(key), await begin(key)]
  const [, own, foreign] = await Promise.all([
    begin(key),
    begin(key, { v: ana.v, s: ana.s }),
    begin(key, { v: bob.v, s: ana.s }),
  ])
  expect(own).toMatchObject({ v: ana.v, s: ana.s })
  expect(foreign.v).toBe(bob.v)
  expect([ana.s, bob.s]).not.toContain(foreign.s)
})

test.each(['beat', 'hide', 'tel', 'forget'])('%s with a pair that is not so changes nothing', async (e) => {
  const [mine, theirs] = [await company(), await company()]
  const second = await websiteOf(mine.org, mine.site.id)
  const [ana, bob] = [await begin(mine.key), await begin(mine.key)]
  const facts = async () => [await visitsOf(ana.v), await viewsOf(ana.s), await leasesOf(ana.s)]
  const before = await facts()
  await sign(mine.key, { v: bob.v, s: ana.s }, e)
  await sign(mine.key, { v: randomUUID(), s: ana.s }, e)
  await sign(theirs.key, ana, e)
  await sign(second.key, ana, e)
  expect(await facts()).toEqual(before)
})

test('a visit notes its page, where it comes from, its campaign and the consent; its number is one of the pool', async () => {
  const { org, numbers, key } = await company()
  const campaign = await aCampaign(db, org, { code: 'printemps', channel: 'Paid Search', medium: 'cpc' })
  const reply = await begin(key, {
    u: 'https://www.exemple.fr/devis?utm_source=google&utm_medium=cpc&utm_campaign=Printemps&gclid=abc',
    r: 'https://www.google.com/',
    t: 'Devis',
    ct: 'v3',
  })
  expect(reply.b).toBe(60)
  expect(numbers.map(({ e164 }) => e164)).toContain(shown(reply))
  const [row] = await visitsOf(reply.v)
  expect(row).toMatchObject({
    id: reply.s,
    source: 'google',
    medium: 'cpc',
    channel: 'Paid Search',
    campaign: 'Printemps',
    campaign_id: campaign.id,
    click_ids: { gclid: 'abc' },
    consent_text: 'v3',
  })
  expect(await viewsOf(reply.s)).toEqual([{ kind: 'page', url: row!.landing_url, title: 'Devis', phone: null }])
})

test('a visit goes on within the half hour, with its number; after it, a new visit of the same visitor', async () => {
  const { key } = await company()
  const first = await begin(key)
  await age(first, '29 minutes')
  const second = await begin(key, { v: first.v, s: first.s, t: 'Contact' })
  expect([second.v, second.s, shown(second)]).toEqual([first.v, first.s, shown(first)])
  await age(first, '31 minutes')
  const third = await begin(key, { v: first.v, s: first.s })
  expect([third.v, third.s === first.s]).toEqual([first.v, false])
  expect((await viewsOf(first.s)).map(({ title }) => title)).toEqual(['', 'Contact'])
  expect(await visitsOf(first.v)).toHaveLength(2)
})

test('a sign of life after the half hour does not bring a visit back', async () => {
  const { key } = await company()
  const first = await begin(key)
  await age(first, '31 minutes')
  const before = await visitsOf(first.v)
  await sign(key, first, 'hide')
  expect(await visitsOf(first.v)).toEqual(before)
  expect((await begin(key, first)).s).not.toBe(first.s)
})

test.each([
  ['13 months less a day', '13 months -1 day', true],
  ['13 months and a day', '13 months 1 day', false],
])('a visitor who comes back %s after the first visit', async (_, by, isKnown) => {
  const { key } = await company()
  const first = await begin(key)
  await age(first, '12 months')
  const between = await begin(key, { v: first.v })
  expect(between.v).toBe(first.v) // visits do not prolong the identifier's life
  await query('update customer.visitor set first_seen_at = now() - $2::interval where id = $1', [first.v, by])
  expect((await begin(key, { v: first.v })).v === first.v).toBe(isKnown)
})

test('an identifier older than 13 months ends its running visit too', async () => {
  const { key } = await company()
  const first = await begin(key)
  await query(`update customer.visitor set first_seen_at = now() - interval '14 months' where id = $1`, [first.v])
  const next = await begin(key, first)
  expect([next.v === first.v, next.s === first.s]).toEqual([false, false])
})

test('identifiers that nobody gave are not taken over', async () => {
  const { key } = await company()
  const made = { v: randomUUID(), s: randomUUID() }
  const reply = await begin(key, made)
  expect([reply.v === made.v, reply.s === made.s]).toEqual([false, false])
})

test('a beat holds the number, pages and beats of one visit may come together', async () => {
  const { key } = await company({ pool: 1 })
  const first = await begin(key)
  await age(first, '20 minutes')
  await Promise.all([sign(key, first, 'beat'), begin(key, first), sign(key, first, 'hide'), begin(key, first)])
  const [lease, ...others] = await leasesOf(first.s)
  expect(others).toEqual([])
  expect((lease!.until as Date).getTime()).toBeGreaterThan(Date.now() + 29 * 60_000)
  const [row] = await visitsOf(first.v)
  expect((row!.last_seen_at as Date).getTime()).toBeGreaterThan(Date.now() - 60_000)
})

test('a visit whose number was taken gets another on its next page; its beats do not', async () => {
  const { numbers, key } = await company({ pool: 2 })
  const [ana, bob, eva] = [await begin(key), await begin(key), await begin(key)]
  expect(shown(eva)).toBe(shown(ana))
  await sign(key, ana, 'beat')
  expect((await leasesOf(ana.s)).map(({ runs }) => runs)).toEqual([false])
  const next = await begin(key, ana)
  expect(next.s).toBe(ana.s)
  expect(shown(next)).toBe(shown(bob)) // now the oldest
  expect((await leasesOf(ana.s)).map(({ runs }) => runs)).toEqual([false, true])
  expect(numbers.map(({ e164 }) => e164)).toContain(shown(next))
})

test('the consent withdrawn frees the number at once', async () => {
  const { key } = await company({ pool: 1 })
  const ana = await begin(key)
  await sign(key, ana, 'forget')
  expect((await leasesOf(ana.s)).map(({ runs }) => runs)).toEqual([false])
  const bob = await begin(key)
  expect([shown(bob), (await leasesOf(bob.s))[0]!.reused]).toEqual([shown(ana), false])
})

test('a touch on the number is kept with the number and the page; the lease goes on', async () => {
  const { key } = await company()
  const ana = await begin(key)
  await age(ana, '10 minutes')
  await sign(key, ana, 'tel', { n: shown(ana), u: 'https://www.exemple.fr/contact' })
  await sign(key, ana, 'tel', { n: 'pas un numéro' })
  expect((await viewsOf(ana.s)).slice(1)).toEqual([
    { kind: 'tel_click', url: 'https://www.exemple.fr/contact', title: '', phone: shown(ana) },
    { kind: 'tel_click', url: 'https://www.exemple.fr/contact', title: '', phone: null },
  ])
  expect(((await leasesOf(ana.s))[0]!.until as Date).getTime()).toBeGreaterThan(Date.now() + 29 * 60_000)
})

test('two hundred first pages at once on ten numbers: two hundred visits, no number held twice', async () => {
  const { org, key } = await company({ pool: 10 })
  const replies = await Promise.all(Array.from({ length: 200 }, (_, i) => begin(key, { t: `Page ${i}` })))
  expect(new Set(replies.map(({ s }) => s)).size).toBe(200)
  expect(replies.every((reply) => shown(reply) !== undefined)).toBe(true)
  for (const [i, { s }] of replies.entries()) if (i % 50 === 0) expect((await viewsOf(s))[0]!.title).toBe(`Page ${i}`)
  const [count] = await query(
    `select count(*)::int as leases, count(*) filter (where upper(held) > clock_timestamp())::int as running,
       (select count(*)::int from customer.lease a join customer.lease b on a.number_id = b.number_id and a.id < b.id and a.held && b.held where a.org_id = $1) as double
     from customer.lease where org_id = $1`,
    [org.orgId],
  )
  expect(count).toEqual({ leases: 200, running: 10, double: 0 })
})

test('without a pool a consenting visitor is shown the number of the campaign', async () => {
  const { org, site, key } = await company({ pool: 0 })
  const campaign = await aCampaign(db, org, { channel: 'Organic Search', medium: 'organic' })
  const number = { siteId: site.id, campaignId: campaign.id, phone: aPhone(), label: '', shownOnPages: true }
  const { e164 } = await db.as(org, (tx) => createNumber(tx, number))
  const reply = await begin(key, { r: 'https://www.google.fr/' })
  expect(reply.n).toEqual([{ f: site.phone, t: e164 }])
  expect(await leasesOf(reply.s)).toEqual([])
  expect((await begin(key)).n).toEqual([])
})

test('two websites of one site draw from one pool, each its own visitors', async () => {
  const { org, site, key } = await company({ pool: 5 })
  const second = await websiteOf(org, site.id)
  const replies = await Promise.all(Array.from({ length: 40 }, (_, i) => begin(i % 2 ? key : second.key)))
  expect(new Set(replies.map(({ v }) => v)).size).toBe(40)
  const [held] = await query(
    'select count(*)::int as n from customer.lease where org_id = $1 and upper(held) > clock_timestamp()',
    [org.orgId],
  )
  expect(held!.n).toBe(5)
})

test('a site’s pages draw from its first pool', async () => {
  const { org, site, numbers, key } = await company({ pool: 1 })
  await db.as(org, (tx) => createPool(tx, { siteId: site.id, name: 'Autre', holdMinutes: 5, phones: [aPhone()] }))
  for (let i = 0; i < 2; i++) expect(shown(await begin(key))).toBe(numbers[0]!.e164)
})

test('in a young database too, a page view finds its visit by the primary key: no other index begins as it does', async () => {
  const rivals = await query(
    `select indexname from pg_indexes where schemaname = 'customer' and tablename = 'visit' and indexdef ~ '\\(org_id' and indexname <> 'visit_pkey'`,
  )
  expect(rivals).toEqual([])
})

test('who comes back gets their number again where it is free, and another where it is taken', async () => {
  const { key } = await company({ pool: 3 })
  const [first, second] = [await begin(key), await begin(key)]
  await age(first, '2 hours')
  await age(second, '3 hours') // its number is idle longer
  const back = await begin(key, { v: first.v, s: first.s })
  expect(back.s).not.toBe(first.s)
  expect(shown(back)).toBe(shown(first))
  expect(await leasesOf(back.s)).toMatchObject([{ runs: true, reused: false }])
  const others = [await begin(key), await begin(key)]
  expect(others.map(shown)).toContain(shown(second))
  const late = await begin(key, { v: second.v, s: second.s })
  expect(shown(late)).not.toBe(shown(second))
})

test('of two visits at once of somebody who comes back, one gets the number', async () => {
  const { key } = await company({ pool: 3 })
  const first = await begin(key)
  await age(first, '2 hours')
  const both = await Promise.all([begin(key, { v: first.v }), begin(key, { v: first.v })])
  expect(both.map(({ v }) => v)).toEqual([first.v, first.v])
  const numbers = both.map(shown)
  expect(numbers).toContain(shown(first))
  expect(new Set(numbers).size).toBe(2)
})
