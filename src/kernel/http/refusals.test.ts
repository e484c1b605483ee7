import { expect, test } from 'vitest'
import { aCompany } from '#test/company'
import { testServer } from '#test/server'

const house = await testServer()
const owner = await house.signIn('owner')
const { site } = await aCompany(owner)

type Problem = {
  status: number
  code: string
  title: string
  detail: string
  messages: { fr: string; en: string }
  errors?: { path: string; code: string; message: string }[]
}

/** A refusal that is all it must be: its kind, its code, its sentence in both languages, and nothing of the inside. */
async function problemOf(reply: Response): Promise<Problem> {
  const text = await reply.text()
  expect([reply.headers.get('content-type'), text]).toEqual([
    expect.stringMatching(/^application\/problem\+json/),
    text,
  ])
  expect(text).not.toMatch(
    /\bat .*\.[jt]s|node_modules|select |insert into|relation|constraint|stack|ECONN|FST_|\/src\//i,
  )
  const problem = JSON.parse(text) as Problem
  expect(problem.status).toBe(reply.status)
  expect(problem.code).toMatch(/^[a-z_]+\.[a-z_]+$/)
  const { fr, en } = problem.messages
  for (const sentence of [fr, en]) expect(sentence).toMatch(/[.!…»”:] ?\S*$/u)
  expect(fr).not.toBe(en)
  expect(fr + en).not.toContain('{{')
  expect(problem.detail).toBe(fr)
  return problem
}
const json = { 'content-type': 'application/json' }
const sites = (body: string, headers: Record<string, string> = json) =>
  owner('/api/sites', { method: 'POST', body, headers })

test.each([
  ['nothing', '', 'input.not_json', 400],
  ['half of it', '{"name":', 'input.not_json', 400],
  ['not JSON', 'name=Nantes', 'input.not_json', 400],
  ['a list', '[]', 'input.invalid', 400],
  ['null', 'null', 'input.invalid', 400],
  ['a text', '"Nantes"', 'input.invalid', 400],
  ['no field', '{}', 'input.invalid', 400],
  ['a field of another kind', '{"name":1,"phone":{}}', 'input.invalid', 400],
  ['a null character', String.raw`{"name":"a\u0000b","phone":"02 61 91 00 07"}`, 'input.invalid', 400],
  ['an own prototype', '{"name":"a","phone":"02 61 91 00 07","__proto__":{"role":"owner"}}', 'input.not_json', 400],
  ['a constructor’s prototype', '{"constructor":{"prototype":{"role":"owner"}}}', 'input.not_json', 400],
  ['more than a body may hold', `{"name":"${'a'.repeat(1024 * 1024)}"}`, 'input.too_large', 413],
])('a body that is %s is refused', async (_, body, code, status) => {
  expect(await problemOf(await sites(body))).toMatchObject({ code, status })
})

test.each([['text/plain'], ['application/x-www-form-urlencoded'], ['multipart/form-data; boundary=x'], ['text/html']])(
  'a body of type %s is refused',
  async (type) => {
    const reply = await sites('{"name":"Nantes","phone":"02 61 91 00 07"}', { 'content-type': type })
    expect(await problemOf(reply)).toMatchObject({ code: 'input.media_type', status: 415 })
  },
)

test('each wrong field is named, with its sentence', async () => {
  const { errors } = await problemOf(await sites('{"name":"","timeZone":"Mars/Olympus"}'))
  expect(errors).toEqual([
    { path: 'name', code: 'field.required', message: 'À remplir.' },
    { path: 'timeZone', code: 'site.unknown_time_zone', message: 'Ce fuseau horaire n’existe pas.' },
    { path: 'phone', code: 'field.required', message: 'À remplir.' },
  ])
})

test('a field that nobody asked for is refused by its name, and does nothing', async () => {
  const [other] = await house.query(`insert into core.org (name) values ('Rivale') returning id`)
  const body = { name: 'Rennes', phone: '02 61 91 00 08', orgId: other!.id, org_id: other!.id, id: site.id }
  const { status, errors } = await problemOf(await owner('/api/sites', { body }))
  expect([status, errors!.map(({ path, code }) => `${path} ${code}`)]).toEqual([
    400,
    ['orgId field.unknown', 'org_id field.unknown', 'id field.unknown'],
  ])
  expect(await house.query(`select from engine.site where org_id = $1 or name = 'Rennes'`, [other!.id])).toEqual([])
})

test.each([
  ['GET', '/api/nothing'],
  ['GET', '/api/nothing/at?all=1'],
  ['POST', '/api/nothing'],
  ['PATCH', '/api/session'],
  ['DELETE', '/api/sites'],
  ['GET', '/t/nothing'],
  ['GET', '/hooks/nothing'],
  ['POST', '/nothing'],
  ['GET', `/api/websites/${'x'.repeat(300)}`],
])('%s %s: nothing there', async (method, path) => {
  expect(await problemOf(await owner(path, { method }))).toMatchObject({ code: 'route.not_found', status: 404 })
})

