import { expect, test } from 'vitest'
import { openIdentityProvider } from '#test/identity-provider'
import { admin, founded, looksWell, press } from './founded.ts'
import { becomes, fill } from './screen.ts'

/* Coming in with the company's account: a real OpenID Connect provider, set on the screen, then used. */

const { product, open } = await founded({ OUTGOING_ALLOW: '127.0.0.0/8', OUTGOING_PORTS: '1-65535' })
const provider = await openIdentityProvider(`${product.url}/connexion/retour`)
const [owner, here] = [await open(), await open()]

test('the owner adds the company’s provider, which is asked before it is taken', async () => {
  await owner.request.post('/api/session', { data: admin })
  await owner.goto('/reglages/authentification')
  await becomes(owner, 'Authentification')
  await press(owner, 'Ajouter')
  const form = owner.getByRole('dialog', { name: 'Nouvelle connexion unique' })
  await form.waitFor()
  expect(await form.getByRole('group', { name: 'Adresse de retour' }).textContent()).toBe(
    `${product.url}/connexion/retour`,
  )
  await fill(owner, {
    'Adresse du fournisseur (issuer)': `${provider.issuer}/ailleurs`,
    'Identifiant du client': provider.clientId,
    'Secret du client': provider.clientSecret,
    'Nom sur le bouton': 'Compte Exemple',
  })
  await looksWell(owner, 'a new provider')
  await form.locator('button[type=submit]').click()
  await form.waitFor({ state: 'detached' })
  await owner.getByText('Il n’y a pas de fournisseur OpenID Connect à cette adresse.').waitFor()
  await owner.getByRole('button', { name: 'Compte Exemple' }).click()
  await fill(owner, { 'Adresse du fournisseur (issuer)': provider.issuer })
  await owner.getByRole('dialog').locator('button[type=submit]').click()
  await owner.getByText('Pas proposée').waitFor({ state: 'detached' })
  await looksWell(owner, 'sign-in settings with a provider')
})

test('a stranger is told why they stay outside; once invited they come in, back to where they meant to go', async () => {
  provider.sitting({ sub: 'marie', email: 'marie@exemple.fr', email_verified: true, name: 'Marie Exemple' })
  await here.goto('/appels')
  await becomes(here, 'Se connecter')
  await looksWell(here, 'two ways in')
  await press(here, 'Continuer avec Compte Exemple')
  await becomes(here, 'Connexion impossible')
  await here.getByText('marie@exemple.fr n’a pas d’accès ici.', { exact: false }).waitFor()
  await looksWell(here, 'refused on coming back')

  await owner.request.post('/api/invitations', { data: { email: 'marie@exemple.fr', role: 'marketing' } })
  await here.goto('/appels')
  await press(here, 'Continuer avec Compte Exemple')
  await becomes(here, 'Appels')
  expect(new URL(here.url()).pathname).toBe('/appels')
  await here.goto('/compte')
  await becomes(here, 'Mon compte')
  await here.getByText('Vous êtes entré avec le compte de votre entreprise', { exact: false }).waitFor()
  await looksWell(here, 'my account, through a provider')
})

test('passwords become the owners’ only, and her session stays', async () => {
  await owner.goto('/reglages/authentification')
  await owner.getByLabel('Réserver le mot de passe aux propriétaires').check()
  await press(owner, 'Enregistrer')
  await owner.getByText('Authentification réglée.').waitFor()
  await here.goto('/appels')
  await becomes(here, 'Appels')
  await owner.getByRole('button', { name: 'Compte Exemple' }).click()
  const form = owner.getByRole('dialog', { name: 'Compte Exemple' })
  await press(owner, 'Retirer la connexion Compte Exemple')
  await press(owner, 'Retirer et fermer les sessions')
  await form.getByText('C’est la seule entrée de vos membres', { exact: false }).waitFor()
})
