import { createServer as createHttp } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { createServer } from 'node:net'
import { generate } from 'selfsigned'
import { SMTPServer } from 'smtp-server'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { openSmtp } from '#test/smtp'
import { checkMail, sendTestLetter } from './mail.ts'
import { checkCertificate, checkHttps, checkReachable } from './public-address.ts'

async function listen(server: Server): Promise<number> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}
const certificate = (name: string, days: number) =>
  generate([{ name: 'commonName', value: name }], {
    notAfterDate: new Date(Date.now() + days * 86_400_000),
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
  })
const answer = (says: string) => (_: unknown, reply: { end: (text: string) => void }) =>
  reply.end(JSON.stringify({ servers: [{ url: says }] }))

const smtp = await openSmtp()
afterAll(smtp.close)

test('a mail server that is not there, does not know us or does not encrypt is told, without the password', async () => {
  expect(await checkMail({})).toMatchObject({ state: 'attention', reason: 'none' })
  expect(await checkMail({ smtpUrl: 'smtp://127.0.0.1:1' })).toMatchObject({
    reason: 'unreached',
    params: { code: 'ECONNREFUSED' },
  })
  expect(await checkMail({ smtpUrl: 'smtp://absent.invalid' })).toMatchObject({
    state: 'fault',
    params: { host: 'absent.invalid' },
  })
  const strict = new SMTPServer({
    authOptional: false,
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    onAuth: (_, __, done) => done(new Error('no')),
  })
  const port = await listen(strict.server)
  const refused = await checkMail({ smtpUrl: `smtp://me:hunter2@127.0.0.1:${port}` })
  expect(refused).toMatchObject({ state: 'fault', reason: 'credentials' })
  expect(JSON.stringify(refused)).not.toContain('hunter2')
  expect(await checkMail({ smtpUrl: `smtps://127.0.0.1:${port}` })).toMatchObject({ state: 'fault' })
  const { private: key, cert } = await certificate('mail.exemple.fr', 30)
  const encrypted = new SMTPServer({ key, cert, secure: true, authOptional: true })
  encrypted.on('error', () => {}) // callers who do not trust it
  const secure = await listen(encrypted.server)
  expect(await checkMail({ smtpUrl: `smtps://127.0.0.1:${secure}` })).toMatchObject({ state: 'fault', reason: 'tls' })
})

test('a mail server that is there is connected to, and gets a letter only when asked to', async () => {
  const config = {
    smtpUrl: smtp.url,
    mailFrom: 'Visavis <visavis@exemple.fr>',
    publicUrl: 'https://visavis.exemple.fr',
  }
  expect(await checkMail(config)).toMatchObject({ state: 'ok' })
  expect(smtp.letters).toEqual([])
  expect(await sendTestLetter(config, 'admin@exemple.fr', 'fr')).toMatchObject({ state: 'ok' })
  expect(smtp.letters.map(({ to }) => to)).toEqual([['admin@exemple.fr']])
  smtp.become('later')
  expect(await sendTestLetter(config, 'admin@exemple.fr', 'fr')).toMatchObject({
    state: 'fault',
    params: { code: '451' },
  })
})

test.each([
  ['http://visavis.exemple.fr', 'fault'],
  ['http://192.168.1.4:4600', 'fault'],
  ['http://localhost:4600', 'attention'],
  ['http://127.0.0.1:4600', 'attention'],
  ['https://visavis.exemple.fr', 'ok'],
])('%s is %s', (address, state) => expect(checkHttps(address)).toMatchObject({ state }))

test('a certificate that has ended, ends, is another’s or nobody’s is told', async () => {
  const { private: key, cert } = await certificate('localhost', 30)
  const port = await listen(createHttps({ key, cert }))
  const address = `https://localhost:${port}`
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
  expect(await checkCertificate(address, inDays(31))).toMatchObject({ state: 'fault', reason: 'expired' })
  expect(await checkCertificate(address)).toMatchObject({
    reason: 'untrusted',
    params: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
  })
  expect(await checkCertificate(address, inDays(20), [cert])).toMatchObject({
    state: 'attention',
    reason: 'ending',
    params: { days: 9 },
  })
  expect(await checkCertificate(address, new Date(), [cert])).toMatchObject({ state: 'ok', params: { days: 29 } })
  expect(await checkCertificate(`https://127.0.0.1:${port}`, new Date(), [cert])).toMatchObject({
    state: 'fault',
    reason: 'untrusted',
    params: { code: expect.stringContaining('ALTNAME') as string },
  })
  expect(await checkCertificate(`https://127.0.0.1:1`)).toMatchObject({ reason: 'unreached' })
  const plain = await listen(createServer((line) => line.end('no TLS here')))
  expect(await checkCertificate(`https://127.0.0.1:${plain}`)).toMatchObject({ reason: 'unreached' })
  expect(await checkCertificate('http://localhost')).toBeUndefined()
})

test('an address where nobody, somebody else or another name answers is told', async () => {
  const look = async (url: string) => (await checkReachable(url)).finding
  expect(await look(`http://127.0.0.1:${await freePort()}`)).toMatchObject({
    state: 'fault',
    reason: 'unreached',
    params: { code: 'ECONNREFUSED' },
  })
  const other = await listen(createHttp((_, reply) => reply.end('<h1>It works!</h1>')))
  expect(await look(`http://127.0.0.1:${other}`)).toMatchObject({
    state: 'fault',
    reason: 'another',
    params: { status: 200 },
  })
  const named = await listen(createHttp(answer('https://visavis.exemple.fr')))
  expect(await look(`http://127.0.0.1:${named}`)).toMatchObject({
    reason: 'differs',
    params: { says: 'https://visavis.exemple.fr' },
  })
  const server = createHttp()
  const port = await listen(server)
  server.on('request', answer(`http://127.0.0.1:${port}`))
  const { finding, clock } = await checkReachable(`http://127.0.0.1:${port}`)
  expect(finding).toMatchObject({ state: 'ok' })
  expect(Math.abs(clock!.getTime() - Date.now())).toBeLessThan(5000)
})
