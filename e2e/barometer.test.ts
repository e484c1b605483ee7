import { expect, test } from 'vitest'
import { admin, founded, looksWell } from './founded.ts'
import { barriers, faultsOf } from './looks.ts'
import { becomes, choose, go } from './screen.ts'

/* Human resources ask the teams; a team of too few stays unseen. */

const { product, open } = await founded()
const page = await open()
const faults = faultsOf(page, product.url)
const post = async (path: string, data: object) =>
  (await (await page.request.post(path, { data })).json()) as { id: string }
let addresses: string[] = []

test('a company of two teams, and the questions of the four months', async () => {
  await page.request.post('/api/session', { data: admin })
  const site = await post('/api/sites', { name: 'Nantes', phone: '02 61 91 00 01' })
  for (const [name, people] of [
    ['Jour', 9],
    ['Nuit', 2],
  ] as const) {
    const team = await post('/api/teams', { name, siteId: site.id })
    for (let n = 0; n < people; n += 1) await post(`/api/teams/${team.id}/members`, { who: { name: `${name} ${n}` } })
  }
  await page.goto('/ecoute')
  await page.getByRole('button', { name: 'Nouveau questionnaire' }).first().click()
  await page.getByRole('radio', { name: 'Le point des quatre mois' }).check()
  await page.getByRole('button', { name: 'Commencer', exact: true }).click()
  await becomes(page, 'Le point des quatre mois')
  await page.getByRole('button', { name: 'Publier' }).click()
  await page.getByText('Version 1', { exact: true }).waitFor()
})

test('a wave is opened once the works council has been informed: one code each, shown once', async () => {
  await go(page, 'Baromètre')
  await page.getByRole('button', { name: 'Interroger l’équipe' }).first().click()
  const dialog = page.getByRole('dialog')
  await choose(page, 'Questionnaire', 'Le point des quatre mois')
  await dialog.getByRole('textbox', { name: 'Vague' }).fill('Automne')
  await dialog.getByRole('textbox', { name: 'Dernier jour' }).fill('31/12/2099')
  await dialog.getByRole('button', { name: 'Ouvrir la vague' }).click()
  await dialog.getByText('Dites quand le CSE a été informé, ou qu’il n’y en a pas.').waitFor()
  await dialog.getByRole('checkbox', { name: 'L’entreprise n’a pas de CSE' }).check()
  await dialog.getByRole('button', { name: 'Ouvrir la vague' }).click()
  await page.getByRole('heading', { name: 'Nantes · Jour' }).waitFor()
  addresses = await page.locator('main code').allInnerTexts()
  expect(addresses).toHaveLength(11)
  await looksWell(page, 'tickets', 2)
  await page.getByRole('button', { name: 'C’est fait' }).click()
  await page.getByRole('cell', { name: /Automne/ }).click()
  await page.getByText('Moins de cinq réponses : rien n’est encore dit.').waitFor()
})

test('somebody answers from their telephone; the code has then served', async () => {
  const phone = await page
    .context()
    .browser()!
    .newContext({ viewport: { width: 360, height: 740 }, locale: 'fr-FR' })
  const employee = await phone.newPage()
  await employee.goto(addresses[0]!)
  await employee.getByText('Vos réponses sont anonymes').waitFor()
  expect(await barriers(employee)).toEqual([])
  await employee
    .getByRole('group', { name: /Recommanderiez-vous/ })
    .getByRole('radio', { name: '8', exact: true })
    .check({ force: true })
  await employee
    .getByRole('group', { name: /On écoute ce que j’ai à dire/ })
    .getByRole('radio', { name: '2', exact: true })
    .check({ force: true })
  await employee.getByRole('button', { name: 'Envoyer' }).click()
  await employee.getByText('Merci. Les résultats de votre site vous seront présentés').waitFor()
  await employee.goto(addresses[0]!)
  await employee.getByText('Ce code a déjà servi.').waitFor()
  await phone.close()
  for (const [n, address] of addresses.slice(1).entries()) {
    const { versionId } = JSON.parse(
      /<script type="application\/json" id="data">(.*?)<\/script>/.exec(
        await (await page.request.get(address)).text(),
      )![1]!,
    ) as { versionId: string }
    await page.request.post(`${address}/answers`, {
      data: {
        submissionId: crypto.randomUUID(),
        versionId,
        language: 'fr',
        answers: { enps: (n * 3) % 11, heard: 1 + (n % 5) },
      },
    })
  }
})

test('results are read once it is closed: the team of two stays unseen, and with it what would give it away', async () => {
  await page.getByRole('button', { name: 'Clore « Automne » maintenant' }).click()
  await page.getByRole('button', { name: 'Clore pour de bon' }).click()
  await page
    .getByRole('row', { name: /Tout le monde/ })
    .first()
    .waitFor()
  const nuit = page.getByRole('row', { name: /^Nuit/ }).first()
  expect(await nuit.innerText()).toContain('protégé')
  expect(await page.getByRole('row', { name: /^Jour/ }).first().innerText()).toContain('protégé')
  await looksWell(page, 'wave')
  expect(faults).toEqual([])
})
