import { afterAll, expect, test } from 'vitest'
import { openReceiver } from '#test/receiver'
import { admin, founded, looksWell, press } from './founded.ts'
import { faultsOf } from './looks.ts'
import { becomes, choose, drawer, fill, go, toList } from './screen.ts'

/* What the house does by itself, set on its screens: a rule opens a task, a webhook tells another program. */

const receiver = await openReceiver()
const { product, open } = await founded({ OUTGOING_ALLOW: '127.0.0.0/8', OUTGOING_PORTS: '1-65535' })
afterAll(receiver.close)
const page = await open()
const faults = faultsOf(page, product.url)

const ask = (path: string, data?: object) => page.request.fetch(path, { method: data ? 'POST' : 'GET', data })
const aCall = (n: number) =>
  ask('/api/calls', {
    externalId: `appel-${n}`,
    to: '02 61 91 00 01',
    from: `06 39 98 00 0${n}`,
    status: 'no-answer',
    startedAt: new Date().toISOString(),
  })

test('a rule is made from a template, tried on what happened, then put to work', async () => {
  await ask('/api/session', admin)
  await ask('/api/sites', { name: 'Nantes', phone: '02 61 91 00 01' })
  expect((await aCall(1)).status()).toBe(201)
  await page.goto('/reglages/regles')
  await becomes(page, 'Règles')
  await page.getByRole('link', { name: 'Nouvelle règle' }).click()
  await becomes(page, 'Nouvelle règle')
  await looksWell(page, 'templates of rules')
  await page.getByRole('button', { name: 'Rappeler un nouvel appelant manqué' }).click()
  await press(page, 'Essayer')
  await page.getByText('Déclenchée 1 fois').waitFor()
  await looksWell(page, 'a new rule, tried')

  await fill(page, { Objet: '' })
  faults.splice(0)
  await press(page, 'Créer et mettre en marche')
  await page.getByText('Voyez ce qui est signalé en rouge.').waitFor()
  expect(faults.splice(0).filter((fault) => !fault.includes('400 (Bad Request)'))).toEqual([])
  await fill(page, { Objet: 'Rappeler {{ caller }}' })
  await press(page, 'Créer et mettre en marche')
  await becomes(page, 'Rappeler un nouvel appelant manqué')
  await page.getByText('Pas encore déclenchée').waitFor()
})

test('a missed call opens a task, which is given to somebody and done', async () => {
  expect((await aCall(2)).status()).toBe(201)
  await page.getByText('fait', { exact: true }).waitFor()
  await looksWell(page, 'a rule that fired')

  await go(page, 'À faire')
  await page.getByText('Rappeler 06 39 98 00 02').click()
  await choose(page, 'Pour', 'camille')
  await page.getByText('Confiée à camille').waitFor()
  await looksWell(page, 'a task')
  await press(page, 'C’est fait')
  await page.getByText('Tâche close.').waitFor()
  await page.getByText('Rien à faire').waitFor()
  await press(page, 'Fait')
  await page.getByText('Rappeler 06 39 98 00 02').waitFor()
})

test('a task and a tag are put on a call from its page', async () => {
  await go(page, 'Appels')
  await page.getByText('06 39 98 00 01').first().click()
  await becomes(page, 'Appel : 06 39 98 00 01')
  await page.getByRole('combobox', { name: 'Étiquettes' }).fill('devis')
  await page.keyboard.press('Enter')
  await drawer(page, 'Nouvelle tâche', { Tâche: 'Envoyer le devis' })
  await page.reload()
  await page.getByText('devis', { exact: true }).waitFor()
  await go(page, 'Appels')
  await page.getByText('06 39 98 00 02').first().waitFor()
  await press(page, 'Toutes les étiquettes')
  await page.getByRole('menuitem', { name: 'devis' }).click()
  await page.getByText('06 39 98 00 02').waitFor({ state: 'detached' })
  await page.getByText('06 39 98 00 01').first().waitFor()
  await looksWell(page, 'calls of a tag')
  await go(page, 'À faire')
  await page.getByText('Envoyer le devis').waitFor()
})

test('a webhook is told; what it was told is in its log and can be sent again', async () => {
  await go(page, 'Réglages', 'Webhooks')
  await press(page, 'Nouveau webhook')
  await fill(page, { 'Adresse du receveur': receiver.url, 'À quoi il sert': 'CRM' })
  await page.getByLabel('Appel suivi').check()
  await page.locator('button[type=submit]').click()
  expect(await page.getByRole('group', { name: 'Secret du webhook' }).textContent()).toMatch(/^whsec_/)
  await press(page, 'C’est copié')
  await page.getByRole('button', { name: /^CRM/ }).click()
  await becomes(page, 'CRM')
  await press(page, 'Essayer')
  await page.getByText('Arrivé', { exact: true }).waitFor()
  expect((await aCall(3)).status()).toBe(201)
  await expect.poll(() => receiver.heard.length, { timeout: 30_000 }).toBeGreaterThan(1)
  await looksWell(page, 'a webhook')
  await page
    .getByRole('button', { name: /^Appel suivi/ })
    .first()
    .click()
  await page.getByText('"call.tracked"').waitFor()
  await looksWell(page, 'a message')
  const before = receiver.heard.length
  await press(page, 'Renvoyer')
  await expect.poll(() => receiver.heard.length, { timeout: 30_000 }).toBeGreaterThan(before)
  await page.keyboard.press('Escape')
  await press(page, 'Arrêter')
  await page.getByText('Arrêté', { exact: true }).waitFor()
  expect(await toList(page, 'h1')).toEqual(['CRM'])
})
