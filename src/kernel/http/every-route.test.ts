import { randomUUID } from 'node:crypto'
import { type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { addMember } from '#kernel/auth'
import { aCompany } from '#test/company'
import { type Route, routesOf } from '#test/routes'
import { testServer } from '#test/server'

// Rules that hold for whatever the server answers, walked over every route of it: a new route is tried by itself.

const house = await testServer()
const secure = await testServer({ publicUrl: 'https://visavis.exemple.fr' })
await aCompany(await house.signIn('owner'))
const email = 'camille@exemple.fr'
const password = 'une phrase assez longue'
const { orgId } = house
await house.db.atGate((tx) => addMember(tx, { orgId, email, name: 'Camille', password, role: 'owner' }))
const session = async () => {
  const reply = await house.anonymous('/api/session', { body: { email, password } })
  return { cookie: reply.headers.getSetCookie()[0]!.split(';')[0]! }
}
const owner = await session()

const routes = routesOf(house.app).filter(({ method }) => method !== 'OPTIONS')
const addressOf = ({ path }: Route) =>
  path
    .replaceAll(/:\w+/g, randomUUID())
    .replace(/^\/?\*|\*/, '/x')
    .replaceAll('//', '/')
const named = (some: Route[]) => some.map((route) => [`${route.method} ${route.path}`, route] as const)
const changing = routes.filter(({ method }) => !['GET', 'HEAD'].includes(method))
/** What pages of other sites and telephone clouds speak to: nothing in it knows a session. */
const isPublic = ({ path }: Route) => /^\/(t|t\.js|hooks)(\/|$)/.test(path)
/** Mail programs speak to it: nor does it. */
const isForMail = ({ path }: Route) => path === '/r/:token/opposition'

type Reply = { status: number; headers: IncomingHttpHeaders; body: string }
/** Not `fetch`: it would send neither a foreign Host nor what is no address. A stream is left after its head. */
const ask = (
  { method, path }: Route,
  { headers = {}, body, base = house.url }: { headers?: Record<string, string>; body?: string; base?: string } = {},
) =>
  new Promise<Reply>((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const asked = request(`${base}${path}`, { method, headers: { ...headers, ...length } }, (reply) => {
      const { statusCode: status = 0, headers } = reply
      const answer = (body: string) => resolve({ status, headers, body })
      if (headers['content-type']?.startsWith('text/event-stream')) {
        answer('')
        asked.destroy()
      } else text(reply).then(answer, reject)
    })
    asked.on('error', reject)
    asked.end(body)
  })
const json = { 'content-type': 'application/json' }
const inside =
  /\bat .*\.[jt]s|node_modules|select |insert into|relation|constraint|stack|ECONN|FST_|\/src\/|SyntaxError/i

test('there are many routes', () => {
  expect(routes.length).toBeGreaterThan(80)
  expect(changing.length).toBeGreaterThan(25)
})

test.each(named(routes))('%s: guarded by its headers, whoever asks', async (_, route) => {
  const path = addressOf(route)
  for (const headers of [{}, owner] as Record<string, string>[]) {
    const { status, headers: given } = await ask({ ...route, path }, { headers })
    // The last session of the walk may just have been closed by it.
    expect(status).toBeLessThan(500)
    expect(given['x-content-type-options']).toBe('nosniff')
    expect(given['referrer-policy']).toBe('same-origin')
    expect(given['cross-origin-opener-policy']).toBe('same-origin')
    expect(given['cross-origin-resource-policy']).toBe(
      isPublic(route) && !route.path.startsWith('/hooks') ? 'cross-origin' : 'same-origin',
    )
    expect(given['permissions-policy']).toContain('geolocation=()')
    const policy = given['content-security-policy']
    expect(policy).toMatch(/^default-src 'none'; base-uri 'none'; /)
    // The editor of questionnaires shows its preview in a frame; it takes no answer.
    expect(policy).toContain(`frame-ancestors ${route.path === '/r/preview' ? "'self'" : "'none'"}`)
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
    if (!given['content-type']?.startsWith('text/html')) expect(policy).toMatch(/; sandbox$/)
    expect(given['cache-control']).toMatch(/^no-store$|^public|max-age/)
    if (route.path.startsWith('/api/') && !route.path.startsWith('/api/docs'))
      expect(given['cache-control']).toBe('no-store')
    expect(given['server'] ?? given['x-powered-by']).toBeUndefined()
    expect(given['strict-transport-security'], 'http is not told to be https').toBeUndefined()
    if (!isPublic(route)) expect(given['access-control-allow-origin']).toBeUndefined()
    expect(given['access-control-allow-credentials']).toBeUndefined()
    if (/json|text|xml/.test(given['content-type'] ?? ''))
      expect(given['content-type']).toMatch(/charset=utf-8|event-stream/)
  }
  const { headers } = await ask({ ...route, path }, { base: secure.url })
  expect(headers['strict-transport-security']).toMatch(/^max-age=(\d{8,}); includeSubDomains$/)
})

test.each(named(changing.filter((route) => !isPublic(route) && !isForMail(route))))(
  '%s: a page of another site does nothing with our session',
  async (_, route) => {
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://ailleurs.example' },
      { origin: 'null' },
    ] as Record<string, string>[]) {
      const reply = await ask({ ...route, path: addressOf(route) }, { headers: { ...(await cookie()), ...headers } })
      expect([reply.status, reply.body]).toEqual([403, expect.stringContaining('csrf.refused')])
    }
  },
)

