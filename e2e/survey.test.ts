import { afterAll, expect, test } from 'vitest'
import { decoded, openSmtp } from '#test/smtp'
import { admin, founded, looksWell } from './founded.ts'
import { barriers } from './looks.ts'
import { becomes, choose, fill } from './screen.ts'

/* From the lot to the answer: whom to ask, how sure it will be, the letter, an answer on a phone, who is missing. */

const smtp = await openSmtp()
afterAll(smtp.close)
const { product, open } = await founded({ SMTP_URL: smtp.url })
const page = await open()
const make = async (path: string, data: object) => {
  const reply = await page.request.post(path, { data })
  if (!reply.ok()) throw new Error(`${path}: ${await reply.text()}`)
  return (await reply.json()) as { id: string }
}

test('a survey is drawn, sent, answered on a phone, and tells who is missing', async () => {
  await page.request.post('/api/session', { data: admin })
  await make('/api/sites', { name: 'Lyon', phone: '04 65 71 00 01' })
  const phones = Array.from({ length: 12 }, (_, n) => `06 39 98 ${String(10 + n)} 01`)
  for (const [n, from] of phones.entries())
    await make('/api/calls', {
      externalId: `c${n}`,
      from,
      to: '04 65 71 00 01',
      status: n < 8 ? 'completed' : 'no-answer',
      talkSeconds: n < 8 ? 60 : null,
      startedAt: new Date(Date.now() - (n + 1) * 3_600_000).toISOString(),
    })
  const items = phones.map((phone, n) => ({ name: `Client ${n}`, email: `client${n}@exemple.fr`, phones: [phone] }))
  await make('/api/contacts', { items })
  const { id } = await make('/api/questionnaires', { name: 'Après', audience: 'customers', template: 'after-contact' })
  await make(`/api/questionnaires/${id}/versions`, {})

  await page.goto('/enquetes')
  await page.getByRole('button', { name: 'Nouvelle enquête' }).first().click()
  await becomes(page, 'Nouvelle enquête')
  await fill(page, { Nom: 'Printemps' })
  await choose(page, 'Questionnaire', 'Après')
  await fill(page, { 'Réponses voulues par site': '6', 'Taux de réponse attendu': '100' })
  await expect.poll(() => page.getByRole('row', { name: /Lyon/ }).innerText()).toMatch(/12 joignables[\s\S]*6 réponses/)
  await looksWell(page, 'a survey before it is sent', 2)
  expect(smtp.letters).toEqual([])
  await page.getByRole('button', { name: 'Tirer au sort et envoyer' }).click()
  await becomes(page, 'Printemps')
  await expect.poll(() => smtp.letters.length, { timeout: 30_000 }).toBe(6)

  const phone = await open()
  await phone.setViewportSize({ width: 360, height: 740 })
  const address = /href="([^"]+v=9)"/.exec(decoded(smtp.letters[0]!.raw).html)![1]!.replaceAll('&#38;', '&')
  await phone.goto(product.url + new URL(address).pathname + new URL(address).search)
  expect(await phone.getByRole('radio', { name: '9' }).isChecked()).toBe(true)
  expect(await barriers(phone)).toEqual([])
  await phone.getByRole('button', { name: 'Envoyer' }).click()
  await phone.getByText('Merci').first().waitFor()
  await expect
    .poll(async () => (await phone.goto(product.url + new URL(address).pathname))!.status(), { timeout: 30_000 })
    .toBe(410)
  await phone.getByText('Vous avez déjà répondu').waitFor()
  await phone.goto(`${product.url}${new URL(address).pathname}/opposition`)
  await phone.getByRole('button', { name: 'Ne plus m’écrire' }).click()
  await phone.getByText('C’est noté').waitFor()

  await page.reload()
  await page.getByText('1 / ').first().waitFor()
  await looksWell(page, 'a survey under way', 2)
})
