import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { addMember } from '#kernel/auth'
import { aCompany } from '#test/company'
import { type Client, testServer } from '#test/server'

// What of the life of the API is in the audit log, and what must not be.

const house = await testServer()
const { query, db } = house
type Entry = Record<string, unknown> & { verb: string; changes: Record<string, unknown> }
const columns =
  'kind, who, who_id, host(address) as address, verb, object_type, object_id, outcome, changes, request_id'
const written = async (condition: string, values: unknown[] = []) =>
  (await query(
    `select ${columns} from (select ${columns.replace('host(address) as ', '')}, at from core.audit_inbox
       union all select ${columns.replace('host(address) as ', '')}, at from core.audit_entry) e where ${condition} order by at`,
    values,
  )) as Entry[]
const ofVerb = (verb: string) => written('verb = $1', [verb])
const post = async (client: Client, path: string, body: object) =>
  (await (await client(path, { body })).json()) as { id: string }
const owner = await house.signIn('owner')
const { userId } = (await (await owner('/api/session')).json()) as { userId: string }

test('a change: who, from where, what, of which thing, which fields', async () => {
  const { id } = await post(owner, '/api/sites', { name: 'Nantes', phone: '02 61 91 01 01' })
  expect(await ofVerb('postApiSites')).toEqual([
    {
      kind: 'change',
      who: 'account',
      who_id: userId,
      address: '127.0.0.1',
      verb: 'postApiSites',
      object_type: 'sites',
      object_id: id,
      outcome: 'done',
      changes: { name: { to: 'Nantes' }, timeZone: { to: 'Europe/Paris' }, phone: null },
      request_id: expect.any(String) as string,
    },
  ])
  await owner(`/api/sites/${id}`, {
    method: 'PATCH',
    body: { name: 'Nantes', timeZone: 'Indian/Reunion', phone: '02 61 91 01 02' },
  })
  const [changed] = await ofVerb('patchApiSitesId')
  expect(changed, 'only what differs').toMatchObject({ object_id: id, who_id: userId })
  expect(changed!.changes).toEqual({ timeZone: { from: 'Europe/Paris', to: 'Indian/Reunion' }, phone: null })
})

test('a change that was refused has left nothing', async () => {
  const before = await written(`kind = 'change'`)
  for (const body of [{ name: '' }, { name: 'Brest', phone: '12' }, { name: 'Brest', phone: '02 61 91 01 01' }])
    expect((await owner('/api/sites', { body })).status).toBeGreaterThanOrEqual(400)
  await owner(`/api/sites/${randomUUID()}`, { method: 'PATCH', body: { name: 'x' } })
  expect(await written(`kind = 'change'`)).toEqual(before)
})

test('a right that was missing, once a minute', async () => {
  const adviser = await house.signIn('adviser')
  const me = (await (await adviser('/api/session')).json()) as { userId: string }
  for (let n = 0; n < 5; n++) await adviser('/api/sites', { body: { name: 'x', phone: '02 61 91 00 09' } })
  await expect.poll(() => written(`kind = 'refusal' and who_id = $1`, [me.userId])).toHaveLength(1)
  const [refusal] = await written(`kind = 'refusal' and who_id = $1`, [me.userId])
  expect(refusal).toMatchObject({ verb: 'postApiSites', outcome: 'right.missing', changes: {} })
})

test('a page of another site that acts with a session of ours', async () => {
  const marketing = await house.signIn('marketing')
  await marketing('/api/campaigns', { body: {}, headers: { origin: 'https://ailleurs.example' } })
  await expect.poll(() => written(`outcome = 'csrf.refused'`)).toHaveLength(1)
})

