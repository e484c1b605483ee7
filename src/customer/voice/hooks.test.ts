import { expect, test } from 'vitest'
import { addLine } from '#engine/people'
import { newKey, VaultError, vaultOf } from '#kernel/vault'
import { type Cloud, form, signalwire, telnyx, twilio } from '#test/cloud'
import { aCampaign, aFlyerNumber, aMobile, anOrg, aPhone, aSite } from '#test/factories'
import { testServer } from '#test/server'
import { findSecret, sealConnections } from './service.ts'

const publicUrl = 'https://visavis.exemple.fr'
const { app, db, query, url: local, orgId, signIn, anonymous } = await testServer({ publicUrl })
const owner = await signIn('owner')
const rival = await signIn('owner', (await anOrg(query)).orgId)
const site = await aSite(db, { orgId })
const campaign = await aCampaign(db, { orgId })
const flyer = await aFlyerNumber(db, { orgId }, { siteId: site.id, campaignId: campaign.id })

type Connection = { id: string; voiceUrl: string; statusUrl: string; forged: number; lastDeliveryAt: string | null }
const connect = async ({ provider, secret }: Cloud, client = owner) =>
  (await (await client('/api/voice-connections', { body: { name: provider, provider, secret } })).json()) as Connection
const connectionOf = async (id: string) =>
  ((await (await owner('/api/voice-connections')).json()) as { items: Connection[] }).items.find(
    (one) => one.id === id,
  )!

let made = 0
const ringing = (given: Record<string, string> = {}) => ({
  CallSid: `CA${String((made += 1)).padStart(32, '0')}`,
  AccountSid: 'AC00000000000000000000000000000001',
  From: aMobile(),
  To: flyer.e164,
  CallStatus: 'ringing',
  Direction: 'inbound',
  ApiVersion: '2010-04-01',
  ...given,
})

/** Sends as the cloud would: the signature is over the public address, the way leads here. */
async function send(
  cloud: Cloud,
  to: string,
  fields: Record<string, string> | string,
  { headers = {}, signed = to }: { headers?: Record<string, string>; signed?: string } = {},
) {
  const body = typeof fields === 'string' ? fields : form(fields)
  const response = await fetch(to.replace(publicUrl, local), {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...cloud.headers(signed, body), ...headers },
  })
  const text = await response.text()
  const code = response.headers.get('content-type')?.startsWith('application/problem+json')
    ? (JSON.parse(text) as { code: string }).code
    : undefined
  return { status: response.status, type: response.headers.get('content-type'), text, code }
}

const stored = async () => (await query('select count(*)::int as n from engine.delivery'))[0]!.n
const callsOf = async (sid: string) =>
  query('select id, outcome, talk_seconds, caller from engine.interaction where external_id = $1', [sid])
const settled = () =>
  expect
    .poll(async () => (await query(`select count(*)::int as n from engine.delivery where state = 'waiting'`))[0]!.n, {
      timeout: 15_000,
    })
    .toBe(0)
const empty = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'

const clouds = [twilio(), signalwire(), telnyx()]
const connections = new Map<Cloud, Connection>()
for (const cloud of clouds) connections.set(cloud, await connect(cloud))
const [main] = clouds as [Cloud]
const { id: mainId, voiceUrl, statusUrl } = connections.get(main)!

const forgeries: [string, (cloud: Cloud, to: string) => Parameters<typeof send>][] = [
  ['an altered byte', (cloud, to) => [cloud, to, form(ringing()), { headers: cloud.headers(to, form(ringing())) }]],
  ['no signature', ({ provider }, to) => [{ provider, secret: '', headers: () => ({}) }, to, ringing()]],
  ['an empty body without a signature', ({ provider }, to) => [{ provider, secret: '', headers: () => ({}) }, to, '']],
  ['another secret', ({ provider }, to) => [{ twilio, signalwire, telnyx }[provider]('un-autre'), to, ringing()]],
]
test.each(clouds.flatMap((cloud) => forgeries.map(([name, forge]) => [cloud.provider, name, cloud, forge] as const)))(
  '%s: a request with %s is refused, counted, and leaves nothing',
  async (_provider, _name, cloud, forge) => {
    const connection = connections.get(cloud)!
    const before = [await stored(), (await connectionOf(connection.id)).forged] as [number, number]
    expect(await send(...forge(cloud, connection.voiceUrl))).toMatchObject({ status: 403, code: 'hook.forged' })
    expect([await stored(), (await connectionOf(connection.id)).forged]).toEqual([before[0], before[1] + 1])
  },
)

test.each([twilio, signalwire])('what is signed is the public address, whole: %o', async (kind) => {
  const cloud = clouds.find(({ provider }) => provider === kind().provider)!
  const to = connections.get(cloud)!.voiceUrl
  for (const signed of [
    to.replace(publicUrl, local),
    to.replace('visavis', 'autre'),
    `${to}?a=1`,
    to.replace('/voice', '/status'),
  ])
    expect(await send(cloud, to, ringing(), { signed }), signed).toMatchObject({ code: 'hook.forged' })
  expect(await send(cloud, `${to}?a=1`, ringing()), 'with the query that was configured').toMatchObject({ status: 200 })
  const misled = { headers: { host: 'autre.exemple.fr', 'x-forwarded-host': 'autre.exemple.fr' } }
  expect(await send(cloud, to, ringing(), misled), 'the Host header says nothing').toMatchObject({ status: 200 })
})

