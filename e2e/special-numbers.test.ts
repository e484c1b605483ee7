import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { admin, founded, looksWell, press } from './founded.ts'
import { becomes, choose, fill } from './screen.ts'

/* A surcharged number, from its price to its sign. */

const { open } = await founded()
const page = await open()

const make = async (path: string, data: object) =>
  ((await (await page.request.post(path, { data })).json()) as { id: string }).id

test('a surcharged number asks for its price, and then shows what to print and to say', async () => {
  await page.request.post('/api/session', { data: admin })
  const siteId = await make('/api/sites', { name: 'Nantes', phone: '02 61 91 00 01' })
  const campaignId = await make('/api/campaigns', { name: 'Radio', medium: 'audio', channel: 'Radio' })
  await make('/api/numbers', { siteId, campaignId, phone: '0892 012 345', label: 'Spot du matin' })
  await make('/api/numbers', { siteId, campaignId, phone: '0800 012 345' })
  await page.goto('/numeros')
  await becomes(page, 'Numéros')
  await page.getByRole('link', { name: 'Numéros spéciaux' }).click()
  await becomes(page, 'Numéros spéciaux')
  await page.getByText('Prix à indiquer').waitFor()
  await looksWell(page, 'special numbers')

  await page.getByRole('button', { name: '0 892 012 345' }).click()
  await press(page, 'Ajouter un prix')
  await fill(page, { 'L’appelant paie par minute': '0,80', 'Vous recevez par minute': '0,30' })
  await choose(page, 'À quoi sert ce numéro', 'Réclamations')
  await looksWell(page, 'the price of a special number')
  await press(page, 'Enregistrer')
  await page.getByText('Service 0,80 € / min + prix appel').waitFor()
  await page.getByText('Usage à revoir').waitFor()

  await page.getByRole('button', { name: '0 892 012 345' }).click()
  await page.getByText('80 centimes par minute').waitFor()
  await looksWell(page, 'a special number')
  const sign = page.getByRole('link', { name: 'Télécharger la signalétique (SVG)' })
  const [download] = await Promise.all([page.waitForEvent('download'), sign.click()])
  expect(download.suggestedFilename()).toBe('0892012345.svg')
  expect(await readFile(await download.path(), 'utf8')).toContain('Service 0,80\u00a0€ / min + prix appel')
})
