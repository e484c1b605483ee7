import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { everyRole } from '#kernel/auth'
import { aCompany } from '#test/company'
import { example, isReference, type Schema } from '#test/example'
import { anOrg } from '#test/factories'
import { type Client, testServer } from '#test/server'

// Every endpoint of the OpenAPI document, tried by everybody who must not. A new endpoint is tried by itself: the test
// asks only that `aCompany` makes one of what it lists.

type Operation = {
  'x-right'?: string
  operationId: string
  parameters?: { name: string; in: string; required: boolean; schema: Schema }[]
  requestBody?: { content: { 'application/json': { schema: Schema } } }
}
type Problem = { code: string }

const house = await testServer()
const owner = await house.signIn('owner')
await aCompany(owner)
await house.settled()
const rival = await house.signIn('owner', (await anOrg(house.query)).orgId)
const people = await Promise.all(
  everyRole.map(async (role) => {
    const client = await house.signIn(role)
    const { rights } = (await (await client('/api/session')).json()) as { rights: string[] }
    return { role, client, rights }
  }),
)

const { paths } = (await (await house.anonymous('/api/openapi.json')).json()) as {
  paths: Record<string, Record<string, Operation>>
}
const every = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([verb, operation]) => {
    const method = verb.toUpperCase()
    return { name: `${method} ${path}`, method, path, ...operation }
  }),
)
const order = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const closed = every
  .flatMap((one) => (one['x-right'] ? [{ ...one, right: one['x-right'] }] : []))
  .toSorted((a, b) => order.indexOf(a.method) - order.indexOf(b.method))

const named = (operations: typeof closed) => operations.map((one) => [one.name, one] as const)

/** The first of what a list of ours shows. */
async function firstOf(list: string): Promise<string> {
  const { items = [] } = (await (await owner(list)).json()) as { items?: { id: string }[] }
  if (!items[0]) throw new Error(`GET ${list} shows nothing of which a path could be made: add one to aCompany`)
  return items[0].id
}
const isListed = (list: string) => paths[list]?.get !== undefined
/** Where the API lists what a field points to, when it is not under the field's own name. */
const lists: Record<string, string> = { ownerId: '/api/request-owners', interactionId: '/api/calls' }
const listOf = (field: string) => lists[field] ?? `/api/${field.replace(/Id$/, '')}s`
const referenceTo = async (field: string) => (isListed(listOf(field)) ? firstOf(listOf(field)) : randomUUID())

/** The endpoint asked with our own ids, whoever asks. */
async function request({ method, path, parameters = [], requestBody }: (typeof every)[number]) {
  let address = path
  for (let hole = /^(.*?)\/\{\w+\}/.exec(address); hole; hole = /^(.*?)\/\{\w+\}/.exec(address))
    address = `${hole[1]}/${await firstOf(hole[1]!)}${address.slice(hole[0].length)}`
  const query = new URLSearchParams()
  for (const { name, schema } of parameters.filter((one) => one.in === 'query' && one.required))
    query.set(name, String(await example(schema, referenceTo, name)))
  if (query.size > 0) address += `?${query.toString()}`
  const schema = requestBody?.content['application/json'].schema
  const body = schema && (await example(schema, referenceTo))
  return (client: Client) => client(address, { method, body })
}

/** All that is ours, whichever table it is in. */
async function everythingOurs(): Promise<unknown> {
  const tables = await house.query(
    `select attrelid::regclass::text as name from pg_attribute join pg_class on pg_class.oid = attrelid
     where attname = 'org_id' and relkind = 'r' and attrelid not in ('core.session'::regclass, 'core.api_key'::regclass)
       and attrelid::regclass::text not like 'core.audit\\_%'`, // the attempts themselves are written down: see below
  )
  const contents = []
  for (const { name } of tables)
    contents.push([
      name,
      await house.query(`select to_jsonb(t) as row from ${String(name)} t where org_id = $1 order by 1`, [house.orgId]),
    ])
  return contents
}
const before = await everythingOurs()

const refusal = async (reply: Response) => [reply.status, ((await reply.json()) as Problem).code]
const uuids = (text: string) => text.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? []

test('what is open to anybody is little, and known', () => {
  expect(every.filter((one) => !one['x-right']).map(({ name }) => name)).toEqual([
    'GET /api/setup',
    'POST /api/setup',
    'POST /api/session',
    'GET /api/session',
    'DELETE /api/session',
  ])
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

test.each(named(closed))('%s: no role without its right', async (_, operation) => {
  const ask = await request(operation)
  for (const { role, client, rights } of people) {
    if (!rights.includes(operation.right))
      expect([role, ...(await refusal(await ask(client)))]).toEqual([role, 403, 'right.missing'])
    else if (operation.method === 'GET') expect([role, (await ask(client)).status]).toEqual([role, 200])
  }
})

test.each(named(closed))('%s: no API key without its scope', async (_, operation) => {
  const ask = await request(operation)
  const others = [...new Set(closed.map(({ right }) => right))].filter((right) => right !== operation.right)
  expect(await refusal(await ask(await house.apiKey(others)))).toEqual([403, 'right.missing'])
  if (operation.method === 'GET') expect((await ask(await house.apiKey([operation.right]))).status).toBe(200)
})

test.each(named(closed.filter(({ path }) => path.includes('{'))))(
  '%s: nothing of another organisation',
  async (_, operation) => {
    const [status, code] = await refusal(await (await request(operation))(rival))
    expect([status, code]).toEqual([404, expect.stringMatching(/\.not_found$/)])
  },
)

const referring = closed.filter(({ requestBody }) =>
  Object.values(requestBody?.content['application/json'].schema.properties ?? {}).some(isReference),
)
test.each(named(referring))('%s: nothing points into another organisation', async (_, operation) => {
  const [status] = await refusal(await (await request(operation))(rival))
  expect([404, 422]).toContain(status)
})

test.each(named(closed.filter(({ method, path }) => method === 'GET' && !path.includes('{'))))(
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
         where kind = 'refusal' and who = 'account' and verb = $1 and outcome = 'right.missing'`,
        [operation.operationId],
      )) as [{ n: number }]
      return n
    })
    .toBe(refused)
})

test.each(named(closed))('%s: whoever may is served', async (_, operation) => {
  const reply = await (await request(operation))(owner)
  expect([reply.status, reply.ok ? '' : await reply.text()]).toEqual([expect.any(Number), ''])
})

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
