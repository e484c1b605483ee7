import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { expect, test, vi } from 'vitest'
import { codeOf } from '#test/answers'
import { aCompany } from '#test/company'
import { listOf } from '#test/endpoints'
import { example, type Schema } from '#test/example'
import { anOrg } from '#test/factories'
import { type Client, testServer } from '#test/server'
import { forgetReplies } from './index.ts'

const house = await testServer()
const { query, db } = house
const owner = await house.signIn('owner')
await aCompany(owner)

let made = 0
const aSite = () => ({
  name: `Agence ${(made += 1)}`,
  phone: `02 61 91 ${String(10 + Math.floor(made / 100))} ${String(made % 100).padStart(2, '0')}`,
})
const create = (key: string, body: object = aSite(), client: Client = owner, path = '/api/sites') =>
  client(path, { body, headers: { 'idempotency-key': key } })
const isReplay = (reply: Response) => reply.headers.get('idempotent-replayed') === 'true'
const sitesNamed = async (name: string) =>
  (await query('select count(*)::int as n from engine.site where name = $1', [name]))[0]!.n

test.each([
  ['empty', ''],
  ['an empty text', '""'],
  ['too long', 'x'.repeat(256)],
  ['an open text', '"abc'],
  ['two words', 'abc def'],
  ['two keys', 'abc, def'],
  ['not ASCII', 'cl\u00e9'],
])('a key that is %s is refused, and nothing is done', async (_, key) => {
  const body = aSite()
  expect(await codeOf(await create(key, body))).toEqual([400, 'idempotency.bad_key'])
  expect(await sitesNamed(body.name)).toBe(0)
})

test('one key serves one request: another body, another endpoint are refused', async () => {
  const key = randomUUID()
  const body = aSite()
  expect((await create(key, body)).status).toBe(201)
  expect(await codeOf(await create(key, { ...body, name: 'Autre' }))).toEqual([422, 'idempotency.other_request'])
  const pool = { name: 'Campagne 7', medium: 'print', channel: 'Print' }
  expect(await codeOf(await create(key, pool, owner, '/api/campaigns'))).toEqual([422, 'idempotency.other_request'])
  expect(await sitesNamed('Autre')).toBe(0)
})

test('a key is its caller’s alone', async () => {
  const key = randomUUID()
  const [colleague, program] = [await house.signIn('owner'), await house.apiKey(['sites.manage'])]
  const rival = await house.signIn('owner', (await anOrg(query)).orgId)
  for (const client of [owner, colleague, program, rival]) {
    const reply = await create(key, aSite(), client)
    expect([reply.status, isReplay(reply)]).toEqual([201, false])
  }
})

test('a right that was lost gives nothing back', async () => {
  const leaver = await house.signIn('administrator')
  const { userId } = (await (await leaver('/api/session')).json()) as { userId: string }
  const [key, body] = [randomUUID(), aSite()]
  expect((await create(key, body, leaver)).status).toBe(201)
  await query(`update core.membership set role = 'adviser' where account_id = $1`, [userId])
  expect(await codeOf(await create(key, body, leaver))).toEqual([403, 'right.missing'])
})

test('a refusal is not kept: mended, the same request is done', async () => {
  const [key, body] = [randomUUID(), aSite()]
  const { id } = (await (await owner('/api/sites', { body })).json()) as { id: string }
  expect((await create(key, body)).status).toBe(409)
  await query('delete from engine.line where site_id = $1', [id])
  await query('update engine.site set phone = $2 where id = $1', [id, '+33261999999'])
  const reply = await create(key, body)
  expect([reply.status, isReplay(reply)]).toEqual([201, false])
})

test('a failure in the middle keeps neither: neither the row nor the reply', async () => {
  const [key, body] = [randomUUID(), aSite()]
  await query(`create function core.fail() returns trigger language plpgsql as $$ begin raise 'no'; end $$`)
  await query('create trigger fail before insert on core.kept_reply for each row execute function core.fail()')
  expect((await create(key, body)).status).toBe(500)
  await query('drop function core.fail cascade')
  expect(await sitesNamed(body.name)).toBe(0)
  expect((await create(key, body)).status).toBe(201)
})

test('quoted as in the draft or bare, it is the same key; spaces and order of the body do not count', async () => {
  const [key, body] = [randomUUID(), aSite()]
  const first = await create(`"${key}"`, body)
  const text = `{ "phone": ${JSON.stringify(body.phone)},  "name": ${JSON.stringify(body.name)} }`
  const again = await owner('/api/sites', {
    method: 'POST',
    body: text,
    headers: { 'idempotency-key': key, 'content-type': 'application/json' },
  })
  expect([first.status, isReplay(first), again.status, isReplay(again)]).toEqual([201, false, 201, true])
  expect(await again.text()).toBe(await first.text())
  expect(again.headers.get('content-type')).toBe(first.headers.get('content-type'))
})