test.each(named(changing))('%s: an object that brings its own prototype is refused', async (_, route) => {
  for (const body of ['{"__proto__":{"role":"owner"}}', '{"a":{"constructor":{"prototype":{"role":"owner"}}}}']) {
    const reply = await ask({ ...route, path: addressOf(route) }, { headers: { ...owner, ...json }, body })
    expect(reply.status).toBeGreaterThanOrEqual(400)
    expect(reply.status).toBeLessThan(500)
  }
  expect(({} as { role?: string }).role).toBeUndefined()
})

test.each(named(routes))('%s: tells nothing of the inside', async (_, route) => {
  const bodies = ['GET', 'HEAD'].includes(route.method) ? [undefined] : ['{"a":', '[[[[', '{"a":1e400}', '\0']
  for (const body of bodies)
    for (const query of ['', '?a[b]=1&a=2&__proto__[x]=1', '?cursor=%00', '?limit=%F0%9F%92%A9'])
      for (const type of ['application/json', 'application/xml', 'multipart/form-data; boundary=x']) {
        const path = addressOf(route) + query
        const reply = await ask({ ...route, path }, { headers: { ...owner, 'content-type': type }, body })
        expect(reply.status, `${path} ${body}`).toBeLessThan(500)
        if (reply.status >= 400) expect(reply.body).not.toMatch(inside)
      }
})

test.each(named(routes))('%s: nothing that is sent becomes a header', async (_, route) => {
  const evil = '%0d%0aSet-Cookie:%20evil=1%0d%0aX-Evil:%201'
  for (const path of [
    `${addressOf(route)}?limit=1${evil}&from=${evil}`,
    `${addressOf(route)}${evil}`,
    addressOf({ ...route, path: route.path.replaceAll(/:\w+/g, evil) }),
  ]) {
    const headers = {
      ...owner,
      'accept-language': 'fr;x=evil',
      'x-forwarded-host': 'evil.example',
      'x-request-id': 'evil',
    }
    const reply = await ask({ ...route, path }, { headers })
    expect(reply.status).toBeLessThan(500)
    expect(JSON.stringify(reply.headers)).not.toMatch(/evil/i)
  }
})

