import { expect, test } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { admin, founded, looksWell, press } from './founded.ts'
import { becomes, choose, go } from './screen.ts'

/* The marketing manager: from calls to what a campaign returns, with the company's own files. */

const { open } = await founded()
const page = await open()
const make = async (path: string, data: object) =>
  ((await (await page.request.post(path, { data })).json()) as { id: string }).id
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)
const day = (days: number) => daysAgo(days).toISOString().slice(0, 10)

async function give(kind: string, name: string, buffer: Buffer) {
  await press(page, 'Donner un fichier')
  if (kind !== 'Clients') await choose(page, 'Ce qu’il contient', kind)
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
  await press(page, 'Voir ses colonnes')
  await page.getByRole('dialog').getByRole('button', { name: 'Importer', exact: true }).waitFor()
}
const begin = async () => {
  await page.getByRole('dialog').getByRole('button', { name: 'Importer', exact: true }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}
const row = (name: string) => page.getByRole('table', { name: 'Importer' }).getByRole('row', { name })

test('customers, sales and costs come in as files; the campaign says what it returns', async () => {
  await page.request.post('/api/session', { data: admin })
  const siteId = await make('/api/sites', { name: 'Nantes', phone: '02 61 91 00 01' })
  const campaignId = await make('/api/campaigns', { name: 'Dépliant', medium: 'print', channel: 'Print' })
  await make('/api/numbers', { siteId, campaignId, phone: '01 99 00 12 34' })
  const call = (externalId: string, from: string) =>
    make('/api/calls', {
      externalId,
      from,
      to: '01 99 00 12 34',
      status: 'no-answer',
      startedAt: daysAgo(5).toISOString(),
    })
  await call('a', '06 39 98 00 01')
  await call('b', '06 39 98 00 02')

  await page.goto('/importer')
  await becomes(page, 'Importer')
  const heads = ['Code client', 'Nom', 'Prénom', 'Téléphone'].map((value) => ({ value }))
  const customers = await writeXlsxFile([
    heads,
    [{ value: 'C1' }, { value: 'Noël' }, { value: 'Élodie' }, { value: 639980001 }],
    [{ value: 'C2' }, { value: 'Durand' }, { value: 'Luc' }, { value: 12 }],
  ]).toBuffer()
  await give('Clients', 'clients.xlsx', customers)
  await page.getByRole('table', { name: 'Premières lignes' }).getByText('Élodie').waitFor()
  await looksWell(page, 'columns of a file')
  await begin()
  await row('clients.xlsx').getByText('1 refusée').waitFor()

  await give('Ventes', 'ventes.csv', Buffer.from(`Facture;Date;Montant;Code client\nF1;${day(3)};450,00;C1\n`))
  await begin()
  await row('ventes.csv').getByText('terminé').waitFor()
  await give('Coûts des campagnes', 'couts.csv', Buffer.from(`Campagne;Jour;Coût\nDépliant;${day(5)};150\n`))
  await begin()
  await row('couts.csv').getByText('terminé').waitFor()
  await looksWell(page, 'imports')

  await go(page, 'Appels')
  const group = page.getByRole('table', { name: 'Par campagne' }).getByRole('row', { name: 'Dépliant' })
  await group.getByText('3 € pour 1 €').waitFor()
  await group.getByText('1 vente').waitFor()
  await group.getByText('1 nouveau client').waitFor()
  await looksWell(page, 'calls with their value')
  await page.getByRole('link', { name: /^Valeur/ }).click()
  await page.getByRole('button', { name: 'Retirer le filtre : suivis d’une vente' }).waitFor()
  // The list shows what it showed before until the narrower one is read.
  await page.getByRole('row', { name: 'Élodie Noël' }).getByRole('button').click()
  await becomes(page, 'Appel : Élodie Noël')
  await page.getByRole('link', { name: 'Élodie Noël' }).click()
  await becomes(page, 'Élodie Noël')
  expect(await page.getByRole('table', { name: 'Derniers achats' }).getByRole('row').count()).toBe(2)
})
