import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { ServerResponse } from 'node:http'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { openReceiver, type Receiver } from '#test/receiver'
import { openOutgoing, type OutgoingRequest, type Resolve } from './index.ts'

// The whole of 127.0.0.0/8 is this machine. Here 127.0.0.2 is opened and plays the public internet; 127.0.0.1 and
// 127.0.0.3 stay what they are: somebody's private network.

const [open, secret] = [await openReceiver({ host: '127.0.0.2' }), await openReceiver({ host: '127.0.0.1' })]
afterAll(() => Promise.all([open.close(), secret.close()]))
let names: Record<string, string[] | (() => string[])> = {}
let asked: string[] = []
const resolve: Resolve = async (name) => {
  asked.push(name)
  const found = names[name]
  if (!found) throw Object.assign(new Error(`no ${name}`), { code: 'ENOTFOUND' })
  return typeof found === 'function' ? found() : found
}
const outgoing = openOutgoing({ outgoingAllow: ['127.0.0.2/32'], outgoingPorts: [[1, 65_535]], resolve })
const ask = (url: string, given: Partial<OutgoingRequest> = {}) =>
  outgoing.ask({ url, maxBytes: 1000, timeoutMs: 5000, ...given })
const refused = (code: string) => ({ name: 'OutgoingError', status: 422, code: `outgoing.${code}` })
const at = (host: string, { port }: Receiver = open) => `http://${host}:${port}/`

const words = (text: string) => text.trim().split(/\s+/)

beforeEach(() => {
  names = {}
  asked = []
  for (const receiver of [open, secret]) {
    receiver.become((response) => response.end('oui'))
    receiver.heard.length = 0
  }
})

test.each([
  ['', 'bad_address'],
  ['exemple.fr', 'bad_address'],
  ['http://', 'bad_address'],
  ['http://256.1.1.1/', 'bad_address'],
  ['http://[fe80::1%25eth0]/', 'bad_address'],
  ['file:///etc/hostname', 'scheme'],
  ['ftp://exemple.fr/', 'scheme'],
  ['gopher://127.0.0.1:70/', 'scheme'],
  ['data:text/plain,oui', 'scheme'],
  ['javascript:alert(1)', 'scheme'],
  ['https://user@exemple.fr/', 'user_info'],
  ['https://user:secret@exemple.fr/', 'user_info'],
  ['https://exemple.com@127.1/', 'user_info'],
])('%j is refused before anything is asked: %s', async (url, code) => {
  await expect(ask(url)).rejects.toMatchObject(refused(code))
  await expect(outgoing.check(url)).rejects.toMatchObject(refused(code))
  expect(asked).toEqual([])
})

test.each(
  words(`
  127.1 127.0.1 0x7f000001 0x7f.1 2130706433 0177.0.0.1 127.0.0.1. 127%2e0%2e0%2e1
  127。0。0。1 ①②⑦.⓪.⓪.① 0 0xa9fea9fe 127.0.0.3 [::ffff:127.0.0.1] [64:ff9b::127.0.0.1]
  [2002:7f00:1::] [2001:0:4136:e378:8000:63bf:3fff:fdd2] [::127.0.0.1] [::] [::1] [fe80::1]
  [fd00::1] [fd00:ec2::254]
`),
)('%s is private however it is written, when a form is filled in and when it is asked', async (host) => {
  const url = at(host, secret)
  await expect(ask(url)).rejects.toMatchObject(refused('address_refused'))
  await expect(outgoing.check(url)).rejects.toMatchObject(refused('address_refused'))
  expect([asked, secret.connections()]).toEqual([[], 0])
})

test('names of the system that lead here are private too', async () => {
  const real = openOutgoing({ outgoingPorts: [[1, 65_535]] })
  for (const [host, code] of [
    ['localhost', /address_refused/],
    ['LOCALHOST', /address_refused/],
    ['localhost.', /address_refused|name_unknown/], // some systems know it
  ] as const) {
    const answer = real.ask({ url: at(host, secret), maxBytes: 0, timeoutMs: 5000 })
    await expect(answer, host).rejects.toThrow(code)
  }
  expect(secret.connections()).toBe(0)
})

