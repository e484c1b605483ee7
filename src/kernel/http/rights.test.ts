import { afterAll, expect, test } from 'vitest'
import { everyRole } from '#kernel/auth'
import { refresh } from '#kernel/events'
import { knows } from '#kernel/i18n'
import { aCompany } from '#test/company'
import { named, ofOne, readEndpoints, refers } from '#test/endpoints'
import { anOrg } from '#test/factories'
import { testServer } from '#test/server'
import { aPerson, callStrangers } from '#test/strangers'

// Every endpoint of the OpenAPI document, tried by everybody who must not. A new endpoint is tried by itself: the test
// asks only that `aCompany` makes one of what it lists.

type Problem = { code: string }

const house = await testServer()
const owner = await house.signIn('owner')
const rival = await house.signIn('owner', (await anOrg(house.query)).orgId)
const people = await Promise.all(everyRole.map((role) => aPerson(house, role)))
const endpoints = await readEndpoints(owner)
const { every, closed, request } = endpoints
const { siteId: elsewhere, strangers, lookAround } = await callStrangers(house, owner, endpoints)
afterAll(() => strangers.forEach(({ screen }) => screen.leave()))
await aCompany(owner)
await house.settled()

/** All that is ours, whichever table it is in. */
async function everythingOurs(): Promise<[table: string, rows: string[]][]> {
  const tables = await house.query(
    `select attrelid::regclass::text as name from pg_attribute join pg_class on pg_class.oid = attrelid
     where attname = 'org_id' and relkind = 'r' and attrelid not in ('core.session'::regclass, 'core.api_key'::regclass, 'core.service_account'::regclass)
       and attrelid::regclass::text not like 'core.audit\\_%'`, // the attempts themselves are written down: see below
  )
  const contents: [string, string[]][] = []
  for (const { name } of tables) {
    const select = `select to_jsonb(t)::text as row from ${String(name)} t where org_id = $1 order by 1`
    contents.push([String(name), (await house.query(select, [house.orgId])).map(({ row }) => String(row))])
  }
  return contents
}
const before = await everythingOurs()

const refusal = async (reply: Response) => [reply.status, ((await reply.json()) as Problem).code]
const uuids = (text: string) => text.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? []

test('what is open to anybody is little, and known', () => {
  expect(every.filter((one) => !one['x-right'] && !one['x-own']).map(({ name }) => name)).toEqual([
    'GET /api/setup',
    'POST /api/setup',
    'POST /api/session',
    'GET /api/session',
    'DELETE /api/session',
    'PUT /api/session/organisation',
    'POST /api/session/code',
    'POST /api/session/second-factor',
    'PUT /api/session/second-factor',
    'GET /api/invitation/{token}',
    'POST /api/invitation/{token}/acceptance',
    'POST /api/password-wishes',
    'GET /api/password-resets/{token}',
    'PUT /api/password-resets/{token}',
    'GET /api/session/single-sign-on',
    'POST /api/session/single-sign-on',
    'PUT /api/session/single-sign-on',
  ])
})

const own = every.filter((one) => one['x-own'])
test.each(named(own))('%s: a person’s own, for no program and for nobody without a name', async (_, operation) => {
  const ask = await request(operation)
  expect(await refusal(await ask(house.anonymous))).toEqual([401, 'session.required'])
  const program = await house.apiKey(strangers[0]!.rights)
  expect(await refusal(await ask(program))).toEqual([403, 'account.person_only'])
})
test.each(named(own.filter(ofOne)))('%s: nothing of another person', async (_, operation) => {
  const [status, code] = await refusal(await (await request(operation))(rival))
  expect([status, code]).toEqual([404, expect.stringMatching(/\.not_found$/)])
})

test.each(named(closed))('%s: nobody without a name', async (_, operation) => {
  const ask = await request(operation)
  expect(await refusal(await ask(house.anonymous))).toEqual([401, 'session.required'])
})

test.each([
  ['an unknown session', { cookie: 'visavis_session=whatever' }],
  ['an unknown key', { authorization: 'Bearer vv_x' }],
  ['no key', { authorization: 'Bearer' }],
  ['a password', { authorization: 'Basic YTpi' }],
])('%s is nobody', async (_, headers) => {
  expect(await refusal(await house.anonymous('/api/sites', { headers }))).toEqual([401, 'session.required'])
})

test('a wrong key beside a good session is nobody', async () => {
  const reply = await owner('/api/sites', { headers: { authorization: 'Bearer vv_x' } })
  expect(await refusal(reply)).toEqual([401, 'session.required'])
})

/** What even a right opens to its two people only: to whoever else has it, it is not there. */
const servedTo = ({ path }: { path: string }) => (path === '/api/one-to-ones/{id}' ? 404 : 200)

test.each(named(closed))('%s: no role without its right', async (_, operation) => {
  const ask = await request(operation)
  for (const { who, client, rights } of people) {
    if (!rights.includes(operation.right))
      expect([who, ...(await refusal(await ask(client)))]).toEqual([who, 403, 'right.missing'])
    else if (operation.method === 'GET') expect([who, (await ask(client)).status]).toEqual([who, servedTo(operation)])
  }
})