test.each([['/api/websites/%'], ['/api/%zz']])('%s is no address', async (path) => {
  expect((await problemOf(await owner(path))).status).toBe(400)
})

test.each([['not-an-id'], ['1'], [`${site.id}0`], ["' or 1=1 --"], ['00000000-0000-0000-0000-00000000000g']])(
  'an id that is %s is refused',
  async (id) => {
    const problem = await problemOf(await owner(`/api/websites/${encodeURIComponent(id)}`))
    expect(problem).toMatchObject({ code: 'input.invalid', status: 400, errors: [{ path: 'params.id' }] })
  },
)

const cursor = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url')
const paged = house.app.house.endpoints
  .map(({ endpoint }) => endpoint)
  .filter(
    ({ query }) => query && JSON.stringify(query.safeParse({ cursor: 'a', limit: 1 }).data ?? {}).includes('"cursor"'),
  )
  .map(({ path }) => path)

test('there are lists with pages', () => {
  expect(paged).toEqual(expect.arrayContaining(['/api/calls', '/api/deliveries']))
})

test.each(paged)('%s: a page begins nowhere else than where one ended', async (path) => {
  const bad = [
    'x',
    '%%%',
    cursor(),
    cursor('x'),
    cursor('x', 'y'),
    cursor(1, 2),
    cursor('x', site.id),
    cursor(site.id, 'x'),
    cursor('2026-11-23T00:00:00.000Z', 'x'),
    cursor('\0'),
    cursor('\0', site.id),
  ]
  for (const value of bad) {
    const reply = await owner(`${path}?cursor=${encodeURIComponent(value)}`)
    const { code, status } = await problemOf(reply)
    expect([code, status, value]).toEqual([
      expect.stringMatching(/^input\.(bad_cursor|invalid)$/),
      expect.any(Number),
      value,
    ])
    expect(status).toBeLessThan(500)
  }
})

test.each([
  ['limit=0'],
  ['limit=201'],
  ['limit=x'],
  ['limit=1&limit=2'],
  ['from=2026-02-30'],
  ['siteId=x'],
  ['weekday=8'],
  ['outcome=lost'],
  ['from=0000-00-00'],
])('a list asked with %s is refused', async (query) => {
  expect(await problemOf(await owner(`/api/calls?${query}`))).toMatchObject({ code: 'input.invalid', status: 400 })
})

test.each([
  ['fr-FR,fr;q=0.9,en;q=0.8', 'fr'],
  ['en-GB,en;q=0.9', 'en'],
  ['de', 'fr'],
  ['', 'fr'],
])('a reader of %j is answered in %s', async (language, expected) => {
  const reply = await house.anonymous('/api/sites', { headers: { 'accept-language': language } })
  const { detail, messages } = (await reply.json()) as Problem
  expect(detail).toBe(messages[expected as 'fr' | 'en'])
})

test('a database that is away is said to be busy', async () => {
  await house.query(`create function core.cut() returns trigger language plpgsql security definer as $$
    begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$`)
  await house.query('create trigger cut before insert on customer.pool for each row execute function core.cut()')
  const reply = await owner('/api/pools', { body: { siteId: site.id, name: 'Salon', phones: ['04 65 71 12 00'] } })
  expect(await problemOf(reply)).toMatchObject({ code: 'server.busy', status: 503 })
  await house.query('drop function core.cut cascade')
  expect((await owner('/api/pools')).status).toBe(200)
})

test('a failure of ours tells nothing of the inside', async () => {
  await house.query('alter table engine.site rename to lost')
  try {
    expect(await problemOf(await owner('/api/sites'))).toMatchObject({ code: 'server.failed', status: 500 })
  } finally {
    await house.query('alter table engine.lost rename to site')
  }
})

test('a reply of ours that is not what the contract says does not leave', async () => {
  await house.query(`alter table engine.site alter name drop not null`)
  await house.query(`update engine.site set name = null where id = $1`, [site.id])
  try {
    expect(await problemOf(await owner('/api/sites'))).toMatchObject({ code: 'server.failed', status: 500 })
  } finally {
    await house.query(`update engine.site set name = 'Nantes' where id = $1`, [site.id])
  }
})

test('a value that is taken is not said to whom', async () => {
  await owner('/api/campaigns', { body: { name: 'Deux fois', medium: 'print', channel: 'Print' } })
  const reply = await owner('/api/campaigns', { body: { name: 'deux FOIS', medium: 'print', channel: 'Print' } })
  expect(await problemOf(reply)).toMatchObject({ status: 409 })
})