test('only the ports of the web are asked unless others are opened', async () => {
  const strict = openOutgoing({ resolve })
  for (const port of ['22', '25', '5432', '8080']) {
    const url = `http://www.exemple.fr:${port}/`
    await expect(strict.check(url), port).rejects.toMatchObject(refused('port'))
    await expect(strict.ask({ url, maxBytes: 0, timeoutMs: 5000 }), port).rejects.toMatchObject(refused('port'))
  }
  names['www.exemple.fr'] = ['10.0.0.1']
  for (const url of ['http://www.exemple.fr/', 'https://www.exemple.fr/', 'http://www.exemple.fr:443/'])
    await expect(strict.check(url), url).rejects.toMatchObject(refused('address_refused'))
})

test.each([
  ['a private address', ['127.0.0.1']],
  ['a public and a private address', ['127.0.0.2', '127.0.0.1']],
  ['a private and a public address', ['127.0.0.1', '127.0.0.2']],
  ['a public IPv4 and a private IPv6 address', ['127.0.0.2', 'fd00::1']],
  ['a public IPv4 and this machine in IPv6', ['127.0.0.2', '::1']],
  ['a mapped private address', ['::ffff:127.0.0.1']],
  ['something else', ['127.0.0.2', 'exemple.fr']],
])('a name that has %s is refused', async (_, addresses) => {
  names['www.exemple.fr'] = addresses
  await expect(ask(at('www.exemple.fr'))).rejects.toMatchObject(refused('address_refused'))
  await expect(outgoing.check(at('www.exemple.fr'))).rejects.toMatchObject(refused('address_refused'))
  expect([open.heard, secret.connections()]).toEqual([[], 0])
})

test('a name that is public when looked at and private next is connected to where it was looked at', async () => {
  const answers = [['127.0.0.2'], ['127.0.0.1']]
  names['rebond.exemple.fr'] = () => answers.shift() ?? ['127.0.0.1']
  expect((await ask(at('rebond.exemple.fr'))).status).toBe(200)
  expect([asked.length, open.heard.length, secret.connections()]).toEqual([1, 1, 0])
  await expect(ask(at('rebond.exemple.fr'))).rejects.toMatchObject(refused('address_refused'))
})

test('a name is looked at again each time: none is kept from the form', async () => {
  names['rebond.exemple.fr'] = ['127.0.0.2']
  await outgoing.check(at('rebond.exemple.fr', secret))
  names['rebond.exemple.fr'] = ['127.0.0.1']
  await expect(ask(at('rebond.exemple.fr', secret))).rejects.toMatchObject(refused('address_refused'))
  expect(secret.connections()).toBe(0)
})

test.each([301, 302, 303, 307, 308])(
  'a public address that leads to a private one by %i is not followed',
  async (status) => {
    for (const location of [secret.url, `http://prive.exemple.fr:${secret.port}/`, `//127.1:${secret.port}/`]) {
      names['prive.exemple.fr'] = ['127.0.0.1']
      open.become((response) => response.writeHead(status, { location }).end())
      await expect(ask(open.url, { redirects: 3 }), location).rejects.toMatchObject(refused('address_refused'))
    }
    expect(secret.connections()).toBe(0)
  },
)

test.each([
  ['file:///etc/hostname', 'scheme'],
  ['http://user:secret@exemple.fr/', 'user_info'],
  ['http://[', 'bad_address'],
])('nor is one to %s', async (location, code) => {
  open.become((response) => response.writeHead(302, { location }).end())
  await expect(ask(open.url, { redirects: 3 })).rejects.toMatchObject(refused(code))
})

const countdown = (response: ServerResponse, { path }: { path: string }) => {
  const left = Number(path.slice(1))
  return left > 0 ? response.writeHead(302, { location: `/${left - 1}` }).end() : response.end('arrivé')
}
test('redirects are followed three times at most, and not at all unless asked for, nor with a body', async () => {
  open.become(countdown)
  expect(String((await ask(`${open.url}/3`, { redirects: 9 })).body)).toBe('arrivé')
  await expect(ask(`${open.url}/4`, { redirects: 9 })).rejects.toMatchObject(refused('too_many_redirects'))
  open.heard.length = 0
  expect(await ask(`${open.url}/1`)).toMatchObject({ status: 302 })
  expect(open.heard).toHaveLength(1)
  await expect(ask(`${open.url}/1`, { redirects: 3, body: '{}' })).rejects.toMatchObject(refused('too_many_redirects'))
  expect(open.heard).toHaveLength(2)
})

