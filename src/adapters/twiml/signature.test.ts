import { createHmac, createPrivateKey, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { type SignedRequest, verifySignature } from './signature.ts'

const url = 'https://hooks.exemple.fr/voix?site=12'
const secret = 'cle-de-test'
const json = Buffer.from('{"text":"Été"}')
const call = {
  CallSid: 'CA00000000000000000000000000000001',
  CallStatus: 'ringing',
  CallerName: 'Élodie Noël',
  From: '+33639980001',
  To: '+33199000002',
}
const form = (fields: Record<string, string> | string[][]) => Buffer.from(new URLSearchParams(fields).toString())

type Partly = Omit<SignedRequest, 'now'> & { now?: Date }
const isValid = (request: Partly) => verifySignature({ now: new Date('2026-11-23T09:00:00Z'), ...request })

const twilioForm: Partly = {
  provider: 'twilio',
  secret,
  url,
  headers: { 'x-twilio-signature': '5Uc7cf3xqn416/+mXbxWYqjA2N4=' },
  rawBody: form(call),
}
const twilioJson: Partly = {
  ...twilioForm,
  url: `${url}&bodySHA256=c84776a2013d9362e95b942d2a268b209715a08d10a3963a8619d6c66efd4d23`,
  headers: { 'X-Twilio-Signature': 'CltFTGtPKEQvtCHgSzBq173Su0w=' },
  rawBody: json,
}
const signalwire256: Partly = {
  provider: 'signalwire',
  secret,
  url,
  headers: {
    'x-signalwire-sha256-signature': '6a573dd7af084199e91cbe7ed934789ad9c91c14b8abbd7225814d88cee47645',
    'x-signalwire-signature': 'ignored',
  },
  rawBody: json,
}
const signalwire1: Partly = {
  ...signalwire256,
  headers: { 'x-signalwire-signature': 'a3e24d8b2a196176f4cea30443a77b55b712e82f' },
}
const signalwireForm: Partly = { ...twilioForm, provider: 'signalwire' }
const telnyx: Partly = {
  provider: 'telnyx',
  secret: 'iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w=',
  url,
  headers: {
    'telnyx-signature-ed25519':
      'xVg+qgD5v/M8biZlrxnYnO6AuSVXwfWTB+OHX9EUc8p6teO4vOzTE+eCULCZyZrZgLrUea3rZyu+rIrDM754BQ==',
    'telnyx-timestamp': '1700000000',
  },
  rawBody: json,
  now: new Date(1_700_000_000_000),
}

const signed: [string, Partly][] = [
  ['Twilio form', twilioForm],
  ['Twilio JSON', twilioJson],
  ['SignalWire SHA-256', signalwire256],
  ['SignalWire SHA-1', signalwire1],
  ['SignalWire compatibility form', signalwireForm],
  ['Telnyx', telnyx],
]

test.each(signed)('%s: accepted', (_, request) => expect(isValid(request)).toBe(true))

test.each(signed)('%s: an altered byte is refused', (_, request) => {
  const rawBody = Buffer.from(request.rawBody)
  rawBody.writeUInt8(rawBody.readUInt8(9) ^ 1, 9)
  expect(isValid({ ...request, rawBody })).toBe(false)
})

test.each(signed)('%s: another key is refused, and so is none', (_, request) => {
  const otherPublicKey = Buffer.alloc(32, 7).toString('base64')
  for (const other of ['autre-cle', otherPublicKey, '', request.secret.slice(1)]) {
    expect(isValid({ ...request, secret: other })).toBe(false)
  }
})

test.each(signed)('%s: a missing or repeated header is refused', (_, request) => {
  for (const name of Object.keys(request.headers)) {
    if (request.headers[name] === 'ignored') continue
    const value = String(request.headers[name])
    expect(isValid({ ...request, headers: { ...request.headers, [name]: undefined } })).toBe(false)
    expect(isValid({ ...request, headers: { ...request.headers, [name]: [value, value] } })).toBe(false)
    expect(isValid({ ...request, headers: { ...request.headers, [name]: '' } })).toBe(false)
  }
})

// Telnyx signs the body and the time, not the address.
test.each(signed.slice(0, -1))('%s: another address is refused', (_, request) => {
  const { search } = new URL(request.url)
  for (const other of [
    request.url.replace(search, ''),
    request.url.replace('hooks.exemple.fr', 'autre.example'),
    request.url.replace('https:', 'http:'),
    request.url.replace('site=12', 'site=13'),
    'not an address',
  ]) {
    expect(isValid({ ...request, url: other })).toBe(false)
  }
})

const twoKeys = Buffer.from('{"a":"Été","b":1}')
const reordered = Buffer.from('{"b":1,"a":"Été"}')
const escaped = Buffer.from(String.raw`{"a":"\u00c9t\u00e9","b":1}`)
const hex = (algorithm: string, text: Buffer) => createHmac(algorithm, secret).update(url).update(text).digest('hex')
const seed = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 1)])
const ed25519 = (text: string) =>
  sign(null, Buffer.from(text), createPrivateKey({ key: seed, format: 'der', type: 'pkcs8' })).toString('base64')

