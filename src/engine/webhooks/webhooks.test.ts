import { afterAll, beforeEach, expect, test } from 'vitest'
import { Webhook } from 'standardwebhooks'
import { anOrg } from '#test/factories'
import { openReceiver } from '#test/receiver'
import { type Client, testServer } from '#test/server'

// Webhooks as an administrator and an integrator meet them: through the API, with a receiver of their own on loopback.

const receiver = await openReceiver()
afterAll(receiver.close)
let names: Record<string, string[]> = {}
const house = await testServer({ outgoingAllow: ['127.0.0.1/32'], outgoingPorts: [[1, 65_535]] }, async (name) => {
  if (!names[name]) throw new Error(`no ${name}`)
  return names[name]
})
const { query, settled } = house
const owner = await house.signIn('owner')
const rival = await house.signIn('owner', (await anOrg(query)).orgId)

type Made = { id: string; secret: string; url: string; eventTypes: string[] } & Record<string, unknown>
type Message = { id: string; state: string; type: string; attempts: number; last: unknown } & Record<string, unknown>
const json = async <T = Record<string, unknown>>(reply: Promise<Response>) => (await reply).json() as Promise<T>
const create = (body: object, client: Client = owner) =>
  json<Made>(client('/api/webhooks', { body: { url: receiver.url, eventTypes: ['site.created'], ...body } }))
const put = (path: string) => owner(path, { method: 'PUT' })
const patch = (id: string, body: object) => owner(`/api/webhooks/${id}`, { method: 'PATCH', body })
const listed = async (client: Client = owner) => (await json<{ items: Made[] }>(client('/api/webhooks'))).items
const messages = async (filter = '', client: Client = owner) =>
  (await json<{ items: Message[]; next: string | null }>(client(`/api/webhook-messages?${filter}`))).items
let sites = 0
const aSite = async (client: Client = owner) => {
  const phone = `02 61 91 ${String(10 + Math.floor((sites += 1) / 100))} ${String(sites % 100).padStart(2, '0')}`
  const site = await json(client('/api/sites', { body: { name: `Site ${sites}`, phone } }))
  await settled()
  return site
}

beforeEach(async () => {
  for (const { id } of [...(await listed()), ...(await listed(rival))]) {
    await owner(`/api/webhooks/${id}`, { method: 'DELETE' })
    await rival(`/api/webhooks/${id}`, { method: 'DELETE' })
  }
  names = {}
  receiver.become(204)
  receiver.heard.length = 0
})

test.each([
  ['no address', { url: undefined }, 400, 'input.invalid'],
  ['half an address', { url: 'crm.exemple.fr' }, 422, 'outgoing.bad_address'],
  ['another scheme', { url: 'ftp://crm.exemple.fr/' }, 422, 'outgoing.scheme'],
  ['a password in the address', { url: 'https://a:b@crm.exemple.fr/' }, 422, 'outgoing.user_info'],
  ['an address of this machine', { url: 'http://127.0.0.2/' }, 422, 'outgoing.address_refused'],
  ['the same in disguise', { url: 'http://0x7f000002/' }, 422, 'outgoing.address_refused'],
  ['a cloud’s secrets', { url: 'http://169.254.169.254/latest/meta-data/' }, 422, 'outgoing.address_refused'],
  ['a name that leads to a private network', { url: 'https://interne.exemple.fr/' }, 422, 'outgoing.address_refused'],
  ['an event that does not exist', { eventTypes: ['site.created', 'site.sold'] }, 422, 'webhook.unknown_event_type'],
  ['no event', { eventTypes: [] }, 400, 'input.invalid'],
  ['a wrong contact', { contact: 'personne' }, 400, 'input.invalid'],
])('with %s none is made, nor is one changed so', async (_, given, status, code) => {
  names['interne.exemple.fr'] = ['192.168.1.10']
  const body = { url: receiver.url, eventTypes: ['site.created'], ...given }
  const refused = await owner('/api/webhooks', { body })
  expect([refused.status, await refused.json()]).toEqual([status, expect.objectContaining({ code })])
  expect(await listed()).toEqual([])
  if ('url' in given && given.url === undefined) return
  const { id, secret: _secret, ...made } = await create({})
  expect(await json(patch(id, given))).toMatchObject({ status, code })
  expect(await listed()).toEqual([{ id, ...made }])
})