test('credentials stay with the host that they were meant for', async () => {
  names = { 'a.exemple.fr': ['127.0.0.2'], 'b.exemple.fr': ['127.0.0.2'] }
  const headers = { authorization: 'Bearer secret', cookie: 'a=secret', 'x-api-key': 'secret', accept: 'text/plain' }
  open.become((response, { path, headers: { host } }) => {
    if (path === '/' && host?.startsWith('a.')) return response.writeHead(302, { location: '/ici' }).end()
    if (path === '/ici') return response.writeHead(302, { location: at('b.exemple.fr') }).end()
    return response.end('oui')
  })
  expect((await ask(at('a.exemple.fr'), { redirects: 3, headers })).url).toBe(at('b.exemple.fr'))
  const [, same, other] = open.heard
  expect(same?.headers).toMatchObject(headers)
  expect(other?.headers.accept).toBe('text/plain')
  expect(JSON.stringify(other)).not.toContain('secret')
})

test('an answer larger than wanted is cut: said, or sent without saying, 10 GB of it', async () => {
  open.become((response) => response.writeHead(200, { 'content-length': 10e9 }).flushHeaders())
  await expect(ask(open.url)).rejects.toMatchObject(refused('too_large'))
  let sent = 0
  const pour = (response: ServerResponse) => {
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536
      if (!response.destroyed) response.once('drain', more)
    }
    more()
  }
  open.become(pour)
  await expect(ask(open.url)).rejects.toMatchObject(refused('too_large'))
  expect(await ask(open.url, { maxBytes: 0 })).toMatchObject({ status: 200, body: Buffer.alloc(0) })
  expect(sent).toBeLessThan(50e6)
})

