import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { admin, founded, looksWell } from './founded.ts'
import { barriers, faultsOf } from './looks.ts'
import { becomes, choose, drawer, go } from './screen.ts'

/* A customer, on a telephone, says what went wrong; the site calls back. */

const { product, open } = await founded()
const page = await open()
const faults = faultsOf(page, product.url)
/** A mark of the first question: the others have marks too. */
const mark = (on: Page, name: string) =>
  on.getByRole('group', { name: /Recommanderiez-vous|Would you recommend/ }).getByRole('radio', { name, exact: true })
const phone = await page
  .context()
  .browser()!
  .newContext({ viewport: { width: 360, height: 740 }, locale: 'fr-FR', hasTouch: true })
const customer = await phone.newPage()
afterAll(() => phone.close())
let address = ''

test('a questionnaire is begun from a template, changed beside its preview, and published', async () => {
  await page.request.post('/api/session', { data: admin })
  await page.request.post('/api/sites', { data: { name: 'Nantes', phone: '02 61 91 00 01' } })
  await page.goto('/ecoute')
  await becomes(page, 'Écoute')
  await page.getByRole('button', { name: 'Nouveau questionnaire' }).first().click()
  await page.getByRole('radio', { name: 'Votre avis sur notre échange' }).check()
  await page.getByRole('button', { name: 'Commencer', exact: true }).click()
  await becomes(page, 'Votre avis sur notre échange')
  const preview = page.frameLocator('iframe')
  await preview.getByText('Recommanderiez-vous Lyon à un proche ?').waitFor()
  await page.getByRole('button', { name: /^Votre demande est-elle réglée/ }).click()
  await page.getByLabel('Question', { exact: true }).fill('Avons-nous réglé votre demande ?')
  await preview.getByText('Avons-nous réglé votre demande ?').waitFor()
  await page.getByRole('switch', { name: /Rappeler les mécontents/ }).click()
  await page.getByText('Enregistré', { exact: true }).waitFor()
  await looksWell(page, 'editor', 2)
  await page.getByRole('button', { name: 'Publier' }).click()
  await page.getByText('Version 1', { exact: true }).waitFor()
})

test('an address is opened for a site, with its code to print', async () => {
  await page.getByRole('link', { name: 'Résultats' }).click()
  await page.getByText('Pas encore de réponse').waitFor()
  await drawer(page, 'Nouvelle adresse', { Nom: 'Comptoir' }, () => choose(page, 'Site', 'Nantes'))
  await page.getByRole('button', { name: 'Code QR' }).click()
  await page.locator('svg > title', { hasText: 'Code QR de « Comptoir »' }).waitFor({ state: 'attached' })
  address = await page.getByRole('group', { name: 'Comptoir' }).innerText()
})

test('what has been begun is still there when the page is opened again; what is missing is told', async () => {
  await customer.goto(address)
  await customer.getByText('Recommanderiez-vous Nantes à un proche ?').waitFor()
  await customer.getByRole('button', { name: 'Envoyer' }).click()
  await customer.getByText('Cette réponse est nécessaire.').waitFor()
  expect(await barriers(customer)).toEqual([])
  await mark(customer, '3').check({ force: true })
  await customer.getByRole('textbox', { name: 'Vous avez mis 3. Que s’est-il passé ?' }).fill('On ne m’a pas rappelée.')
  await customer.reload()
  expect(await customer.getByRole('textbox', { name: 'Vous avez mis 3. Que s’est-il passé ?' }).inputValue()).toBe(
    'On ne m’a pas rappelée.',
  )
  expect(await customer.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  for (const colorScheme of ['light', 'dark'] as const) {
    await customer.emulateMedia({ colorScheme })
    expect(await barriers(customer), colorScheme).toEqual([])
  }
})

test('without a network nothing is lost: the answer leaves by itself when it is back', async () => {
  await customer.getByRole('checkbox', { name: /J’accepte d’être rappelé/ }).check()
  await customer
    .getByRole('textbox', { name: 'Votre nom et un numéro ou une adresse' })
    .fill('Zoé Exemple, 06 39 98 00 12')
  await phone.setOffline(true)
  await customer.getByRole('button', { name: 'Envoyer' }).click()
  await customer.getByText('Le réseau ne répond pas.').waitFor()
  await phone.setOffline(false)
  await customer.getByText('Merci. Votre réponse est lue par les personnes').waitFor({ timeout: 30_000 })
  await customer.reload()
  expect(await mark(customer, '3').isChecked()).toBe(false)
})

test('by keyboard alone, in English', async () => {
  const other = await phone.newPage()
  await other.goto(address)
  await other.getByRole('button', { name: 'EN', exact: true }).click()
  await other.getByText('Would you recommend Nantes to a friend or relative?').waitFor()
  await mark(other, '0, not at all').focus()
  for (let times = 0; times < 9; times += 1) await other.keyboard.press('ArrowRight')
  expect(await mark(other, '9').isChecked()).toBe(true)
  await other.getByRole('button', { name: 'Send' }).focus()
  await other.keyboard.press('Enter')
  await other.getByText('Thank you. Your answer is read by the people').waitFor()
  await other.close()
})

test('the score tells how sure it is, and opens who said it', async () => {
  await page.reload()
  await page
    .getByText(/entre -\d+ et \d+, 2 réponses/)
    .first()
    .waitFor()
  await looksWell(page, 'results')
  await page.getByRole('link', { name: '3', exact: true }).first().click()
  await becomes(page, 'Réponses')
  await page.getByRole('cell', { name: /On ne m’a pas rappelée/ }).click()
  await becomes(page, 'Une réponse')
  await page.getByText('Zoé Exemple, 06 39 98 00 12').waitFor()
  await looksWell(page, 'answer', 2)
})

test('whoever was unhappy is somebody to call back, within two days of work', async () => {
  await go(page, 'À faire')
  await page.getByRole('cell', { name: /Client mécontent : 3 sur 10 Nantes/ }).click()
  await page.getByRole('link', { name: 'La réponse dont elle vient' }).click()
  await page.getByText('On ne m’a pas rappelée.').waitFor()
  expect(faults).toEqual([])
})
