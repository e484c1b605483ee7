import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { newSecret, signedHeaders } from './signature.ts'

// The convention's own library is the judge.

const body = JSON.stringify({ type: 'call.tracked', data: { name: 'Élodie Noël', note: '« Été » à 10 €' } })
const now = () => new Date()

test('the example of the specification', () => {
  const headers = signedHeaders('msg_p5jXN8AQM9LWM0D4loKWxJek', '{"test": 2432232314}', new Date(1_614_265_330_000), [
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  ])
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
})

test('only the secret it was signed with verifies it', () => {
  const [secret, other] = [newSecret(), newSecret()]
  const headers = signedHeaders('019ab000-0000-7000-8000-000000000000', body, now(), [secret])
  expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body))
  expect(() => new Webhook(other).verify(body, headers)).toThrow('No matching signature')
})

test('nothing of it can be altered', () => {
  const secret = newSecret()
  const headers = signedHeaders('019ab000-0000-7000-8000-000000000000', body, now(), [secret])
  const verify =
    (text: string, changed: object = {}) =>
    () =>
      new Webhook(secret).verify(text, { ...headers, ...changed })
  expect(verify(body.replace('10', '11'))).toThrow()
  expect(verify(`${body} `)).toThrow()
  expect(verify(body, { 'webhook-id': 'another' })).toThrow()
  const earlier = String(Number(headers['webhook-timestamp']) - 1)
  expect(verify(body, { 'webhook-timestamp': earlier })).toThrow()
  expect(() => new Webhook(secret).verify(body, signedHeaders('a', body, new Date(0), [secret]))).toThrow('too old')
})

test('during a rotation either secret verifies it', () => {
  const [secret, old, other] = [newSecret(), newSecret(), newSecret()]
  const headers = signedHeaders('a', body, now(), [secret, old])
  for (const valid of [secret, old]) expect(new Webhook(valid).verify(body, headers)).toEqual(JSON.parse(body))
  expect(() => new Webhook(other).verify(body, headers)).toThrow()
})

test('secrets are long, and never the same', () => {
  const secrets = Array.from({ length: 100 }, newSecret)
  expect(new Set(secrets).size).toBe(100)
  for (const secret of secrets) expect(Buffer.from(secret.slice('whsec_'.length), 'base64')).toHaveLength(32)
})
