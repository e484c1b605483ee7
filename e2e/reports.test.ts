import { afterAll, expect, test } from 'vitest'
import { openSmtp } from '#test/smtp'
import { admin, founded, looksWell, press } from './founded.ts'
import { becomes, choose, go } from './screen.ts'

/* The director of a network: which site answers less than the others, on a screen, on paper, and every Monday. */

const smtp = await openSmtp()
afterAll(smtp.close)
const { open } = await founded({ SMTP_URL: smtp.url })
const page = await open()
const make = async (path: string, data: object) =>
  ((await (await page.request.post(path, { data })).json()) as { id: string }).id

test('sites side by side, printed, and sent every week', async () => {
  await page.request.post('/api/session', { data: admin })
  const phones = { Lyon: '04 65 71 00 01', Tours: '02 61 91 00 01' }
  for (const [name, phone] of Object.entries(phones)) await make('/api/sites', { name, phone })
  for (const [name, phone] of Object.entries(phones))
    for (let n = 0; n < 24; n += 1)
      await make('/api/calls', {
        externalId: `${name} ${n}`,
        from: `06 39 98 ${String(10 + n)} 0${name === 'Lyon' ? 1 : 2}`,
        to: phone,
        status: name === 'Lyon' || n < 8 ? 'completed' : 'no-answer',
        talkSeconds: name === 'Lyon' || n < 8 ? 60 : null,
        startedAt: new Date(Date.now() - (n + 1) * 3_600_000).toISOString(),
      })

  await page.goto('/appels')
  await press(page, 'Vues')
  await page.getByRole('menuitem', { name: 'Comparer les sites' }).click()
  await becomes(page, 'Comparaison des sites')
  const tours = page.getByRole('row', { name: 'Tours' })
  await tours.getByText('décroche moins').waitFor()
  await page.getByText('Tours décroche moins que les autres sites.').waitFor()
  await looksWell(page, 'sites side by side', 2)
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'PDF' }).click()])
  expect(download.suggestedFilename()).toBe('sites.pdf')

  await page.getByRole('link', { name: 'Rapports par e-mail' }).click()
  await becomes(page, 'Rapports par e-mail')
  await choose(page, 'Rythme', 'chaque 1er du mois')
  await press(page, 'Recevoir')
  const sent = page.getByRole('table', { name: 'Rapports envoyés' }).getByRole('row', { name: 'Comparaison des sites' })
  await sent.getByText('chaque 1er du mois').waitFor()
  await press(page, 'Recevoir')
  await page.getByText('Ce rapport est déjà envoyé à cette personne.').waitFor()
  await looksWell(page, 'reports by mail', 2)
  await page.getByRole('button', { name: 'Ne plus envoyer : Comparaison des sites (moi)' }).click()
  await page.getByText('Aucun rapport n’est envoyé').waitFor()
  await press(page, 'Annuler')
  await sent.waitFor()

  await go(page, 'Appels')
  const row = page.getByRole('table', { name: 'Par campagne' })
  await row.waitFor()
  await page.goto('/appels/sites')
  await page.getByRole('button', { name: 'Tours' }).click()
  await becomes(page, 'Appels')
  expect(page.url()).toContain('siteId=')
})
