import { expect, test, vi } from 'vitest'
import { createNumber } from '#customer/numbers'
import { codeOf } from '#test/answers'
import { aCampaign, aPhone, aPool, aSite } from '#test/factories'
import { testServer } from '#test/server'
import { createWebsite } from './websites.ts'

const house = await testServer()
const { db, query } = house
const org = { orgId: house.orgId }
const site = await aSite(db, org)
const pool = await aPool(db, org, site.id, 5)
const { key: k } = await db.as(org, (tx) => createWebsite(tx, { siteId: site.id, host: 'www.exemple.fr' }, ''))
/** The number that pages show to visitors of a campaign. */
const numberOf = async (given: Parameters<typeof aCampaign>[2], shownOnPages = true) => {
  const { id: campaignId } = await aCampaign(db, org, given)
  const number = { siteId: site.id, campaignId, phone: aPhone(), label: '', shownOnPages }
  return (await db.as(org, (tx) => createNumber(tx, number))).e164
}
const spring = await numberOf({ code: 'printemps', channel: 'Paid Search', medium: 'cpc' })
const search = await numberOf({ channel: 'Paid Search', medium: 'cpc' })
await numberOf({ channel: 'Email', medium: 'email' }, false)

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  house.anonymous(path, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'text/plain;charset=UTF-8', 'user-agent': firefox, ...headers },
  })
const page = (more: object = {}) => ({ k, u: 'https://www.exemple.fr/', r: '', t: 'Accueil', c: 1, ...more })
const visit = (more: object = {}, headers = {}) => post('/t/visit', page(more), headers)
type Reply = { n: { f: string; t: string }[]; v?: string; s?: string; b?: number }
const replyOf = async (response: Promise<Response>) => (await (await response).json()) as Reply
const sign = { k, v: crypto.randomUUID(), s: crypto.randomUUID(), e: 'beat' }

/** Everything that is kept, but for when the script was last seen. */
const everything = async () => {
  const tables = await query(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema in ('core', 'engine', 'customer', 'employee', 'insight') and table_type = 'BASE TABLE' order by 1`,
  )
  const kept: Record<string, unknown> = {}
  for (const { name } of tables) {
    const rows = await query(`select to_jsonb(t) - 'seen_at' - 'seen_url' as row from ${name as string} t order by 1`)
    kept[name as string] = rows.map(({ row }) => row)
  }
  return kept
}

test.each([
  ['/t/visit', 'not JSON', '{"k":', 400, 'input.not_json'],
  ['/t/visit', 'nothing', '', 400, 'input.not_json'],
  ['/t/visit', 'a list', '[]', 400, 'input.invalid'],
  ['/t/visit', 'without an address', { k, c: 1 }, 400, 'input.invalid'],
  ['/t/visit', 'of an unclear consent', page({ c: 2 }), 400, 'input.invalid'],
  ['/t/visit', 'of a consent left out', { k, u: 'https://www.exemple.fr/' }, 400, 'input.invalid'],
  ['/t/visit', 'of an unknown key', page({ k: 'personne' }), 422, 'website.unknown_key'],
  ['/t/visit', 'of an endless key', page({ k: 'a'.repeat(41) }), 400, 'input.invalid'],
  ['/t/visit', 'of a key with a null character', page({ k: 'a\0b' }), 400, 'input.invalid'],
  ['/t/visit', 'of a megabyte', page({ u: 'a'.repeat(1024 * 1024) }), 413, 'input.too_large'],
  ['/t/event', 'not JSON', 'beat', 400, 'input.not_json'],
  ['/t/event', 'of an unknown kind', { ...sign, e: 'read' }, 400, 'input.invalid'],
  ['/t/event', 'without a visit', { k, v: sign.v, e: 'beat' }, 400, 'input.invalid'],
  ['/t/event', 'of a visit that is no id', { ...sign, s: '1' }, 400, 'input.invalid'],
  ['/t/event', 'of an unknown key', { ...sign, k: 'personne' }, 422, 'website.unknown_key'],
])('%s %s is refused, in words that the page may read', async (path, _, body, status, code) => {
  const before = await everything()
  const reply = await post(path, body)
  expect(reply.headers.get('access-control-allow-origin')).toBe('*')
  expect(await codeOf(reply)).toEqual([status, code])
  expect(await everything()).toEqual(before)
})

test('another type than text and JSON is refused', async () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  expect(await codeOf(await post('/t/visit', 'k=1', form))).toEqual([415, 'input.media_type'])
})

test.each([
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
  'Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)',
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)',
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  'curl/8.5.0',
  'python-requests/2.32.0',
])('a crawler is shown the page’s own number: %s', async (userAgent) => {
  const before = await everything()
  for (const c of [0, 1]) {
    const arrival = { c, u: 'https://www.exemple.fr/?utm_campaign=printemps&utm_source=google&utm_medium=cpc' }
    expect(await replyOf(visit(arrival, { 'user-agent': userAgent }))).toEqual({ n: [] })
  }
  expect(await everything()).toEqual(before)
})

test.each([
  firefox,
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 14; CUBOT X30) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
])('a browser is shown a number of the pool: %s', async (userAgent) => {
  const { n, v, s, b } = await replyOf(visit({}, { 'user-agent': userAgent }))
  expect(n).toEqual([{ f: site.phone, t: expect.stringMatching(/^\+33/) }])
  expect(pool.map(({ e164 }) => e164)).toContain(n[0]!.t)
  expect([v, s, b]).toEqual([expect.any(String), expect.any(String), 60])
})

test('without consent nothing is written, whatever is asked; only the live check moves', async () => {
  await query('update customer.website set seen_at = null, seen_url = null')
  const { key } = await db.as(org, (tx) => createWebsite(tx, { siteId: site.id, host: 'www2.exemple.fr' }, ''))
  const before = await everything()
  const known = { v: crypto.randomUUID(), s: crypto.randomUUID(), ct: 'v1' }
  for (const more of [{}, known, { u: 'https://www.exemple.fr/?gclid=a&utm_campaign=printemps' }, { t: 'Devis' }]) {
    const reply = await replyOf(visit({ ...more, k: key, c: 0 }))
    expect(Object.keys(reply)).toEqual(['n']) // no identifier is given either
  }
  await vi.waitFor(async () => {
    const [website] = await query('select seen_at from customer.website where key = $1', [key])
    expect(website!.seen_at).not.toBeNull()
  })
  expect(await everything()).toEqual(before)
  const [website] = await query('select seen_url from customer.website where key = $1', [key])
  expect(website).toEqual({ seen_url: 'https://www.exemple.fr/' }) // the page, without what was typed behind it
})

const paid = 'https://www.exemple.fr/?utm_source=google&utm_medium=cpc'
test.each([
  ['the campaign that its address names', `${paid}&utm_campaign=PRINTEMPS`, spring],
  ['its channel’s, when the address names none', paid, search],
  ['its channel’s, from a click alone', 'https://www.exemple.fr/?gclid=abc', search],
  ['none for a campaign that nobody declared', `${paid}&utm_campaign=hiver`, undefined],
  ['none for a channel without a campaign', 'https://www.exemple.fr/', undefined],
  ['none that pages do not show', 'https://www.exemple.fr/?utm_source=a&utm_medium=email', undefined],
])('without consent a visit is shown the number of %s', async (_, u, number) => {
  const shown = number === undefined ? [] : [{ f: site.phone, t: number }]
  expect(await replyOf(visit({ c: 0, u }))).toEqual({ n: shown })
})

test.each([
  ['null characters', 'a\0b', 'ab'],
  ['half characters', 'a\ud800b', 'a\ufffdb'],
  ['a character cut in half by the limit', `${'a'.repeat(299)}😀`, `${'a'.repeat(299)}\ufffd`],
  ['right-to-left marks and emoji', '\u202eé😀', '\u202eé😀'],
  ['quotes', `'); drop table customer.visit; --`, `'); drop table customer.visit; --`],
])('%s do no harm', async (_, text, kept) => {
  const u = `https://www.exemple.fr/?utm_campaign=${text}&gclid=${text}&utm_source=${text}&utm_term=${text}`
  const { s } = await replyOf(visit({ t: text, u, r: `https://${text}.example/${text}`, ct: text }))
  const [row] = await query(
    'select p.title, v.consent_text from customer.page_view p join customer.visit v on v.id = p.visit_id where p.visit_id = $1',
    [s],
  )
  expect(row).toEqual({ title: kept, consent_text: kept.slice(0, 100).toWellFormed() })
  expect((await post('/t/event', { ...sign, s, e: 'tel', u, n: text.slice(0, 40) })).status).toBe(204)
})

