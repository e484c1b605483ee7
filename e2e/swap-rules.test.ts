import { afterAll, expect, test } from 'vitest'
import { admin, founded, looksWell, press } from './founded.ts'
import { becomes, choose, fill } from './screen.ts'
import { openShop, ownNumber, supportNumber } from './shop.ts'

/* Several numbers on one page: each from its own group, or chosen by a rule. */

const [{ open }, shop] = await Promise.all([founded(), openShop()])
afterAll(() => shop.close())
const page = await open()
const visitor = await open()

const make = async <T = { id: string }>(path: string, data: object) =>
  (await (await page.request.post(path, { data })).json()) as T
const shownOn = async (selector: string) => (await visitor.textContent(selector))?.replaceAll(/\D/g, '')

test('two numbers of a page are lent from two groups', async () => {
  await page.request.post('/api/session', { data: admin })
  const { id: siteId } = await make('/api/sites', { name: 'Nantes', phone: ownNumber })
  await make('/api/pools', { siteId, name: 'Ventes', phones: ['04 65 71 20 01', '04 65 71 20 02'] })
  const campaign = await make('/api/campaigns', { name: 'Partenaires', medium: 'referral', channel: 'Referral' })
  await make('/api/numbers', {
    siteId,
    campaignId: campaign.id,
    phone: '01 99 00 77 77',
    label: 'Chez nos partenaires',
  })
  const { snippet } = await make<{ snippet: string }>('/api/websites', { siteId, host: shop.host })
  shop.paste(snippet)

  await page.goto('/numeros')
  await becomes(page, 'Numéros')
  await press(page, 'Ajouter un groupe')
  await fill(page, { 'Nom du groupe': 'Après-vente', 'Numéro remplacé sur les pages': supportNumber })
  await page.getByRole('textbox', { name: 'Numéros' }).fill('03 53 01 30 01\n03 53 01 30 02')
  await looksWell(page, 'a group for a second number')
  await page.getByRole('dialog').locator('button[type=submit]').click()
  await page.getByText('à la place du 02 61 91 00 99').waitFor()

  await visitor.goto(shop.url)
  await visitor.evaluate(() =>
    (window as unknown as { visavis: { consent(yes: boolean): void } }).visavis.consent(true),
  )
  await expect.poll(() => shownOn('#number')).toMatch(/^046571200/)
  await expect.poll(() => shownOn('#support')).toMatch(/^035301300/)
})

test('a rule comes before the groups, without consent too', async () => {
  await page.goto('/reglages/sites-web')
  await becomes(page, 'Sites web')
  await press(page, 'Numéros montrés')
  await press(page, 'Ajouter une règle')
  await press(page, 'Enregistrer')
  await page.getByText('Dites à quoi la règle s’applique.').waitFor()
  await fill(page, { 'Page (/devis) ou paramètre (utm_campaign=printemps)': '/tarifs' })
  await choose(page, 'Montrer', '01 99 00 77 77 · Chez nos partenaires')
  await looksWell(page, 'rules of the numbers shown')
  await press(page, 'Enregistrer')
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  const newcomer = await open()
  // What a website shows is kept for five seconds.
  await expect
    .poll(
      async () => {
        await newcomer.goto(`${shop.url}/tarifs`)
        await newcomer.waitForTimeout(500)
        return (await newcomer.textContent('#number'))?.replaceAll(/\D/g, '')
      },
      { timeout: 30_000 },
    )
    .toBe('0199007777')
  expect((await newcomer.textContent('#support'))?.replaceAll(/\D/g, '')).toBe(supportNumber.replaceAll(' ', ''))
})
