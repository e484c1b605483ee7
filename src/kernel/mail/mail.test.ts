import { afterAll, expect, test } from 'vitest'
import { openSmtp, type Received } from '#test/smtp'
import { openMailer } from './index.ts'

const smtp = await openSmtp()
afterAll(smtp.close)
const mailer = openMailer({
  smtpUrl: smtp.url,
  from: 'Visavis <visavis@exemple.fr>',
  publicUrl: 'https://visavis.exemple.fr:8443/',
})
const letter = {
  id: '0190a000-0000-7000-8000-000000000001',
  to: 'accueil@exemple.fr',
  subject: 'Appel manqué',
  text: 'Bonjour',
  html: '<p>Bonjour</p>',
}
const send = async (change: Partial<typeof letter>): Promise<Received> => {
  smtp.letters.length = 0
  await mailer.send({ ...letter, ...change })
  expect(smtp.letters).toHaveLength(1)
  return smtp.letters[0]!
}
const headers = ({ head }: Received) => head.split('\r\n')
const names = (received: Received) => headers(received).map((line) => line.slice(0, line.indexOf(':')).toLowerCase())

test('without a mail server, sending fails and says the mend', async () => {
  const none = openMailer({ from: 'visavis@exemple.fr', publicUrl: 'https://visavis.exemple.fr' })
  expect(none.configured).toBe(false)
  await expect(none.send(letter)).rejects.toThrow('SMTP_URL')
})

test('what the server refuses is not taken for sent', async () => {
  smtp.become('later')
  await expect(mailer.send(letter)).rejects.toThrow('451')
  smtp.become('accept')
})

test('a server that is not there is not taken for one that sent', async () => {
  const nowhere = openMailer({ smtpUrl: 'smtp://127.0.0.1:1', from: 'a@exemple.fr', publicUrl: 'https://exemple.fr' })
  await expect(nowhere.send(letter)).rejects.toThrow('ECONNREFUSED')
})

const breaks = ['\r\n', '\n', '\r', '\r\n\r\n']
test.each(breaks.map((cut) => [cut]))('no field of a letter writes a header of its own (%j)', async (cut) => {
  const change = {
    id: `${letter.id}>${cut}Bcc: voleur@exemple.fr${cut}X: <`,
    subject: `Appel${cut}Bcc: voleur@exemple.fr${cut}X-Mine: 1`,
    to: `"Accueil${cut}Bcc: voleur@exemple.fr" <accueil@exemple.fr>`,
    text: `.${cut}Bcc: voleur@exemple.fr`,
  }
  const plain = await send({})
  for (const [field, value] of Object.entries(change)) {
    const received = await send({ [field]: value })
    expect(received.to).toEqual(['accueil@exemple.fr'])
    expect(names(received)).toEqual(names(plain))
  }
})

test('a file or an address in a letter stays a text', async () => {
  const { raw } = await send({ text: 'file:///etc/hostname', html: '<img src="file:///etc/hostname">' })
  expect(raw).toContain('<img src="file:///etc/hostname">')
})

test('a letter carries its id, and tells robots not to answer', async () => {
  const received = await send({ subject: 'Appel manqué de 06 39 98 00 01' })
  expect(received.to).toEqual(['accueil@exemple.fr'])
  expect(headers(received)).toEqual(
    expect.arrayContaining([
      'From: Visavis <visavis@exemple.fr>',
      'To: accueil@exemple.fr',
      `Message-ID: <${letter.id}@visavis.exemple.fr>`,
      'Auto-Submitted: auto-generated',
      expect.stringMatching(/^Subject: =\?UTF-8\?/),
    ]),
  )
  expect(received.raw).toContain('Content-Type: text/plain')
  expect(received.raw).toContain('Content-Type: text/html')
})

test('the same letter sent twice is recognised as one', async () => {
  const [one, two] = [await send({}), await send({ text: 'Bonjour encore' })]
  expect(two.messageId).toBe(one.messageId)
})