test('another connection’s secret does not open this one', async () => {
  const other = twilio('jeton-d-une-autre-ligne')
  await connect(other)
  expect(await send(other, voiceUrl, ringing())).toMatchObject({ status: 403, code: 'hook.forged' })
  const [theirs] = [await connect(twilio('jeton-d-un-rival'), rival)]
  expect(await send(main, theirs.voiceUrl, ringing())).toMatchObject({ status: 403, code: 'hook.forged' })
  expect(await connectionOf(theirs.id), 'the rival’s connection is not shown').toBeUndefined()
})

test('a request of Telnyx older than five minutes, or from the future, is refused', async () => {
  const cloud = clouds[2]!
  const to = connections.get(cloud)!.voiceUrl
  for (const minutes of [-6, 6]) {
    const body = form(ringing())
    const headers = cloud.headers(to, body, new Date(Date.now() + minutes * 60_000))
    expect(await send(cloud, to, body, { headers })).toMatchObject({ status: 403, code: 'hook.forged' })
  }
})

test('an unknown or removed connection is not found, whatever is signed', async () => {
  for (const id of ['019ab000-0000-7000-8000-000000000000', 'x', '%00']) {
    const to = `${publicUrl}/hooks/twiml/${id}/voice`
    expect(await send(main, to, ringing()), id).toMatchObject({ status: 404 })
  }
  const cloud = twilio('jeton-bientot-retire')
  const { id, voiceUrl: to } = await connect(cloud)
  expect(await send(cloud, to, ringing())).toMatchObject({ status: 200 })
  expect((await rival(`/api/voice-connections/${id}`, { method: 'DELETE' })).status).toBe(404)
  expect((await owner(`/api/voice-connections/${id}`, { method: 'DELETE' })).status).toBe(200)
  expect(await send(cloud, to, ringing())).toMatchObject({ status: 404, code: 'voice_connection.not_found' })
})

test.each([
  ['above 64 kB', `To=${'x'.repeat(65_536)}`, 413, 'input.too_large'],
  [
    'of 201 fields',
    form(Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`f${n}`, '1']))),
    422,
    'hook.malformed',
  ],
  ['with a null character', 'CallSid=a%00b', 422, 'hook.malformed'],
])('a body %s is refused and not kept', async (_, body, status, code) => {
  const before = await stored()
  expect(await send(main, voiceUrl, body)).toMatchObject({ status, code })
  expect(await stored()).toBe(before)
})

test.each([
  ['nothing at all', ''],
  ['no call id', form({ From: '+33639980001', CallStatus: 'ringing' })],
  ['a status of another world', form(ringing({ CallStatus: 'teleported' }))],
  ['JSON', '{"CallSid":"CA1"}'],
])('a genuine request that tells %s is kept and answered, and ends in the quarantine', async (_, body) => {
  const cloud = signalwire(`PSK_${Math.random()}`)
  const { statusUrl: to, id } = await connect(cloud)
  expect(await send(cloud, to, body)).toMatchObject({ status: 200, text: empty })
  await settled()
  const kept = await query(`select state, reason_code from engine.delivery where context->>'connectionId' = $1`, [id])
  expect(kept).toEqual([{ state: 'refused', reason_code: 'hook.malformed' }])
})

test('a call to an unknown number is answered with nothing, and passes once the number is declared', async () => {
  const To = aPhone()
  const call = ringing({ To })
  expect(await send(main, voiceUrl, call)).toMatchObject({ status: 200, text: empty })
  await settled()
  expect(await callsOf(call.CallSid)).toEqual([])
  const [kept] = await query(`select id, reason_code from engine.delivery where body like $1`, [`%${call.CallSid}%`])
  expect(kept).toMatchObject({ reason_code: 'call.unknown_number' })
  await db.as({ orgId }, (tx) => addLine(tx, site.id, To))
  expect((await owner(`/api/deliveries/${String(kept!.id)}/retry`, { method: 'PUT' })).status).toBe(200)
  expect(await callsOf(call.CallSid)).toHaveLength(1)
})

test('a call to the site’s own number is not put through to itself', async () => {
  const call = ringing({ To: site.phone })
  expect(await send(main, voiceUrl, call)).toMatchObject({ status: 200, text: empty })
  await settled()
  expect(await callsOf(call.CallSid)).toHaveLength(1)
})

test.each(clouds)('$provider: a genuine call is put through to the site, and recorded', async (cloud) => {
  const connection = connections.get(cloud)!
  const call = ringing({ CallerName: 'Élodie Noël 株式会社' })
  const answer = await send(cloud, connection.voiceUrl, call, {
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
  })
  expect(answer).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' })
  expect(answer.text).toBe(
    `<?xml version="1.0" encoding="UTF-8"?><Response><Dial answerOnBridge="true" timeout="30" action="${connection.statusUrl}" method="POST"><Number>${site.phone}</Number></Dial></Response>`,
  )
  await settled()
  expect(await callsOf(call.CallSid)).toMatchObject([{ outcome: 'ongoing', caller: call.From }])
  expect((await connectionOf(connection.id)).lastDeliveryAt).not.toBeNull()
})