test.each<[string, Partly]>([
  ['SignalWire SHA-256', { ...signalwire256, headers: { 'x-signalwire-sha256-signature': hex('sha256', twoKeys) } }],
  ['SignalWire SHA-1', { ...signalwire1, headers: { 'x-signalwire-signature': hex('sha1', twoKeys) } }],
  [
    'Telnyx',
    {
      ...telnyx,
      headers: {
        'telnyx-timestamp': '1700000000',
        'telnyx-signature-ed25519': ed25519(`1700000000|${twoKeys.toString()}`),
      },
    },
  ],
])('%s: JSON reordered or re-encoded no longer verifies', (_, request) => {
  expect(isValid({ ...request, rawBody: twoKeys })).toBe(true)
  expect(isValid({ ...request, rawBody: reordered })).toBe(false)
  expect(isValid({ ...request, rawBody: escaped })).toBe(false)
})

test('Twilio JSON: a re-serialised body no longer matches its hash', () => {
  expect(isValid({ ...twilioJson, rawBody: Buffer.from('{"text": "Été"}') })).toBe(false)
  expect(isValid({ ...twilioJson, rawBody: Buffer.from(String.raw`{"text":"\u00c9t\u00e9"}`) })).toBe(false)
})

test('Twilio form: accents are signed as text, however they are escaped on the way', () => {
  expect(isValid({ ...twilioForm, rawBody: form({ ...call, CallerName: 'Elodie Noel' }) })).toBe(false)
  const rawBody = Buffer.from(twilioForm.rawBody.toString().replaceAll('+', '%20').replaceAll('%C3%89', '%c3%89'))
  expect(isValid({ ...twilioForm, rawBody })).toBe(true)
})

test('Twilio: the published vector', () => {
  const request: Partly = {
    provider: 'twilio',
    secret: '12345',
    url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
    headers: { 'x-twilio-signature': 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' },
    rawBody: form({
      To: '+18005551212',
      From: '+14158675309',
      Digits: '1234',
      Caller: '+14158675309',
      CallSid: 'CA1234567890ABCDE',
    }),
  }
  expect(isValid(request)).toBe(true)
})

test('Twilio: with and without the standard port', () => {
  const headers = { 'x-twilio-signature': 'TXzK1NI5AkWrnkqFqhwRZvNHWvo=' }
  expect(isValid({ ...twilioForm, headers })).toBe(true)
  expect(isValid({ ...twilioForm, headers, url: url.replace('.fr', '.fr:443') })).toBe(true)
  expect(isValid({ ...twilioForm, url: url.replace('.fr', '.fr:443') })).toBe(true)
  expect(isValid({ ...twilioForm, headers, url: url.replace('.fr', '.fr:444') })).toBe(false)
})

const signing = (address: string) => ({
  'x-twilio-signature': createHmac('sha1', secret).update(address).digest('base64'),
})

test('Twilio: a query escaped the legacy way', () => {
  const request = { ...twilioForm, url: "https://hooks.exemple.fr/voix?nom=l'été+noir", rawBody: Buffer.alloc(0) }
  for (const host of ['hooks.exemple.fr', 'hooks.exemple.fr:443']) {
    const legacy = signing(`https://${host}/voix?nom=l'%C3%A9t%C3%A9%20noir`)
    const modern = signing(`https://${host}/voix?nom=l%27%C3%A9t%C3%A9+noir`)
    expect(isValid({ ...request, headers: legacy })).toBe(true)
    expect(isValid({ ...request, headers: modern })).toBe(true)
  }
})

const tags = (...values: string[]) => form(values.map((value) => ['Tag', value]))

test('Twilio: a repeated field counts once per distinct value, sorted', () => {
  const headers = { 'x-twilio-signature': 'Rk9ic+IDpkeR5xn1+ZttyIaGd4k=' }
  expect(isValid({ ...twilioForm, headers, rawBody: tags('b', 'a', 'b') })).toBe(true)
  expect(isValid({ ...twilioForm, headers, rawBody: tags('a', 'b') })).toBe(true)
  expect(isValid({ ...twilioForm, headers, rawBody: tags('b', 'a', 'c') })).toBe(false)
})

test('SignalWire: a wrong SHA-256 is not rescued by a right SHA-1', () => {
  const headers = { ...signalwire1.headers, 'x-signalwire-sha256-signature': '0'.repeat(64) }
  expect(isValid({ ...signalwire1, headers })).toBe(false)
})

test.each([
  ['five minutes late', 300, true],
  ['older', 301, false],
  ['five minutes early', -300, true],
  ['from further in the future', -301, false],
])('Telnyx: %s', (_, seconds, accepted) => {
  expect(isValid({ ...telnyx, now: new Date((1_700_000_000 + seconds) * 1000) })).toBe(accepted)
})

test.each([
  ['telnyx-timestamp', '1700000000.0'],
  ['telnyx-timestamp', '-1700000000'],
  ['telnyx-timestamp', 'Infinity'],
  ['telnyx-timestamp', '1700000001'],
  ['telnyx-signature-ed25519', 'not base64 !'],
  ['telnyx-signature-ed25519', String(telnyx.headers['telnyx-signature-ed25519']).replace('xVg', 'xV g')],
  ['telnyx-signature-ed25519', String(telnyx.headers['telnyx-signature-ed25519']).slice(4)],
])('Telnyx: %s %s is refused', (name, value) => {
  expect(isValid({ ...telnyx, headers: { ...telnyx.headers, [name]: value } })).toBe(false)
})