test.each(named(routes.filter(({ method }) => method === 'GET')))('%s: believes no Host', async (_, route) => {
  const headers = { ...owner, host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' }
  const reply = await ask({ ...route, path: addressOf(route) }, { headers })
  expect(JSON.stringify(reply.headers) + reply.body).not.toContain('evil.example')
})

const files = house.app.house.endpoints.filter(({ endpoint }) => endpoint.produces).map(({ endpoint }) => endpoint)
const addressOfFile = async (pattern: string) => {
  const [list = '', rest] = pattern.split('/:id')
  if (rest === undefined) return pattern
  const { body } = await ask({ method: 'GET', path: list }, { headers: await cookie() })
  return `${list}/${(JSON.parse(body) as { items: { id: string }[] }).items[0]!.id}${rest}`
}
test('there are files to export', () => {
  expect(files.length).toBeGreaterThan(1)
})

test.each(files.map((file) => [file.path, file] as const))(
  '%s comes as an attachment, its refusal does not',
  async (_, { path: pattern, method }) => {
    const path = await addressOfFile(pattern)
    const { status, headers } = await ask({ method, path }, { headers: await cookie() })
    expect(status).toBe(200)
    expect(headers['content-disposition']).toMatch(/^attachment; filename=("?)[a-z-]+\.[a-z]+\1$/)
    for (const refused of [
      await ask({ method, path }),
      await ask({ method, path: `${path}?nothing=1` }, { headers: owner }),
    ])
      expect([refused.status >= 400, refused.headers['content-disposition'], refused.headers['content-type']]).toEqual([
        true,
        undefined,
        'application/problem+json; charset=utf-8',
      ])
  },
)

const sheets = files.filter(({ produces, path }) => produces === 'text/csv' && !path.includes(':'))
test.each(sheets.map(({ path }) => [path]))('%s: no cell runs as a formula', async (path) => {
  const post = async (to: string, body: object) => {
    const headers = { ...(await cookie()), ...json }
    return JSON.parse((await ask({ method: 'POST', path: to }, { headers, body: JSON.stringify(body) })).body) as {
      id: string
    }
  }
  const line = () => `04 65 71 13 ${String(10 + (made += 1))}`
  const names = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1']
  for (const name of names) {
    const { id: siteId } = await post('/api/sites', { name, phone: line() })
    const { id: campaignId } = await post('/api/campaigns', {
      name: `${name}${made}`,
      medium: name.trim(),
      channel: name,
    })
    const phone = line()
    await post('/api/numbers', { siteId, campaignId, phone, label: name })
    const call = { from: '06 39 98 00 01', to: phone, status: 'no-answer', startedAt: new Date().toISOString() }
    await post('/api/calls', { ...call, externalId: `${name}${made}` })
  }
  await house.settled()
  const { body } = await ask({ method: 'GET', path }, { headers: await cookie() })
  const cells = parse(body, { delimiter: ';', bom: true }).flat()
  expect(cells.filter((cell) => /^[\s"']*[=+\-@]/.test(cell) && !cell.startsWith("'"))).toEqual([])
  expect(cells.length).toBeGreaterThan(50)
})
let made = 0

const outside = [
  '/..%2f..%2fpackage.json',
  '/%2e%2e/%2e%2e/package.json',
  '/assets/..%2f..%2f..%2fpackage.json',
  '/assets/%2e%2e%2findex.html',
  '/assets/',
  '/api/docs/..%2f..%2fpackage.json',
  '/.git/config',
  '/.env',
  '/package.json',
  '/data/secret.key',
  '/assets/..%5c..%5cpackage.json',
  '/assets/%00',
]
test.each(outside)('%s leads out of no folder, and lists none', async (path) => {
  const { status, headers, body } = await ask({ method: 'GET', path })
  // Without an extension, an unknown address is a screen, which says so itself.
  if (status === 200) expect(headers['content-type']).toMatch(/^text\/html/)
  else expect([400, 403, 404]).toContain(status)
  expect(body).not.toMatch(/"dependencies"|\[core\]|Index of/)
})

test.each(['TRACE', 'PROPFIND', 'LINK', 'SEARCH'])('%s is no method of ours', async (method) => {
  for (const path of ['/', '/api/sites', '/t/visit']) {
    const { status, body } = await ask({ method, path }, { headers: { 'x-told': 'echo' } })
    expect([400, 404, 405, 501]).toContain(status)
    expect(body).not.toContain('echo')
  }
})

/** What is sent as it stands, down to the last byte; the answers to it. */
const send = (raw: string) =>
  new Promise<string>((resolve) => {
    const line = connect(Number(new URL(house.url).port), '127.0.0.1', () => line.end(raw))
    let heard = ''
    line.on('data', (bytes) => (heard += String(bytes)))
    line.on('close', () => resolve(heard))
  })
const head = 'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'
const hidden = 'GET /api/setup HTTP/1.1\r\nHost: x\r\n\r\n'
test.each([
  ['two lengths', `${head}Content-Length: 0\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`],
  ['a length and pieces', `${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`],
  ['pieces that are none', `${head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${hidden}`],
  ['a length that is none', `${head}Content-Length: +4\r\n\r\n${hidden}`],
  ['a name that ends in a space', `${head}Content-Length : 4\r\n\r\n${hidden}`],
])('a request with %s hides no other request', async (_, raw) => {
  const heard = await send(raw)
  expect(heard).toMatch(/^HTTP\/1.1 400 /)
  expect(heard.match(/HTTP\/1.1/g)).toHaveLength(1)
})

test('what is only asked for changes nothing', async () => {
  const everything = async () => {
    const tables = await house.query(
      `select c.oid::regclass::text as name from pg_class c where relkind = 'r' and relname !~ '^(audit_|session|api_key)'
         and relnamespace::regnamespace::text in ('core', 'engine', 'customer')`,
    )
    const rows = tables.map(({ name }) =>
      house.query(`select '${String(name)}', to_jsonb(t)::text from ${String(name)} t order by 2`),
    )
    return Promise.all(rows)
  }
  await house.settled()
  const headers = await cookie()
  const before = await everything()
  for (const route of routes.filter(({ method }) => method === 'GET'))
    await ask({ ...route, path: addressOf(route) }, { headers })
  expect(await everything()).toEqual(before)
})

/** A session that is surely open: the walk signs out too. */
async function cookie() {
  const { status } = await ask({ method: 'GET', path: '/api/session' }, { headers: owner })
  if (status !== 200) Object.assign(owner, await session())
  return owner
}