test('readings of people: one, a list, a search by number, a file; and nothing of other readings', async () => {
  const { call } = await aCompany(owner)
  await house.settled()
  const auditor = await house.signIn('auditor')
  const marketing = await house.signIn('marketing')
  const [{ id }] = (await query(`select id from customer.tracked_call order by id limit 1`)) as [{ id: string }]
  expect(call.id).toBeTruthy()
  await auditor(`/api/calls/${id}`)
  await auditor('/api/calls?limit=10')
  await auditor('/api/calls?caller=06%2039%2098%2000%2001')
  await auditor('/api/deliveries')
  await auditor('/api/call-statistics')
  await auditor('/api/sites')
  await (await marketing('/api/calls.csv?outcome=missed')).text()
  await expect
    .poll(async () =>
      (await written(`kind = 'read'`)).map(({ verb, changes, object_id }) => [verb, changes, object_id]),
    )
    .toEqual(
      expect.arrayContaining([
        ['getApiCallsId', {}, id],
        ['getApiCalls', {}, null],
        ['getApiCalls', { caller: null }, null],
        ['getApiDeliveries', { state: null }, null],
        ['getApiCallsCsv', { outcome: null }, null],
      ]),
    )
  expect(await ofVerb('getApiCallStatistics')).toEqual([])
  await auditor('/api/call-statistics?caller=0639980001')
  await expect.poll(() => ofVerb('getApiCallStatistics')).toHaveLength(1)
  expect(await ofVerb('getApiSites')).toEqual([])
})

test('ways in and out: sign-in, wrong passwords, sign-out, the first address of a key', async () => {
  const email = 'camille@exemple.fr'
  const password = 'motdepasse-long'
  const me = await db.atGate((tx) =>
    addMember(tx, { orgId: house.orgId, email, name: 'Camille', password, role: 'marketing' }),
  )
  const reply = await house.anonymous('/api/session', { body: { email, password } })
  const cookie = reply.headers.getSetCookie()[0]!.split(';')[0]!
  for (let n = 0; n < 2; n++) await house.anonymous('/api/session', { body: { email, password: 'une autre phrase' } })
  await house.anonymous('/api/session', { body: { email: 'personne@exemple.fr', password: 'secret-tapé-là' } })
  await house.anonymous('/api/session', { method: 'DELETE', headers: { cookie } })
  await expect
    .poll(async () =>
      (await written(`kind = 'access' and verb like 'session.%'`)).map((e) => [
        e.verb,
        e.who,
        e.who_id,
        e.object_id,
        e.outcome,
      ]),
    )
    .toEqual(
      expect.arrayContaining([
        ['session.open', 'account', me.userId, null, 'done'],
        ['session.open', 'nobody', null, me.userId, 'session.wrong_credentials'],
        ['session.open', 'nobody', null, me.userId, 'session.wrong_credentials'],
        ['session.open', 'nobody', null, null, 'session.wrong_credentials'],
        ['session.close', 'account', me.userId, null, 'done'],
      ]),
    )
  const program = await house.apiKey(['sites.read'])
  for (let n = 0; n < 3; n++) await program('/api/sites')
  expect(await ofVerb('key.address')).toMatchObject([{ who: 'service', kind: 'access', address: '127.0.0.1' }])
})

test('no secret, no number, no word of anybody is in the log', async () => {
  const spoken = {
    phone: ['061', '0639980001', '06 39 98 00 01', '639980001', '0261910001', '261910001', '199001234', '465711100'],
    secret: ['un secret', 'motdepasse-long', 'secret-tapé-là', 'une autre phrase', 'vv_'],
    mail: ['accueil@exemple.fr', 'camille@exemple.fr', 'personne@exemple.fr'],
  }
  await post(owner, '/api/voice-connections', { name: 'Poste 01 99 00 12 34', provider: 'twilio', secret: 'un secret' })
  await house.settled()
  await expect.poll(() => query('select from core.audit_inbox')).toEqual([])
  const [{ text }] = (await query(
    `select string_agg(concat_ws(' ', who, verb, object_type, outcome, changes), ' ') as text from core.audit_entry`,
  )) as [{ text: string }]
  expect(text).toContain('Poste •••')
  expect(text.length).toBeGreaterThan(2000)
  for (const [kind, values] of Object.entries(spoken))
    for (const value of values.slice(kind === 'phone' ? 1 : 0)) expect(text, `a ${kind}`).not.toContain(value)
})
