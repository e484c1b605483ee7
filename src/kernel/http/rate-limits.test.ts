import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { rateLimits } from '#kernel/config'
import { type Client, testServer } from '#test/server'

const limits = { caller: 12, anonymous: 6, collector: 4, hooks: 3 }
const house = await testServer({ rateLimits: limits })
const proxied = await testServer({ rateLimits: limits, trustedProxies: ['127.0.0.1'] })
const usual = await testServer({ rateLimits: undefined })

// Each test has a minute of its own: only the clock moves, nobody waits.
let minute = 0
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + (minute += 1) * 61_000 }))
afterEach(() => void vi.useRealTimers())

const statuses = async (client: Client, path: string, times: number, init: Parameters<Client>[1] = {}) => {
  const seen: number[] = []
  for (let i = 0; i < times; i++) seen.push((await client(path, init)).status)
  return seen
}
const times = (n: number, status: number) => Array.from({ length: n }, () => status)
const numbersOf = ({ headers }: Response) =>
  ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset', 'retry-after'].map((name) => headers.get(name))

test('whoever asks too much is told so, and for how long', async () => {
  expect(await statuses(house.anonymous, '/api/setup', 6)).toEqual(times(6, 200))
  const reply = await house.anonymous('/api/setup', { headers: { 'accept-language': 'en' } })
  const [limit, remaining, reset, retryAfter] = numbersOf(reply)
  expect([reply.status, reply.headers.get('content-type')]).toEqual([
    429,
    expect.stringContaining('application/problem+json'),
  ])
  expect([limit, remaining]).toEqual(['6', '0'])
  expect(Number(reset)).toBeGreaterThan(50)
  expect(retryAfter).toBe(reset)
  expect(await reply.json()).toMatchObject({
    status: 429,
    code: 'rate.limited',
    detail: `Too many requests in a short time. Try again in ${retryAfter} seconds.`,
  })
})

test('a minute later one may ask again', async () => {
  await statuses(house.anonymous, '/api/setup', 7)
  vi.setSystemTime(Date.now() + 60_000)
  expect(await statuses(house.anonymous, '/api/setup', 1)).toEqual([200])
})

test('every answer tells how much is left', async () => {
  const owner = await house.signIn('owner')
  await owner('/api/sites') // whose session is known from now on
  expect(numbersOf(await owner('/api/sites'))).toEqual(['12', '11', '60', null])
  expect(numbersOf(await owner('/api/sites'))).toEqual(['12', '10', '60', null])
})

test('each session and each key has its own limit, none of them that of the address', async () => {
  const [owner, colleague] = [await house.signIn('owner'), await house.signIn('adviser')]
  const [program, other] = [await house.apiKey(['sites.read']), await house.apiKey(['sites.read'])]
  for (const client of [owner, colleague, program, other]) await client('/api/sites')
  expect(await statuses(owner, '/api/sites', 13)).toEqual([...times(12, 200), 429])
  expect(await statuses(program, '/api/sites', 13)).toEqual([...times(12, 200), 429])
  for (const client of [colleague, other]) expect(await statuses(client, '/api/sites', 12)).toEqual(times(12, 200))
})

test('guessing keys is no way around the limit of the address, and does not shut out who is known there', async () => {
  const owner = await house.signIn('owner')
  await owner('/api/sites')
  const guess = () =>
    house.anonymous('/api/sites', { headers: { authorization: `Bearer vv_${randomBytes(9).toString('hex')}` } })
  const seen: number[] = []
  for (let i = 0; i < 6; i++) seen.push((await guess()).status)
  expect(seen).toEqual([...times(5, 401), 429])
  expect(await statuses(owner, '/api/sites', 1)).toEqual([200])
})

test('a key that was revoked counts with its address again', async () => {
  const owner = await house.signIn('owner')
  const { id, secret } = (await (
    await owner('/api/api-keys', { body: { name: 'Brève', scopes: ['sites.read'] } })
  ).json()) as {
    id: string
    secret: string
  }
  const headers = { authorization: `Bearer ${secret}` }
  expect(await statuses(house.anonymous, '/api/sites', 2, { headers })).toEqual([200, 200])
  await owner(`/api/api-keys/${id}`, { method: 'DELETE' })
  expect(await statuses(house.anonymous, '/api/sites', 6, { headers })).toEqual([...times(5, 401), 429])
})

test('an address cannot be made up', async () => {
  let i = 0
  const spoof = () => house.anonymous('/api/setup', { headers: { 'x-forwarded-for': `8.8.8.${(i += 1)}` } })
  const seen: number[] = []
  for (let n = 0; n < 7; n++) seen.push((await spoof()).status)
  expect(seen).toEqual([...times(6, 200), 429])
})

test('behind a proxy that is named, each address has its own', async () => {
  const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })
  expect(await statuses(proxied.anonymous, '/api/setup', 7, from('8.8.8.8'))).toEqual([...times(6, 200), 429])
  expect(await statuses(proxied.anonymous, '/api/setup', 1, from('8.8.4.4'))).toEqual([200])
  expect(await statuses(proxied.anonymous, '/api/setup', 6, from('2001:4860::1'))).toEqual(times(6, 200))
  expect(await statuses(proxied.anonymous, '/api/setup', 1, from('2001:4860::2'))).toEqual([429]) // one network of one subscriber
})

test('visitors and clouds have limits of their own; behind a proxy that is not named they are not taken for one', async () => {
  const hook = `/hooks/twiml/${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}/status`
  expect(await statuses(house.anonymous, hook, 4, { method: 'POST' })).toEqual([...times(3, 404), 429])
  expect(await statuses(house.anonymous, '/t.js', 2)).toEqual([200, 200])
  const visit = { method: 'POST', body: '{}', headers: { 'content-type': 'text/plain' } }
  expect(await statuses(house.anonymous, '/t/visit', 3, visit)).toEqual([400, 400, 429])
  const refused = await house.anonymous('/t/visit', visit)
  expect(refused.headers.get('access-control-allow-origin')).toBe('*')
  const behind = { ...visit, headers: { ...visit.headers, 'x-forwarded-for': '8.8.8.8' } }
  expect(await statuses(house.anonymous, '/t/visit', 6, behind)).toEqual(times(6, 400))
})

test('the web app and unknown addresses are not counted', async () => {
  for (const path of ['/appels', '/assets/none.js', '/nowhere.txt'])
    expect(numbersOf(await house.anonymous(path))).toEqual([null, null, null, null])
})

test('by default limits hold, and are generous', async () => {
  expect(numbersOf(await usual.anonymous('/api/setup'))[0]).toBe(String(rateLimits.anonymous))
  expect(rateLimits.caller).toBeGreaterThanOrEqual(1000)
})
