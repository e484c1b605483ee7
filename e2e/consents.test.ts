import { expect, test } from 'vitest'
import { admin, founded, looksWell, press } from './founded.ts'
import { becomes, choose, fill } from './screen.ts'

/* What somebody said yes to, with the text that was read and the form that was signed. */

const { open } = await founded()
const page = await open()
const drawer = page.getByRole('dialog')

test('a text is kept word by word', async () => {
  await page.request.post('/api/session', { data: admin })
  await page.goto('/reglages/donnees-personnelles')
  await becomes(page, 'Données personnelles')
  await press(page, 'Ajouter un texte')
  await fill(page, { Version: '2026-11', 'Texte lu, mot à mot': 'J’accepte de recevoir des SMS.' })
  await choose(page, 'Pour quoi', 'SMS')
  await page.getByRole('textbox', { name: 'Version' }).click()
  await looksWell(page, 'a consent text')
  await press(page, 'Garder ce texte')
  await drawer.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '2026-11 SMS' }).waitFor()
})

test('a yes is recorded with its proof, which is downloaded and never opened', async () => {
  await page.getByLabel('Son numéro de téléphone').fill('06 39 98 00 01')
  await press(page, 'Voir ce qui est gardé')
  await press(page, 'Enregistrer un consentement')
  await choose(page, 'Texte lu', '2026-11')
  await choose(page, 'Pour quoi', 'SMS')
  await fill(page, { Où: 'Salon de Nantes' })
  const form = { name: 'accord.txt', mimeType: 'text/plain', buffer: Buffer.from('Je dis oui.') }
  await page.locator('input[type=file]').setInputFiles(form)
  await looksWell(page, 'recording a consent')
  await press(page, 'Enregistrer')
  await page.getByText('A dit oui à « SMS »').waitFor()
  await looksWell(page, 'somebody’s consents')
  const proof = page.getByRole('link', { name: 'Preuve : accord.txt' })
  const [download] = await Promise.all([page.waitForEvent('download'), proof.click()])
  expect(download.suggestedFilename()).toBe('accord.txt')
})
