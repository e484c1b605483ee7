import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { databaseUrl } from '#kernel/db'
import { clear, newDataDir, startProduct } from './product.ts'

// Two processes of ours and a database that belongs to neither: one serves and works, the other keeps the open screens
// and serves too.

const admin = { email: 'camille@exemple.fr', password: 'une phrase assez longue' }
const dataDir = await newDataDir()
const database = await databaseUrl({ dataDir })
const env = {
  DATABASE_URL: database.url,
  VISAVIS_SECRET_KEY: randomBytes(32).toString('base64url'),
  RATE_LIMITS: 'off',
  LOG_LEVEL: 'debug',
  VISAVIS_ORG: 'Exemple',
  VISAVIS_ADMIN_EMAIL: admin.email,
  VISAVIS_ADMIN_PASSWORD: admin.password,
}
// Both at once, on a database without anything in it: one takes the migrations, one makes the organisation.
const [front, screens] = await Promise.all([
  startProduct({ env: { ...env, RUN: 'web,worker' } }),
  startProduct({ env: { ...env, RUN: 'web,live' } }),
])
const pool = new pg.Pool({ connectionString: database.url, max: 2 })
pool.on('error', () => {})
afterAll(async () => {
  await pool.end()
  await Promise.all([front.stop(), screens.stop()])
  await database.release()
  await clear(dataDir)
})
const read = async (text: string) => (await pool.query<Record<string, unknown>>(text)).rows

const post = (url: string, path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
const cookie = (await post(front.url, '/api/session', admin)).headers.getSetCookie()[0]!.split(';')[0]!
await post(front.url, '/api/sites', { name: 'Nantes', phone: '02 61 91 00 01' }, { cookie })
const key = await post(front.url, '/api/api-keys', { name: 'CRM', scopes: ['calls.record', 'calls.read'] }, { cookie })
const { secret } = (await key.json()) as { secret: string }
const authorization = `Bearer ${secret}`
const callOf = (n: number) => ({
  externalId: `call-${n}`,
  from: `06 39 98 ${String(Math.floor(n / 100)).padStart(2, '0')} ${String(n % 100).padStart(2, '0')}`,
  to: '02 61 91 00 01',
  status: 'no-answer',
  startedAt: new Date().toISOString(),
})
const tell = (url: string, n: number) => post(url, '/api/calls', callOf(n), { authorization })

test('two that start at once on an empty database make one organisation', async () => {
  expect(await read('select name from core.org')).toEqual([{ name: 'Exemple' }])
})

test('a call that one process takes in shows on a screen that another keeps; no log tells anybody’s number', async () => {
  expect((await fetch(`${front.url}/api/live`, { headers: { cookie } })).status).toBe(404)
  for (const [{ url }, jobs] of [
    [front, 'running'],
    [screens, 'elsewhere'],
  ] as const)
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ status: 'ready', checks: { jobs } })

  const gone = new AbortController()
  const stream = await fetch(`${screens.url}/api/live`, { headers: { cookie }, signal: gone.signal })
  const heard = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
  expect((await tell(front.url, 1)).status).toBe(201)
  let text = ''
  while (!text.includes('"calls"')) text += (await heard.read()).value ?? ''

  await fetch(`${front.url}/api/calls?caller=0639980001`, { headers: { authorization } })
  await fetch(`${front.url}/rien/camille@exemple.fr?from=0639980001`)
  await post(front.url, '/api/session', { email: admin.email, password: 'une fausse phrase' })
  await post(front.url, '/api/password-wishes', { email: admin.email })
  gone.abort()
  await expect.poll(() => front.log()).toMatch(/"route":"\/api\/calls","status":201,"ms":\d+,"msg":"Answered"/)
  await expect.poll(() => screens.log()).toMatch(/"route":"\/api\/live"/)
  const [, token = ''] = cookie.split('=')
  const personal = [secret, token, admin.email, admin.password, '39980001', '39 98 00 01', '61910001', '127.0.0.1"']
  for (const product of [front, screens]) for (const one of personal) expect(product.log()).not.toContain(one)
})

test('one of two is stopped under load: what it has acknowledged is there, once', { timeout: 240_000 }, async () => {
  const second = await startProduct({ env })
  const most = 400
  let next = 100
  const again: number[] = []
  // As a client does that has no answer: the same call to the other.
  const sendAll = async () => {
    while (next < most) {
      const n = (next += 1)
      const reply = await tell(n % 2 ? second.url : front.url, n).catch(() => undefined)
      if (reply?.status === 201) continue
      again.push(n)
      expect((await tell(front.url, n)).status).toBe(201)
    }
  }
  const load = Promise.all(Array.from({ length: 12 }, sendAll))
  await expect.poll(() => next, { interval: 5 }).toBeGreaterThan(180)
  const { code, stderr } = await second.stop()
  expect([code, stderr]).toEqual([0, expect.not.stringMatching(/"level":(50|60)/)])
  await load
  expect(again.length, 'it was stopped under load').toBeGreaterThan(0)

  await expect.poll(() => read('select task_identifier, last_error from graphile_worker.jobs')).toEqual([])
  expect(
    await read(`select count(*)::int as told, count(distinct external_id)::int as calls, count(t.id)::int as tracked
      from engine.interaction i left join customer.tracked_call t on t.id = i.id where external_id ~ '^call-[1-9]..'`),
  ).toEqual([{ told: next - 100, calls: next - 100, tracked: next - 100 }])
})