test('a compressed answer is not unpacked, nor asked for', async () => {
  open.become((response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(Buffer.alloc(20)))
  expect((await ask(open.url)).body).toEqual(Buffer.alloc(20))
  expect(open.heard[0]?.headers['accept-encoding']).toBe('identity')
})

test('only the media types asked for are taken', async () => {
  const answers = (type?: string) =>
    open.become((response) => response.writeHead(200, type ? { 'content-type': type } : {}).end('{}'))
  for (const type of ['text/html', 'image/svg+xml', 'application/jsonx', undefined]) {
    answers(type)
    await expect(ask(open.url, { types: ['application/json'] }), type).rejects.toMatchObject(refused('content_type'))
  }
  answers('Application/JSON; charset=utf-8')
  expect((await ask(open.url, { types: ['application/json'] })).status).toBe(200)
})

const drip = (text: string, response: ServerResponse) => {
  const timer = setInterval(() => response.socket?.write(text), 50)
  response.once('close', () => clearInterval(timer))
}
test('time is limited as a whole: nothing said, one byte at a time in the head, or in the body', async () => {
  const manners: ((response: ServerResponse) => unknown)[] = [
    () => {},
    (response) => drip('H', response),
    (response) => (response.socket?.write('HTTP/1.1 200 OK\r\nX: '), drip('x', response)),
    (response) => (response.writeHead(200, { 'content-length': 900 }).flushHeaders(), drip('x', response)),
  ]
  for (const manner of manners) {
    open.become(manner)
    const began = performance.now()
    const code = manner === manners[1] ? 'bad_answer' : 'timeout' // `HH` begins no answer
    await expect(ask(open.url, { timeoutMs: 300 })).rejects.toMatchObject(refused(code))
    expect(performance.now() - began).toBeLessThan(3000)
  }
})

test('so it is for a resolver that does not answer, and for a form', async () => {
  const silent = openOutgoing({ resolve: () => new Promise(() => {}) })
  const slow = silent.ask({ url: 'http://www.exemple.fr/', maxBytes: 0, timeoutMs: 100 })
  await expect(slow).rejects.toMatchObject(refused('timeout'))
  await silent.check('http://www.exemple.fr/')
})

test('what is no HTTP, cut, or nobody, is told apart from an answer', async () => {
  const rude = createServer((line) => line.resume().end('220 smtp.exemple.fr ESMTP\r\n')).listen(0, '127.0.0.2')
  await new Promise((ready) => rude.once('listening', ready))
  const { port } = rude.address() as { port: number }
  await expect(ask(`http://127.0.0.2:${port}/`)).rejects.toMatchObject(refused('bad_answer'))
  await new Promise((closed) => rude.close(closed))
  await expect(ask(`http://127.0.0.2:${port}/`)).rejects.toMatchObject(refused('unreachable'))
  open.become((response) => response.destroy())
  await expect(ask(open.url)).rejects.toMatchObject(refused('unreachable'))
  open.become((response) => (response.write('x'), response.socket?.destroy()))
  await expect(ask(open.url)).rejects.toMatchObject(refused('unreachable'))
  open.become((response) => response.writeHead(200, { x: 'x'.repeat(100_000) }).end())
  await expect(ask(open.url)).rejects.toMatchObject(refused('bad_answer'))
  await expect(ask('http://personne.exemple.fr/')).rejects.toMatchObject(refused('name_unknown'))
  names['vide.exemple.fr'] = []
  await expect(ask('http://vide.exemple.fr/')).rejects.toMatchObject(refused('name_unknown'))
  await outgoing.check('http://personne.exemple.fr/')
})

test('a certificate is asked for in the name, by the name, whatever the environment says', async () => {
  const fixture = (file: string) => readFileSync(new URL(`fixtures/${file}`, import.meta.url), 'utf8')
  const tls = { key: fixture('recepteur.key.pem'), cert: fixture('recepteur.cert.pem') }
  const secure = await openReceiver({ host: '127.0.0.2', tls })
  names = { 'recepteur.exemple.fr': ['127.0.0.2'], 'autre.exemple.fr': ['127.0.0.2'] }
  const [good, other] = [`https://recepteur.exemple.fr:${secure.port}/`, `https://autre.exemple.fr:${secure.port}/`]
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
  try {
    await expect(ask(good), 'signed by nobody known').rejects.toMatchObject(refused('tls'))
    await expect(ask(open.url.replace('http:', 'https:')), 'no TLS').rejects.toMatchObject(refused('tls'))
    setDefaultCACertificates([...getCACertificates('default'), tls.cert])
    await expect(ask(other), 'of another name').rejects.toMatchObject(refused('tls'))
    await expect(ask(secure.url), 'of no address').rejects.toMatchObject(refused('tls'))
    expect(secure.heard).toEqual([])
    expect((await ask(good)).status).toBe(204)
    expect(secure.heard[0]?.headers.host).toBe(`recepteur.exemple.fr:${secure.port}`)
  } finally {
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
    await secure.close()
  }
})

test('no proxy of the environment hears of it', async () => {
  const proxy = { HTTP_PROXY: secret.url, HTTPS_PROXY: secret.url, ALL_PROXY: secret.url, NODE_USE_ENV_PROXY: '1' }
  const lower = Object.fromEntries(Object.entries(proxy).map(([name, value]) => [name.toLowerCase(), value]))
  Object.assign(process.env, proxy, lower)
  try {
    expect((await ask(open.url)).status).toBe(200)
  } finally {
    for (const name of Object.keys({ ...proxy, ...lower })) delete process.env[name]
  }
  expect([open.heard.length, secret.connections()]).toEqual([1, 0])
})

test('an answer is given as it came: status, headers, body; a refusal of theirs is an answer', async () => {
  names['www.exemple.fr'] = ['127.0.0.2']
  open.become((response) => response.writeHead(503, { 'retry-after': '60', 'x-a': 'é' }).end('occupé'))
  const answer = await ask(`${at('www.exemple.fr')}a/b?c=%20#d`, { body: '{"a":"é"}', headers: { 'x-b': 'b' } })
  expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '60' }, body: Buffer.from('occupé') })
  expect(open.heard).toEqual([
    expect.objectContaining({
      method: 'POST',
      path: '/a/b?c=%20',
      body: '{"a":"é"}',
      headers: expect.objectContaining({
        host: `www.exemple.fr:${open.port}`,
        'content-type': 'application/json',
        'content-length': '10',
        'x-b': 'b',
      }) as object,
    }),
  ])
})

test('the first address that answers is used', async () => {
  const alone = await openReceiver({ host: '127.0.0.2' })
  const both = openOutgoing({
    outgoingAllow: ['127.0.0.0/8'],
    outgoingPorts: [[1, 65_535]],
    resolve: async () => ['127.0.0.9', '127.0.0.2'],
  })
  expect(await both.ask({ url: at('www.exemple.fr', alone), maxBytes: 0, timeoutMs: 5000 })).toMatchObject({
    status: 204,
  })
  await alone.close()
})