test('a refusal says what to do, in both languages', async () => {
  const refused = await json<{ messages: { fr: string; en: string } }>(
    owner('/api/webhooks', { body: { url: 'http://10.0.0.1/', eventTypes: ['site.created'] } }),
  )
  expect(refused.messages.fr).toContain('OUTGOING_ALLOW')
  expect(refused.messages.en).toContain('private network')
})

test('another organisation’s webhook does not exist, for each verb; its events are not told here', async () => {
  const { id } = await create({})
  await create({ url: `${receiver.url}/rival` }, rival)
  await aSite()
  const [message] = await messages()
  const asked = [
    rival(`/api/webhooks/${id}`, { method: 'PATCH', body: { description: 'à nous' } }),
    rival(`/api/webhooks/${id}/pause`, { method: 'PUT' }),
    rival(`/api/webhooks/${id}/pause`, { method: 'DELETE' }),
    rival(`/api/webhooks/${id}/secrets`, { body: {} }),
    rival(`/api/webhooks/${id}/trials`, { body: {} }),
    rival(`/api/webhooks/${id}/replays`, { body: { since: '2026-01-01T00:00:00Z' } }),
    rival(`/api/webhook-messages/${message!.id}`),
    rival(`/api/webhook-messages/${message!.id}/replay`, { method: 'PUT' }),
    rival(`/api/webhooks/${id}`, { method: 'DELETE' }),
  ]
  for (const reply of asked) expect((await reply).status).toBe(404)
  expect(await messages(`webhookId=${id}`, rival)).toEqual([])
  expect(receiver.heard.map(({ path }) => path)).toEqual(['/'])
})

test('an auditor reads; nobody else than those who administer does', async () => {
  await create({})
  for (const role of ['marketing', 'supervisor', 'adviser', 'hr'] as const)
    expect((await (await house.signIn(role))('/api/webhooks')).status, role).toBe(403)
  const auditor = await house.signIn('auditor')
  expect(await listed(auditor)).toHaveLength(1)
  expect((await auditor('/api/webhooks', { body: { url: receiver.url, eventTypes: ['site.created'] } })).status).toBe(
    403,
  )
})

test('fifty at most', async () => {
  for (let n = 0; n < 50; n += 1) await create({})
  expect(await create({})).toMatchObject({ status: 409, code: 'webhook.too_many' })
  expect(await listed()).toHaveLength(50)
})

test('what happens is told once, signed, to those who asked for it', async () => {
  const { id, secret } = await create({ url: `${receiver.url}/visavis?cle=é` })
  await create({ url: `${receiver.url}/autre`, eventTypes: ['campaign.created'] })
  const site = await aSite()
  expect(receiver.heard).toHaveLength(1)
  const { headers, body, path, method } = receiver.heard[0]!
  expect([method, path, headers['content-type'], headers['user-agent']]).toEqual([
    'POST',
    '/visavis?cle=%C3%A9',
    'application/json',
    'Visavis',
  ])
  const told = new Webhook(secret).verify(body, headers as Record<string, string>)
  expect(told).toEqual({ type: 'site.created', timestamp: expect.any(String) as string, data: site })
  expect(Object.keys(told as object)).toEqual(['type', 'timestamp', 'data'])
  const [message] = await messages(`webhookId=${id}`)
  expect(message).toMatchObject({
    id: headers['webhook-id'],
    type: 'site.created',
    state: 'delivered',
    attempts: 1,
    nextAttemptAt: null,
  })
  expect(message!.last).toEqual({ at: expect.any(String) as string, status: 204, reason: null })
  const detail = await json(owner(`/api/webhook-messages/${message!.id}`))
  expect(detail).toMatchObject({ body, log: [{ status: 204, durationMs: expect.any(Number) as number }] })
  expect((await listed()).find((one) => one.id === id)).toMatchObject({
    waiting: 0,
    failingSince: null,
    last: { status: 204 },
  })
})

test('a reader that runs again tells nothing twice', async () => {
  await create({})
  await aSite()
  await query(
    `select graphile_worker.add_job('react', json_build_object('orgId', org_id, 'eventId', id, 'reader', 'webhooks.tell')) from core.event where type = 'site.created' order by id desc limit 1`,
  )
  await settled()
  expect(await messages()).toHaveLength(1)
  expect(receiver.heard).toHaveLength(1)
})

