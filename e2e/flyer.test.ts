import { expect, test } from 'vitest'
import { admin, founded, looksWell, press } from './founded.ts'
import { becomes, choose, drawer, go } from './screen.ts'

/* The marketing manager: two flyers are printed; a month later one of them is printed again. */

const { open } = await founded()
const page = await open()
const make = async (path: string, data: object) =>
  ((await (await page.request.post(path, { data })).json()) as { id: string }).id
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)
const flyers = { 'Dépliant vert': '01 99 00 12 34', 'Dépliant bleu': '01 99 00 56 78' }

test('two flyers get a number each', async () => {
  await page.request.post('/api/session', { data: admin })
  await make('/api/sites', { name: 'Nantes', phone: '02 61 91 00 01' })
  await page.goto('/campagnes')
  await becomes(page, 'Campagnes')
  for (const name of Object.keys(flyers)) {
    await drawer(page, 'Ajouter une campagne', { Campagne: name, Coût: '300' }, () =>
      choose(page, 'Support', 'Imprimé'),
    )
    await page.getByRole('cell', { name }).waitFor()
  }
  await go(page, 'Numéros')
  for (const [name, number] of Object.entries(flyers)) {
    await drawer(page, 'Ajouter un numéro', { Numéro: number, 'Où il figure': 'au dos' }, () =>
      choose(page, 'Campagne', name),
    )
    await page.getByRole('cell', { name }).waitFor()
  }
})

test('a month of calls and sales says which one brings customers, and by how much', async () => {
  const call = (externalId: string, to: string, from: string, days: number, isAnswered: boolean) =>
    make('/api/calls', {
      externalId,
      to,
      from,
      status: isAnswered ? 'completed' : 'no-answer',
      talkSeconds: isAnswered ? 240 : null,
      startedAt: daysAgo(days).toISOString(),
    })
  for (let n = 0; n < 24; n += 1) {
    const two = String(10 + n)
    await call(`vert ${n}`, flyers['Dépliant vert'], `06 39 98 ${two} 01`, 2 + n, n % 4 !== 0)
    if (n % 3 === 0) await call(`bleu ${n}`, flyers['Dépliant bleu'], `06 39 98 ${two} 02`, 2 + n, true)
  }
  const sale = (reference: string, phone: string, amountCents: number) => ({
    reference,
    soldOn: daysAgo(1).toISOString().slice(0, 10),
    amountCents,
    customer: { name: `Client ${reference}`, phones: [phone] },
  })
  await make('/api/sales', {
    items: [
      sale('F1', '06 39 98 11 01', 40_000),
      sale('F2', '06 39 98 12 01', 35_000),
      sale('F3', '06 39 98 10 02', 9000),
    ],
  })

  await page.goto('/appels')
  await becomes(page, 'Appels')
  const group = (name: string) => page.getByRole('table', { name: 'Par campagne' }).getByRole('row', { name })
  await group('Dépliant vert').getByText('2 ventes').waitFor()
  await group('Dépliant vert').getByText('24 appelants').waitFor()
  await group('Dépliant bleu').getByText('1 vente').waitFor()
  await looksWell(page, 'two flyers side by side')

  // Whether the one is better answered is another matter than whether it brings more.
  await group('Dépliant vert').getByRole('button').click()
  await page.getByRole('button', { name: 'Retirer le filtre : Dépliant vert' }).waitFor()
  await press(page, 'comparer')
  await page.getByRole('menuitem', { name: 'avec les jours d’avant' }).click()
  await page.getByText('trop peu pour comparer').first().waitFor()
})

test('the decision is kept: a view under a name, on paper, and every month by mail', async () => {
  await press(page, 'Vues')
  await page.getByRole('menuitem', { name: 'Garder cette vue…' }).click()
  await page.getByRole('textbox', { name: 'Nom de la vue' }).fill('Dépliant vert, à réimprimer')
  await page.getByRole('dialog').getByRole('button', { name: 'Garder', exact: true }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const [printed] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'PDF' }).click()])
  expect(printed.suggestedFilename()).toBe('appels.pdf')
  await press(page, 'Vues')
  await page.getByRole('menuitem', { name: 'Rapports par e-mail…' }).click()
  await becomes(page, 'Rapports par e-mail')
  await choose(page, 'Rapport', 'Dépliant vert, à réimprimer')
  await choose(page, 'Rythme', 'chaque 1er du mois')
  await press(page, 'Recevoir')
  await page
    .getByRole('table', { name: 'Rapports envoyés' })
    .getByRole('row', { name: 'Dépliant vert, à réimprimer' })
    .getByText('chaque 1er du mois')
    .waitFor()
})