test.each(named(closed))('%s: no API key without its scope', async (_, operation) => {
  const ask = await request(operation)
  const others = [...new Set(closed.map(({ right }) => right))].filter((right) => right !== operation.right)
  expect(await refusal(await ask(await house.apiKey(others)))).toEqual([403, 'right.missing'])
  if (operation.method !== 'GET') return
  const key = await house.apiKey([operation.right])
  expect((await ask(key)).status).toBe(servedTo(operation))
})

test.each(named(closed.filter(ofOne)))('%s: nothing of another organisation', async (_, operation) => {
  const [status, code] = await refusal(await (await request(operation))(rival))
  expect([status, code]).toEqual([404, expect.stringMatching(/\.not_found$/)])
})

test.each(named(closed.filter(refers)))('%s: nothing points into another organisation', async (_, operation) => {
  const [status] = await refusal(await (await request(operation))(rival))
  expect([404, 422]).toContain(status)
})

test.each(named(closed.filter((one) => one.method === 'GET' && !ofOne(one))))(
  '%s: shows nothing of another organisation',
  async (_, operation) => {
    const ask = await request(operation)
    const ours = new Set(uuids(await (await ask(owner)).text()))
    const seen = uuids(await (await ask(rival)).text())
    expect(seen.filter((id) => ours.has(id))).toEqual([])
  },
)

test('none of these attempts has changed anything', async () => {
  await house.settled()
  expect(await everythingOurs()).toEqual(before)
})

test.each(named(closed))('%s: every refusal of a right is in the audit log', async (_, operation) => {
  const refused = people.filter(({ rights }) => !rights.includes(operation.right)).length
  await expect
    .poll(async () => {
      const [{ n }] = (await house.query(
        `select count(distinct who_id)::int as n
         from (select kind, who, who_id, verb, outcome from core.audit_inbox
           union all select kind, who, who_id, verb, outcome from core.audit_entry) e
         where kind = 'refusal' and who = 'account' and verb = $1 and outcome = 'right.missing'
           and who_id = any($2)`,
        [operation.operationId, people.map(({ userId }) => userId)],
      )) as [{ n: number }]
      return n
    })
    .toBe(refused)
})

test.each(strangers)('a $who of another site sees and counts nothing of ours', async ({ client, blank }) => {
  expect(await lookAround(client)).toEqual(blank)
})

// What is asked is the whole company's; of its answers, whoever is of some sites sees theirs: none here.
const ofEverySite = new Set(
  ['', '/export.json', '/results', '/drivers', '/answers.csv'].map((part) => `GET /api/questionnaires/{id}${part}`),
)
test.each(named(closed.filter((one) => ofOne(one) && !ofEverySite.has(one.name))))(
  '%s: nothing of another site',
  async (_, operation) => {
    const ask = await request(operation)
    const nobodys = [404, await (await ask(rival)).json()]
    for (const { who, client, rights } of strangers) {
      const reply = await ask(client)
      if (rights.includes(operation.right)) expect([who, reply.status, await reply.json()]).toEqual([who, ...nobodys])
      else expect([who, ...(await refusal(reply))]).toEqual([who, 403, 'right.missing'])
    }
  },
)

test.each(named(closed.filter((one) => one.method !== 'GET' && !ofOne(one))))(
  '%s: nothing is made at another site',
  async (_, operation) => {
    const ask = await request(operation)
    for (const { who, client, rights } of strangers) {
      const reply = await ask(client)
      if (rights.includes(operation.right) && refers(operation))
        expect([who, [403, 404, 422]]).toEqual([who, expect.arrayContaining([reply.status])])
      if (!rights.includes(operation.right)) expect([who, reply.status]).toEqual([who, 403])
    }
  },
)

test('none of these strangers has changed anything, nor heard of it', async () => {
  await house.settled()
  const after = new Map(await everythingOurs())
  for (const [table, rows] of before) expect([table, after.get(table)]).toEqual([table, expect.arrayContaining(rows)])
  await house.db.as({ orgId: house.orgId }, async (tx) => refresh(tx, 'numbers', elsewhere))
  for (const { who, rights, screen } of strangers) {
    const heard = rights.includes('numbers.read') ? ['numbers'] : []
    await expect.poll(() => [who, screen.heard]).toEqual([who, heard])
  }
})

test.each(named(closed))('%s: whoever may is served', async (_, operation) => {
  const reply = await (await request(operation))(owner)
  expect([reply.status, reply.ok ? '' : await reply.text()]).toEqual([expect.any(Number), ''])
})

test.each(named(closed.filter(({ method }) => method !== 'GET')))(
  '%s: the audit log has words for it',
  (_, operation) => {
    expect(knows(`audit.verbs.${operation.operationId}`), operation.operationId).toBe(true)
  },
)

test('whoever changed something: it is in the audit log, by the same transaction', async () => {
  const changes = closed.filter(({ method }) => method !== 'GET').map(({ operationId }) => operationId)
  const [{ verbs }] = (await house.query(
    `select array_agg(verb) as verbs from (select verb, kind from core.audit_inbox union all select verb, kind from core.audit_entry) e
     where kind = 'change'`,
  )) as [{ verbs: string[] }]
  expect(changes.filter((verb) => !verbs.includes(verb))).toEqual([])
  // A handler of several transactions calls `audit` in the first that changes something: see serveSteps.
  expect([...house.app.house.lateNotes]).toEqual([])
})
