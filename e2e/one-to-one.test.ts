import { expect, test } from 'vitest'
import { admin, founded, looksWell, press } from './founded.ts'
import { becomes, choose, fill, go } from './screen.ts'

/* Somebody prepares their one-to-one, shows it, decides something with their manager; nobody else reads a word of it. */

const { open } = await founded()
const [manager, employee] = [await open(), await open()]
const post = async (path: string, data: object) => {
  const reply = await manager.request.post(path, { data })
  if (!reply.ok()) throw new Error(`${path}: ${await reply.text()}`)
  return (await reply.json()) as { id: string; link: string }
}

test('human resources set a cadence; each finds the talk that is planned', async () => {
  await manager.request.post('/api/session', { data: admin })
  const { link } = await post('/api/invitations', { email: 'marie@exemple.fr', role: 'adviser' })
  await employee.goto(link)
  await fill(employee, { 'Votre nom': 'Marie Exemple', 'Mot de passe': 'quatre girafes au port' })
  await press(employee, 'Rejoindre')
  await becomes(employee, 'Aujourd’hui')

  const site = await post('/api/sites', { name: 'Nantes', phone: '02 61 91 00 01' })
  const team = await post('/api/teams', { name: 'Accueil', siteId: site.id })
  const { others } = (await (await manager.request.get('/api/employees')).json()) as {
    others: { memberId: string; name: string }[]
  }
  for (const { memberId, name } of others)
    await post(`/api/teams/${team.id}/members`, { who: { memberId }, leads: name !== 'Marie Exemple' })
  await manager.goto('/entretiens')
  await choose(manager, 'Cadence de Accueil', 'toutes les 4 semaines')
  await manager.getByRole('cell', { name: /Marie Exemple/ }).waitFor()
  await looksWell(manager, 'cadences', 2)
})

test('what she prepares is hers until she shows it', async () => {
  await go(employee, 'Entretiens')
  expect(await employee.getByText('Cadence par équipe').count()).toBe(0)
  await employee.locator('tbody tr').first().click()
  await employee.getByRole('textbox', { name: 'Ce qui me plaît' }).fill('Le nouveau standard')
  await employee.getByRole('textbox', { name: 'Ce que je souhaite' }).fill('Apprendre la médiation')
  await press(employee, 'Enregistrer')
  await employee.getByText('C’est enregistré.').waitFor()
  await looksWell(employee, 'a one-to-one being prepared')

  await manager.getByRole('cell', { name: /Marie Exemple/ }).click()
  await becomes(manager, 'Entretien avec Marie Exemple')
  await manager.getByText('pas encore montrée').waitFor()
  expect(await manager.getByText('médiation').count()).toBe(0)

  await press(employee, 'Montrer à mon responsable')
  await employee.getByRole('button', { name: /^Montrer à / }).click()
  await employee.getByText('Montrée au responsable.').waitFor()
  await manager.getByText('Apprendre la médiation').waitFor() // by itself
})

test('they decide; it is to be done by a day, in the eyes of the two', async () => {
  await fill(manager, { 'Nous décidons': 'Inscription à la médiation' })
  await press(manager, 'Ajouter')
  await manager.getByRole('cell', { name: /^Inscription à la médiation/ }).waitFor()
  await employee.getByRole('cell', { name: /^Inscription à la médiation/ }).waitFor()
  await looksWell(manager, 'a one-to-one with a decision')
  await go(manager, 'À faire')
  await manager.getByRole('cell', { name: /^Inscription à la médiation/ }).waitFor()
  await go(employee, 'À faire')
  await employee.getByRole('cell', { name: /^Inscription à la médiation/ }).waitFor()
})