test('each event of the catalogue can be asked for, and says its fields', async () => {
  const { items } = await json<{ items: { type: string; fields: string[] }[] }>(owner('/api/event-types'))
  expect(items.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['call.tracked', 'request.opened', 'pool.exhausted']),
  )
  const { eventTypes } = await create({ eventTypes: [...items, ...items].map(({ type }) => type) })
  expect(eventTypes).toEqual(items.map(({ type }) => type))
})

test('a secret is shown once, and is nowhere else', async () => {
  const first = await create({ contact: 'si@exemple.fr', description: 'CRM' })
  const second = await json<Made>(owner(`/api/webhooks/${first.id}/secrets`, { body: { keepOldHours: 1 } }))
  await aSite()
  await settled()
  const secrets = [first.secret, second.secret].map((secret) => secret.replace('whsec_', ''))
  expect(new Set(secrets).size).toBe(2)
  const [message] = await messages()
  const shown = [
    await (await owner('/api/webhooks')).text(),
    await (await patch(first.id, { description: 'Notre CRM' })).text(),
    await (await put(`/api/webhooks/${first.id}/pause`)).text(),
    await (await owner('/api/webhook-messages')).text(),
    await (await owner(`/api/webhook-messages/${message!.id}`)).text(),
    ...(await query('select row_to_json(e)::text as text from core.event e')).map(({ text }) => String(text)),
    ...(await query('select row_to_json(e)::text as text from core.audit_inbox e')).map(({ text }) => String(text)),
    ...(await query('select row_to_json(e)::text as text from core.audit_entry e')).map(({ text }) => String(text)),
    ...(await query('select row_to_json(j)::text as text from graphile_worker._private_jobs j')).map(({ text }) =>
      String(text),
    ),
  ]
  expect(shown.length).toBeGreaterThan(8)
  for (const text of shown) for (const secret of [...secrets, 'whsec_']) expect(text).not.toContain(secret)
})

test('a rotated secret signs beside the one before for the hours asked for, and then alone', async () => {
  const { id, secret: first } = await create({})
  const { secret: second, oldSecretUntil } = await json<Made>(owner(`/api/webhooks/${id}/secrets`, { body: {} }))
  expect(Date.parse(String(oldSecretUntil)) - Date.now()).toBeGreaterThan(23.9 * 3_600_000)
  const verified = async () => {
    receiver.heard.length = 0
    await aSite()
    const { body, headers } = receiver.heard[0]!
    const says = (secret: string) => {
      try {
        return Boolean(new Webhook(secret).verify(body, headers as Record<string, string>))
      } catch {
        return false
      }
    }
    return [first, second].map(says)
  }
  expect(await verified()).toEqual([true, true])
  await query(`update engine.webhook set old_secret_until = now() - interval '1 second'`)
  expect(await verified()).toEqual([false, true])
  expect((await listed())[0]!.oldSecretUntil).toBeNull()
  const { secret: third } = await json<Made>(owner(`/api/webhooks/${id}/secrets`, { body: { keepOldHours: 0 } }))
  expect(await verified(), 'neither, at once').toEqual([false, false])
  expect(third).not.toBe(second)
  expect(await json(owner(`/api/webhooks/${id}/secrets`, { body: { keepOldHours: 169 } }))).toMatchObject({
    status: 400,
  })
})

test('a trial is sent once, says that it is one, and its result is shown', async () => {
  const { id, secret } = await create({})
  await json(owner(`/api/webhooks/${id}/trials`, { body: {} }))
  await settled()
  const { body, headers } = receiver.heard[0]!
  expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
    type: 'webhook.trial',
    data: { webhookId: id },
  })
  receiver.become(500)
  await json(owner(`/api/webhooks/${id}/trials`, { body: {} }))
  await settled()
  expect(await messages('type=webhook.trial')).toMatchObject([
    { state: 'failed', attempts: 1, last: { status: 500 }, nextAttemptAt: null },
    { state: 'delivered', attempts: 1 },
  ])
})