test('without a key, two are two', async () => {
  const body = { name: 'Deux fois', phones: ['04 65 71 19 01'], siteId: (await firstSite()).id }
  expect((await owner('/api/pools', { body })).status).toBe(201)
  expect((await owner('/api/pools', { body: { ...body, phones: ['04 65 71 19 02'] } })).status).toBe(201)
})
const firstSite = async () => ((await (await owner('/api/sites')).json()) as { items: { id: string }[] }).items[0]!

test('a secret is not kept: the second request is told what to do', async () => {
  const [key, body] = [randomUUID(), { name: 'Une seule', scopes: ['sites.read'] }]
  const { id, secret } = (await (await create(key, body, owner, '/api/api-keys')).json()) as {
    id: string
    secret: string
  }
  const again = await create(key, body, owner, '/api/api-keys')
  expect([again.status, await again.json()]).toEqual([
    409,
    expect.objectContaining({
      code: 'idempotency.secret_shown_once',
      detail: expect.stringContaining(id) as string,
    }),
  ])
  expect(await query(`select from core.api_key where name = 'Une seule'`)).toHaveLength(1)
  const kept = await query('select k::text as everything from core.kept_reply k')
  expect(kept.map(({ everything }) => everything).join()).not.toContain(secret)
})

test('what looks like a secret in a reply is declared to be shown once', () => {
  const suspect = house.app.house.endpoints
    .filter(({ endpoint }) => endpoint.status === 201 && !endpoint.shownOnce)
    .map(({ endpoint }) => [
      `${endpoint.method} ${endpoint.path}`,
      JSON.stringify(z.toJSONSchema(endpoint.reply, { unrepresentable: 'any' })),
    ])
    .filter(([, schema]) => /"[a-z]*(secret|token|password|recoverycode)s?"/i.test(schema!))
  expect(suspect.map(([name]) => name)).toEqual([])
})

test('after a day a key may serve again, and what was kept is forgotten', async () => {
  const [key, body] = [randomUUID(), aSite()]
  await create(key, body)
  await query(`update core.kept_reply set created_at = now() - interval '24 hours'`)
  const reply = await create(key, aSite())
  expect([reply.status, isReplay(reply)]).toEqual([201, false])
  expect(await db.atGate(forgetReplies)).toBeGreaterThan(3)
  expect(await query('select from core.kept_reply')).toHaveLength(1)
  expect(await db.atGate(forgetReplies)).toBe(0)
  const hourly = async () =>
    (await query('select identifier from graphile_worker._private_known_crontabs')).map(({ identifier }) => identifier)
  await expect.poll(hourly).toContain('http.forget_replies')
})

const creations = house.app.house.endpoints.filter(({ endpoint, right }) => right && endpoint.status === 201)
const schemaOf = (shape: z.ZodType) => z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as Schema
const firstOf = async (list: string) => {
  const reply = await owner(list)
  return reply.ok ? ((await reply.json()) as { items: { id: string }[] }).items[0]!.id : randomUUID()
}
const referenceTo = (field: string, path: string) => firstOf(listOf(field, `POST ${path}`))

test.each(creations.map(({ endpoint }) => [endpoint.path, endpoint] as const))(
  'POST %s, twice at the same instant and once more, is done once',
  async (path, { body: shape, shownOnce, reply: replyShape }) => {
    const body = shape ? ((await example(schemaOf(shape), (field) => referenceTo(field, path))) as object) : {}
    const address = path.includes(':') ? path.replace(/:\w+/, await firstOf(path.split('/:')[0]!)) : path
    const key = randomUUID()
    const both = await Promise.all([create(key, body, owner, address), create(key, body, owner, address)])
    const answers = await Promise.all(both.map(async (reply) => ({ status: reply.status, text: await reply.text() })))
    const done = answers.filter(({ status }) => status === 201)
    expect([done.length > 0, JSON.stringify(answers)]).toEqual([true, JSON.stringify(answers)])
    for (const { status, text } of answers)
      if (status !== 201) expect(text).toMatch(/idempotency\.(in_progress|secret_shown_once)/)
    const again = await create(key, body, owner, address)
    const text = await again.text()
    if (shownOnce) expect([again.status, text]).toEqual([409, expect.stringContaining('secret_shown_once')])
    else
      expect([again.status, isReplay(again), replyShape.parse(JSON.parse(text))]).toEqual([
        201,
        true,
        replyShape.parse(JSON.parse(done[0]!.text)),
      ])
    expect(new Set(done.map((one) => (JSON.parse(one.text) as { id: string }).id)).size).toBe(1)
  },
)

test('who keeps the reply after the creation bears to be told twice', () => {
  expect([...house.app.house.lateReplies]).toEqual([
    'POST /api/calls', // the same call again is the same call
    'POST /files/consent-proofs', // a file that nothing confirms goes after a day
    'POST /api/imports', // so does one that nobody starts
  ])
})

test('a repeated request is in the audit log once', async () => {
  const [key, body] = [randomUUID(), aSite()]
  const { id } = (await (await create(key, body)).json()) as { id: string }
  await create(key, body)
  const entries = `(select object_id from core.audit_inbox union all select object_id from core.audit_entry) e`
  await vi.waitFor(async () => expect(await query(`select from ${entries} where object_id = $1`, [id])).toHaveLength(1))
})
