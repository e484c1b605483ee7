import { z } from 'zod'
import { expect, test } from 'vitest'
import { aCompany } from '#test/company'
import { example, type Schema } from '#test/example'
import { testServer } from '#test/server'
import { readExactly } from './input.ts'

// Every endpoint, given a field that its contract does not name, at every depth: refused by its name, nothing done.

const house = await testServer()
const owner = await house.signIn('owner')
const { site, connection } = await aCompany(owner)
const endpoints = house.app.house.endpoints.map(({ endpoint }) => endpoint)
const named = (list: typeof endpoints) => list.map((one) => [`${one.method} ${one.path}`, one] as const)
const address = (path: string) => path.replaceAll(/:\w+/g, site.id)
const schemaOf = (shape: z.ZodType) => z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as Schema

const strangersOf = async (reply: Response) => {
  const { code, errors = [] } = (await reply.json()) as { code: string; errors?: { path: string; code: string }[] }
  return [reply.status, code, errors.map((error) => `${error.path} ${error.code}`)]
}
const refused = (path: string) => [400, 'input.invalid', [`${path} field.unknown`]]

/** What holds keys of somebody's own: a document, answers by question. Of a draft, see the tests of questionnaires. */
const free = new Set(['answers', 'document', 'draft'])

/** The body with a stranger in each of its objects, one at a time, and the path of that stranger. */
function* infiltrated(value: unknown, at: string[] = []): Generator<{ body: unknown; path: string }> {
  if (Array.isArray(value)) {
    for (const inner of infiltrated(value[0], [...at, '0'])) yield { ...inner, body: [inner.body, ...value.slice(1)] }
  } else if (typeof value === 'object' && value) {
    yield { body: { ...value, org_id: site.id }, path: [...at, 'org_id'].join('.') }
    for (const [field, part] of Object.entries(value).filter(([name]) => !free.has(name)))
      for (const inner of infiltrated(part, [...at, field])) yield { ...inner, body: { ...value, [field]: inner.body } }
  }
}

test.each(named(endpoints.filter(({ body }) => body)))('%s: a body holds nothing else', async (_, endpoint) => {
  const good = await example(schemaOf(endpoint.body!), async () => site.id)
  for (const { body, path } of infiltrated(good))
    expect(await strangersOf(await owner(address(endpoint.path), { method: endpoint.method, body }))).toEqual(
      refused(path),
    )
})

test.each(named(endpoints.filter(({ body, method }) => !body && method !== 'GET')))(
  '%s: no body where none is asked for',
  async (_, { method, path }) => {
    expect(await strangersOf(await owner(address(path), { method, body: { role: 'owner' } }))).toEqual(refused('role'))
  },
)

test.each(named(endpoints.filter(({ method }) => method === 'GET')))(
  '%s: a query holds nothing else',
  async (_, { path, query }) => {
    const needed = new URLSearchParams(
      Object.entries(
        (await example(query ? schemaOf(query) : { type: 'object' }, async () => site.id)) as Record<string, string>,
      ),
    )
    needed.set('lmit', '5')
    expect(await strangersOf(await owner(`${address(path)}?${needed.toString()}`))).toEqual(refused('query.lmit'))
  },
)

test.each([['__proto__'], ['constructor'], ['prototype']])('%s is no name of a field', async (name) => {
  const inQuery = await owner(`/api/calls?${name}=x`)
  expect(await strangersOf(inQuery)).toEqual(refused(`query.${name}`))
  const text = `{"name":"a","phone":"02 61 91 00 09","${name}":{"role":"owner"}}`
  const inBody = await owner('/api/sites', {
    method: 'POST',
    body: text,
    headers: { 'content-type': 'application/json' },
  })
  expect(inBody.status).toBe(400)
  const anything = z.object({ data: z.record(z.string(), z.unknown()) })
  const hidden = JSON.parse(`{"data":{"a":[{"${name}":1}]}}`) as unknown
  expect(() => readExactly(anything, hidden)).toThrow(
    expect.objectContaining({ fields: [{ path: `data.a.0.${name}`, code: 'field.unknown' }] }),
  )
})

test('what a shape lets through may hold everything else', () => {
  const shape = z.object({
    at: z.coerce.date(),
    data: z.record(z.string(), z.unknown()),
    list: z.array(z.looseObject({})),
  })
  const given = { at: '2026-11-25', data: { whatever: { deep: 1 } }, list: [{ a: 1 }] }
  expect(readExactly(shape, given)).toEqual({ ...given, at: new Date('2026-11-25') })
})

test('what comes from outside may say more than we know', async () => {
  const { key } = (await (
    await owner('/api/websites', { body: { siteId: site.id, host: 'w.exemple.fr' } })
  ).json()) as {
    key: string
  }
  const visit = await house.anonymous('/t/visit?later=1', {
    method: 'POST',
    body: JSON.stringify({ k: key, u: 'https://w.exemple.fr/', c: 0, later: 1 }),
    headers: { 'content-type': 'text/plain' },
  })
  expect(visit.status).toBe(200)
  const hook = await house.anonymous(`/hooks/twiml/${connection.id}/voice?later=1`, {
    method: 'POST',
    body: 'Later=1',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  expect(hook.status).toBe(403) // for want of a signature: it is read all the same
})