test('one that is switched off is told nothing, and cannot be asked for more; switched on again, it is told', async () => {
  const { id } = await create({})
  receiver.become(503)
  await aSite()
  expect(await json(put(`/api/webhooks/${id}/pause`))).toMatchObject({
    enabled: false,
    disabledBecause: null,
    waiting: 0,
  })
  expect(await messages()).toMatchObject([{ state: 'failed' }])
  receiver.heard.length = 0
  await aSite()
  const [waiting] = await messages()
  for (const asked of [
    owner(`/api/webhooks/${id}/trials`, { body: {} }),
    owner(`/api/webhooks/${id}/replays`, { body: { since: '2026-01-01T00:00:00Z' } }),
    put(`/api/webhook-messages/${waiting!.id}/replay`),
  ])
    expect(await json(asked)).toMatchObject({ status: 409, code: 'webhook.disabled' })
  expect([await messages(), receiver.heard]).toMatchObject([[{ id: waiting!.id }], []])
  expect(await json(put(`/api/webhooks/${id}/pause`)), 'twice').toMatchObject({ enabled: false })
  for (let n = 0; n < 2; n += 1)
    expect(await json(owner(`/api/webhooks/${id}/pause`, { method: 'DELETE' }))).toMatchObject({
      enabled: true,
      disabledAt: null,
    })
  receiver.become(204)
  await aSite()
  expect(receiver.heard).toHaveLength(1)
})

test('one message, or all that failed since an instant, are sent again under their ids', async () => {
  const { id } = await create({})
  await aSite()
  receiver.become(500)
  for (let n = 0; n < 3; n += 1) await aSite()
  await owner(`/api/webhooks/${id}/trials`, { body: {} })
  await settled()
  await put(`/api/webhooks/${id}/pause`)
  await owner(`/api/webhooks/${id}/pause`, { method: 'DELETE' })
  const [trial, last, second, first, delivered] = await messages()
  expect([trial, last, second, first, delivered].map((one) => one?.state)).toEqual([
    'failed',
    'failed',
    'failed',
    'failed',
    'delivered',
  ])
  receiver.become(204)
  receiver.heard.length = 0

  await query(`update engine.webhook_message set created_at = now() - interval '2 days' where id = $1`, [first!.id])
  const since = new Date(Date.now() - 86_400_000).toISOString()
  expect(await json(owner(`/api/webhooks/${id}/replays`, { body: { since } }))).toEqual({ messages: 2 })
  await settled()
  expect(new Set(receiver.heard.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([second!.id, last!.id]))
  expect(await json(owner(`/api/webhooks/${id}/replays`, { body: { since } }))).toEqual({ messages: 0 })

  receiver.heard.length = 0
  expect(await json(put(`/api/webhook-messages/${delivered!.id}/replay`))).toMatchObject({ state: 'waiting' })
  await settled()
  expect(receiver.heard.map(({ headers }) => headers['webhook-id'])).toEqual([delivered!.id])
  const { log, state } = await json<{ log: unknown[]; state: string }>(owner(`/api/webhook-messages/${delivered!.id}`))
  expect([log.length, state]).toEqual([2, 'delivered'])
})

test('the log is read in steps, newest first, by webhook, state and type', async () => {
  const { id } = await create({})
  const other = await create({ url: `${receiver.url}/autre` })
  for (let n = 0; n < 3; n += 1) await aSite()
  await owner(`/api/webhooks/${id}/trials`, { body: {} })
  await settled()
  const first = await json<{ items: Message[]; next: string }>(owner('/api/webhook-messages?limit=4'))
  const rest = await json<{ items: Message[]; next: null }>(owner(`/api/webhook-messages?limit=4&cursor=${first.next}`))
  const ids = [...first.items, ...rest.items].map((one) => one.id)
  expect(ids).toEqual([...new Set(ids)].toSorted().toReversed())
  expect([ids.length, rest.next]).toEqual([7, null])
  expect(await messages(`webhookId=${other.id}`)).toHaveLength(3)
  expect(await messages('type=webhook.trial')).toHaveLength(1)
  expect(await messages('state=failed')).toEqual([])
  expect((await owner('/api/webhook-messages?cursor=x')).status).toBe(422)
})

test('removed, it takes its messages and their log with it, the ones under way included', async () => {
  const { id } = await create({})
  receiver.become(async (response) => {
    await owner(`/api/webhooks/${id}`, { method: 'DELETE' })
    response.end()
  })
  await aSite()
  expect(await query('select from engine.webhook_message union all select from engine.webhook_attempt')).toEqual([])
  expect(await query('select last_error from graphile_worker.jobs where last_error is not null')).toEqual([])
})
