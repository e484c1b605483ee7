import { connect, createServer } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { openSmtp } from '#test/smtp'
import { clear, freePort, newDataDir, postgresOf, startProduct, visavis } from './product.ts'

const dataDir = await newDataDir()
afterAll(() => clear(dataDir))

const first = {
  VISAVIS_ORG: 'Menuiserie Exemple',
  VISAVIS_ADMIN_EMAIL: 'Admin@exemple.fr',
  VISAVIS_ADMIN_PASSWORD: 'une phrase assez longue',
}
const noStack = /^\s+at |node:internal|\.ts:\d+/m

const signIn = (url: string, password: string) =>
  fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'admin@exemple.fr', password }),
  })

/** A live screen that is closed before it is answered. */
const passBy = (url: string, cookie: string) =>
  new Promise<void>((gone) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.write(`GET /api/live HTTP/1.1\r\nHost: exemple\r\nCookie: ${cookie}\r\n\r\n`, () => socket.destroy())
    socket.on('close', () => gone())
  })

test.each([
  ['PORT', 'quatre-mille', /PORT.*"quatre-mille".*0.*65535/],
  ['PORT', '70000', /PORT.*"70000"/],
  ['DATABASE_URL', 'mysql://root:motsecret@localhost/visavis', /DATABASE_URL.*postgresql:\/\//],
  ['SMTP_URL', 'mail.exemple.fr:motsecret', /SMTP_URL.*smtp:\/\//],
  ['PUBLIC_URL', 'visavis.exemple.fr', /PUBLIC_URL.*https:\/\//],
  ['VISAVIS_ADMIN_PASSWORD', 'motsecret', /VISAVIS_ADMIN_PASSWORD.*12/],
  ['VISAVIS_ORG', 'Exemple', /VISAVIS_ORG, VISAVIS_ADMIN_EMAIL and VISAVIS_ADMIN_PASSWORD go together/],
])('%s=%s stops the start with its mend', async (name, value, mend) => {
  const { code, stdout, stderr } = await visavis(['start'], { env: { DATA_DIR: dataDir, [name]: value } })
  expect(stderr).toMatch(mend)
  expect(stderr).not.toContain('motsecret')
  expect(stdout + stderr).not.toMatch(noStack)
  expect(code).toBe(2)
})

test('a DATABASE_URL where no PostgreSQL answers is named, without its password', async () => {
  const DATABASE_URL = `postgresql://visavis:motsecret@127.0.0.1:${await freePort()}/visavis`
  const { code, stdout, stderr } = await visavis(['start'], { env: { DATA_DIR: dataDir, DATABASE_URL } })
  expect(stderr).toContain('DATABASE_URL leads to no usable PostgreSQL')
  expect(stdout + stderr).not.toContain('motsecret')
  expect(stdout + stderr).not.toMatch(noStack)
  expect(code).toBe(2)
})

test('the first start creates the organisation, the second finds everything, each stops cleanly', async () => {
  const mail = await openSmtp()
  const product = await startProduct({ dataDir, env: { ...first, SMTP_URL: mail.url } })
  expect((await signIn(product.url, 'une autre phrase')).status).toBe(401)
  const session = await signIn(product.url, first.VISAVIS_ADMIN_PASSWORD)
  const headers = { cookie: session.headers.getSetCookie()[0]!.split(';')[0]!, 'content-type': 'application/json' }
  const body = JSON.stringify({ name: 'Nantes', phone: '02 61 91 00 00' })
  expect((await fetch(`${product.url}/api/sites`, { method: 'POST', headers, body })).status).toBe(201)
  expect(await postgresOf(dataDir)).toBeDefined()

  // Live screens are requests that never end: neither one that stays nor those that left early may hold the stop.
  const live = await fetch(`${product.url}/api/live`, { headers })
  await Promise.all(Array.from({ length: 20 }, () => passBy(product.url, headers.cookie)))
  const { code, stderr } = await product.stop()
  expect(code, stderr).toBe(0)
  expect(await postgresOf(dataDir)).toBeUndefined()
  await live.body?.cancel().catch(() => {})

  const again = await startProduct({ dataDir, env: { ...first, VISAVIS_ADMIN_PASSWORD: 'une tout autre phrase' } })
  expect((await signIn(again.url, 'une tout autre phrase')).status).toBe(401)
  const sites = await fetch(`${again.url}/api/sites`, { headers })
  expect(await sites.json()).toMatchObject({ items: [{ name: 'Nantes', phone: '+33261910000' }] })
  expect((await again.stop()).code).toBe(0)
  expect(await postgresOf(dataDir)).toBeUndefined()
  await mail.close()
})

test('a PORT that is taken is named, and the embedded PostgreSQL does not stay behind', async () => {
  const other = createServer()
  const PORT = await freePort()
  await new Promise<void>((ready) => other.listen(PORT, '127.0.0.1', ready))
  const { code, stdout, stderr } = await visavis(['start'], { env: { DATA_DIR: dataDir, PORT: String(PORT) } })
  other.close()
  expect(stderr).toContain(`PORT ${PORT} is taken by another program`)
  expect(stdout + stderr).not.toMatch(noStack)
  expect(code).toBe(2)
  expect(await postgresOf(dataDir)).toBeUndefined()
})

test.each([
  ['phone', { input: 'zéro deux' }, { e164: null }],
  ['phone', { input: '02 61 91 00 00' }, { e164: '+33261910000', kind: 'geographic' }],
  ['source', { url: 'https://www.exemple.fr/', referrer: '' }, { source: '(direct)', medium: '(none)' }],
  [
    'source',
    { url: 'https://www.exemple.fr/?utm_source=google&utm_medium=cpc&utm_campaign=printemps' },
    { source: 'google', medium: 'cpc', channel: 'Paid Search', campaign: 'printemps' },
  ],
])('tool %s reads %j', async (name, input, output) => {
  const { code, stdout, stderr } = await visavis(['tool', name], { input: JSON.stringify(input) })
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toMatchObject(output)
  expect(code).toBe(0)
})

test.each([
  ['phone', 'rien', 'input.not_json'],
  ['phone', '{"numero":"02"}', 'input.invalid'],
  ['source', '[]', 'input.invalid'],
])('tool %s refuses %s', async (name, input, refusal) => {
  const { code, stdout, stderr } = await visavis(['tool', name], { input })
  expect(JSON.parse(stderr)).toMatchObject({ code: refusal })
  expect(stdout).toBe('')
  expect(code).toBe(2)
})

test('--help lists the commands; a command that does not exist is refused', async () => {
  const help = await visavis(['--help'])
  for (const name of ['start', 'demo', 'migrate', 'import', 'tool'])
    expect(help.stdout).toMatch(RegExp(`^  ${name} `, 'm'))
  expect(help).toMatchObject({ code: 0, stderr: '' })
  const unknown = await visavis(['strat'])
  expect(unknown.stderr).toContain('There is no command « strat ».')
  expect(unknown).toMatchObject({ code: 2, stdout: '' })
  expect((await visavis(['start', '--help'])).stdout).toContain('DATABASE_URL')
})