test('an address longer than any browser’s is kept up to its limit', async () => {
  const { s } = await replyOf(visit({ u: `https://www.exemple.fr/?a=${'é'.repeat(9000)}`, v: 'moi', s: 3 }))
  const [row] = await query('select landing_url from customer.visit where id = $1', [s])
  expect((row!.landing_url as string).length).toBe(4000)
})

test.each(['beat', 'hide', 'tel', 'forget'])('%s is answered with nothing', async (e) => {
  const { v, s } = await replyOf(visit())
  const reply = await post('/t/event', { k, v, s, e })
  expect([reply.status, await reply.text(), reply.headers.get('access-control-allow-origin')]).toEqual([204, '', '*'])
})

test('any page may read the answer, no page needs to ask first, and no answer is kept on the way', async () => {
  const { headers } = await visit({}, { origin: 'https://www.exemple.fr', 'sec-fetch-site': 'cross-site' })
  expect(headers.get('access-control-allow-origin')).toBe('*')
  expect(headers.get('access-control-allow-credentials')).toBeNull()
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.getSetCookie()).toEqual([])
})

test('the script is given once; asked again, it has not changed', async () => {
  const first = await house.anonymous('/t.js')
  expect(first.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect(first.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  expect(first.headers.get('cache-control')).toBe('public, max-age=600')
  expect(await first.text()).toContain('/t/visit')
  const etag = first.headers.get('etag')!
  const again = await house.anonymous('/t.js', { headers: { 'if-none-match': etag } })
  expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
  const weak = await house.anonymous('/t.js', { headers: { 'if-none-match': `"x", W/${etag}` } })
  expect(weak.status).toBe(304) // as a proxy that compresses asks
  expect((await house.anonymous('/t.js', { headers: { 'if-none-match': '"x"' } })).status).toBe(200)
})

test('keys that nobody has do not push out those that somebody has', async () => {
  const replies = await Promise.all(Array.from({ length: 300 }, (_, i) => visit({ k: `personne-${i}`, c: 0 })))
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([422]))
  expect((await visit({ c: 0 })).status).toBe(200)
})
