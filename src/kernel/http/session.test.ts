import { expect, test } from 'vitest'
import { addMember } from '#kernel/auth'
import { codeOf } from '#test/answers'
import { testServer } from '#test/server'

const house = await testServer()
const fresh = await testServer({ publicUrl: 'https://visavis.exemple.fr' })
await fresh.query('delete from core.org')
const body = { org: 'Essai', name: 'Camille', email: ' Camille@Exemple.fr ', password: 'motdepasse-long' }
await house.db.atGate((tx) =>
  addMember(tx, { ...body, orgId: house.orgId, email: 'camille@exemple.fr', role: 'marketing' }),
)
const signIn = { email: body.email, password: body.password }

const cookieOf = (reply: Response) => {
  const [cookie = '', ...more] = reply.headers.getSetCookie()
  // The other one says that the browser is known; it opens nothing, and scripts do not read it either.
  for (const other of more) expect(other).toMatch(/^(__Host-)?visavis_browser=[\w-]{43}; .*HttpOnly; .*SameSite=Lax/)
  const [pair = '', ...flags] = cookie.split('; ')
  return { pair, value: pair.split('=')[1] ?? '', flags: flags.map((flag) => flag.toLowerCase()) }
}

test('before the first set-up nobody signs in', async () => {
  expect(await (await fresh.anonymous('/api/setup')).json()).toEqual({ needed: true, mail: false })
  expect(await codeOf(await fresh.anonymous('/api/session', { body: signIn }))).toEqual([
    401,
    'session.wrong_credentials',
  ])
})

test.each([
  ['a short password', { password: 'onze-signes' }],
  ['a long password', { password: 'x'.repeat(201) }],
  ['no address', { email: 'camille' }],
  ['no name', { name: '  ' }],
])('a set-up with %s is refused', async (_, change) => {
  expect(await codeOf(await fresh.anonymous('/api/setup', { body: { ...body, ...change } }))).toEqual([
    400,
    'input.invalid',
  ])
  expect(await (await fresh.anonymous('/api/setup')).json()).toEqual({ needed: true, mail: false })
})

test('set-up opens a session, once', async () => {
  const reply = await fresh.anonymous('/api/setup', { body })
  expect([reply.status, await reply.json()]).toEqual([
    201,
    expect.objectContaining({ email: 'camille@exemple.fr', role: 'owner' }),
  ])
  const { pair, flags } = cookieOf(reply)
  expect(flags).toContain('secure') // its address is https
  expect(pair).toMatch(/^__Host-visavis_session=/)
  expect(flags).toContain('path=/')
  expect(flags.filter((flag) => flag.startsWith('domain'))).toEqual([])
  const [, value = ''] = pair.split('=')
  const tossed = await fresh.anonymous('/api/session', { headers: { cookie: `visavis_session=${value}` } })
  expect(tossed.status, 'a name that a neighbour of the domain may write').toBe(401)
  expect((await fresh.anonymous('/api/session', { headers: { cookie: pair } })).status).toBe(200)
  const again = await fresh.anonymous('/api/setup', { body: { ...body, email: 'autre@exemple.fr' } })
  expect(again.headers.getSetCookie()).toEqual([])
  expect(await codeOf(again)).toEqual([409, 'setup.already_done'])
})

test('a wrong password opens nothing', async () => {
  const reply = await house.anonymous('/api/session', { body: { ...signIn, password: 'une autre phrase' } })
  expect(reply.headers.getSetCookie()).toEqual([])
  expect(await codeOf(reply)).toEqual([401, 'session.wrong_credentials'])
})

test('too many wrong passwords: how long to wait is said', async () => {
  await house.query(`insert into core.sign_in_failure (email) select 'lasse@exemple.fr' from generate_series(1, 10)`)
  const reply = await house.anonymous('/api/session', { body: { email: 'Lasse@exemple.fr', password: 'x' } })
  expect(reply.headers.get('retry-after')).toBe('900')
  expect(await codeOf(reply)).toEqual([429, 'session.too_many_attempts'])
})

test('no script reads the cookie, no other site sends it', async () => {
  const plain = cookieOf(await house.anonymous('/api/session', { body: signIn }))
  expect(plain.flags).toEqual(expect.arrayContaining(['httponly', 'samesite=lax', 'path=/']))
  expect(plain.flags).not.toContain('secure')
  expect(plain.flags.filter((flag) => flag.startsWith('domain'))).toEqual([])
  expect(plain.value).toMatch(/^[\w-]{43}$/)
})

test('signing out closes the session on the server and takes the cookie away', async () => {
  const { pair } = cookieOf(await house.anonymous('/api/session', { body: signIn }))
  const reply = await house.anonymous('/api/session', { method: 'DELETE', headers: { cookie: pair } })
  expect(cookieOf(reply)).toMatchObject({
    value: '',
    flags: expect.arrayContaining(['expires=thu, 01 jan 1970 00:00:00 gmt']) as string[],
  })
  expect(await codeOf(await house.anonymous('/api/session', { headers: { cookie: pair } }))).toEqual([
    401,
    'session.required',
  ])
})

const forged: [string, Record<string, string>][] = [
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['a neighbour of our site', { 'sec-fetch-site': 'same-site' }],
  ['a foreign origin', { origin: 'https://ailleurs.example' }],
  ['an origin on another port', { origin: 'http://127.0.0.1:1' }],
  ['a hidden origin', { origin: 'null' }],
  ['a hidden origin that names itself ours', { origin: 'null', 'sec-fetch-site': 'same-origin' }],
  ['an origin that is no address', { origin: 'ailleurs' }],
]
test.each(forged)('a page of %s does nothing with a session of ours', async (_, headers) => {
  const owner = await house.signIn('owner')
  const site = { name: 'Nantes', phone: '02 61 91 00 01' }
  expect(await codeOf(await owner('/api/sites', { body: site, headers }))).toEqual([403, 'csrf.refused'])
  expect(await codeOf(await owner('/api/session', { method: 'DELETE', headers }))).toEqual([403, 'csrf.refused'])
  expect(await codeOf(await house.anonymous('/api/session', { body: signIn, headers }))).toEqual([403, 'csrf.refused'])
  expect((await owner('/api/session')).status).toBe(200)
})

test.each([
  ['our own page', { 'sec-fetch-site': 'same-origin' }],
  ['an address typed in', { 'sec-fetch-site': 'none' }],
  ['our own origin', { origin: house.url }],
  ['a program', {}],
])('%s may', async (_, headers) => {
  const owner = await house.signIn('owner')
  expect((await owner('/api/session', { method: 'DELETE', headers })).status).toBe(200)
})

test('a key is sent by programs only, so that where it comes from does not count', async () => {
  const program = await house.apiKey(['sites.manage'])
  const phone = '02 61 91 00 02'
  const reply = await program('/api/sites', {
    body: { name: 'Nantes', phone },
    headers: { 'sec-fetch-site': 'cross-site' },
  })
  expect(reply.status).toBe(201)
})