test('a delivery that comes again, even at the same time, is one delivery and one call, answered alike', async () => {
  const call = ringing()
  const before = Number(await stored())
  const answers = await Promise.all(Array.from({ length: 5 }, () => send(main, voiceUrl, call)))
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
  await settled()
  expect(await send(main, voiceUrl, call)).toMatchObject({ status: 200, text: answers[0]!.text })
  await settled()
  expect(await stored()).toBe(before + 1)
  expect(await callsOf(call.CallSid)).toHaveLength(1)
  const events = await query(`select data->>'callId' as call from core.event where type = 'call.told'`)
  const [{ id }] = (await callsOf(call.CallSid)) as [{ id: string }]
  expect(events.filter((event) => event.call === id)).toHaveLength(1)
})

test('whatever the order of a call’s reports, it was answered for 42 s; a leg of ours is no call of its own', async () => {
  const reports = (sid: string, from: string) => {
    const call = ringing({ CallSid: sid, From: from })
    return [
      { ...call, CallStatus: 'in-progress' },
      { ...call, CallStatus: 'completed', CallDuration: '50' },
      { ...call, CallStatus: 'in-progress', DialCallStatus: 'completed', DialCallDuration: '42', DialCallSid: 'CAx' },
      { ...call, CallSid: `${sid}-leg`, ParentCallSid: sid, Direction: 'outbound-dial', CallStatus: 'completed' },
    ]
  }
  const orders = [
    [0, 1, 2, 3],
    [3, 2, 1, 0],
    [2, 0, 3, 1],
    [1, 2, 0, 3],
  ]
  for (const [n, order] of orders.entries()) {
    const told = reports(`CAordre${n}`, aMobile())
    for (const place of order) {
      expect(await send(main, statusUrl, told[place]!)).toMatchObject({ status: 200, text: empty })
      await settled()
    }
    expect(await callsOf(`CAordre${n}`), `order ${order.join()}`).toMatchObject([
      { outcome: 'answered', talk_seconds: 42 },
    ])
    expect(await callsOf(`CAordre${n}-leg`)).toEqual([])
  }
})

test('the caller is put through even while nothing that is told can be processed; it is processed afterwards', async () => {
  await query('alter table engine.interaction rename to away')
  const call = ringing()
  const answer = await send(main, voiceUrl, call)
  await expect
    .poll(async () => (await query(`select max(attempts) as n from graphile_worker.jobs`))[0]!.n)
    .toBeGreaterThan(0)
  await query('alter table engine.away rename to interaction')
  expect(answer.status).toBe(200)
  expect(answer.text).toContain(`<Number>${site.phone}</Number>`)
  await settled()
  expect(await callsOf(call.CallSid)).toHaveLength(1)
})

test('a secret never comes out', async () => {
  for (const path of ['/api/voice-connections', '/api/deliveries?state=done&limit=200'])
    expect(await (await owner(path)).text()).not.toContain(main.secret)
  expect((await anonymous('/api/voice-connections')).status).toBe(401)
  expect((await connectionOf(mainId)).forged).toBeGreaterThan(0)
})

test('a secret is sealed, also one that was kept in clear, and opens after the key of the installation has changed', async () => {
  const cloud = twilio('jeton-a-sceller')
  const { id } = await connect(cloud)
  const kept = async () =>
    (await query('select secret from customer.voice_connection where id = $1', [id]))[0]!.secret as string
  const keep = (secret: string) => query('update customer.voice_connection set secret = $2 where id = $1', [id, secret])
  const asOrg = <T>(work: Parameters<typeof db.as<T>>[1]) => db.as({ orgId }, work)
  expect(await kept()).not.toContain(cloud.secret)

  await keep(cloud.secret)
  expect(await asOrg((tx) => sealConnections(tx, app.house.vault))).toBe(1)
  expect(await kept()).not.toContain(cloud.secret)
  expect(await asOrg((tx) => findSecret(tx, app.house.vault, id))).toEqual({
    provider: 'twilio',
    secret: cloud.secret,
  })
  expect(await asOrg((tx) => sealConnections(tx, app.house.vault)), 'nothing left to do').toBe(0)

  const [old, next] = [newKey(), newKey()]
  await query('delete from customer.voice_connection where id <> $1', [id])
  await keep(vaultOf(old).seal(cloud.secret, `voice connection ${id}`))
  await expect(asOrg((tx) => findSecret(tx, vaultOf(next), id))).rejects.toThrow(VaultError)
  expect(await asOrg((tx) => sealConnections(tx, vaultOf(`${next}\n${old}`)))).toBe(1)
  expect(await asOrg((tx) => findSecret(tx, vaultOf(next), id))).toMatchObject({ secret: cloud.secret })
})
