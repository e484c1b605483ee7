import type { Page } from 'playwright-core'
import { Secret, TOTP } from 'otpauth'
import { afterAll, expect, test } from 'vitest'
import { decoded, openSmtp } from '#test/smtp'
import { admin, founded, looksWell, press } from './founded.ts'
import { becomes, choose, drawer, fill, go } from './screen.ts'

/* One person's access from the invitation to its end, told once and in order. */

const marie = { email: 'marie@exemple.fr', password: 'quatre girafes au port' }
const mail = await openSmtp()
const { open } = await founded({ SMTP_URL: mail.url })
afterAll(mail.close)
const [chief, here] = [await open(), await open()]

const copied = (page: Page, label: string) =>
  page
    .getByRole('group', { name: label })
    .textContent()
    .then((text) => text ?? '')
/** What the telephone shows, the next half-minute's if this one's was used. */
const shown = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 })
const signIn = async (page: Page, { email, password }: typeof admin) => {
  await page.goto('/connexion')
  await fill(page, { 'Adresse e-mail': email, 'Mot de passe': password })
  await press(page, 'Se connecter')
}

/** Reads the key under the QR code, proves it and keeps the recovery codes. */
async function takeTelephone(page: Page) {
  await page.getByText('Code QR pour votre application de codes').waitFor({ state: 'attached' })
  const prove = () => page.locator('button[type=submit]', { hasText: 'Activer' }).click()
  const secret = (await copied(page, 'Clé à copier')).replaceAll(' ', '')
  await fill(page, { Code: '000000' })
  await prove()
  await page.getByText('Ce code n’est pas le bon.').waitFor()
  await fill(page, { Code: shown(secret) })
  await prove()
  const codes = (await copied(page, 'Codes de secours')).split('\n')
  expect(codes).toHaveLength(10)
  await press(page, 'Je les ai gardés')
  return { secret, codes }
}

test('the administrator turns two-step sign-in on, then requires it of everybody', async () => {
  await signIn(chief, admin)
  await becomes(chief, 'Aujourd’hui')
  await go(chief, 'Réglages', 'Authentification')
  await looksWell(chief, 'sign-in settings')
  await chief.getByLabel('Demander la double authentification à tous').check()
  await press(chief, 'Enregistrer')
  await chief.getByText('Activez d’abord la double authentification dans Mon compte').waitFor()

  await chief.getByRole('button', { name: 'camille' }).click()
  await chief.getByRole('link', { name: 'Mon compte' }).click()
  await becomes(chief, 'Mon compte')
  await looksWell(chief, 'my account')
  await press(chief, 'Activer')
  await fill(chief, { 'Mot de passe actuel': 'une autre phrase longue' })
  await press(chief, 'Continuer')
  await chief.getByText('Ce mot de passe n’est pas le vôtre.').waitFor()
  await fill(chief, { 'Mot de passe actuel': admin.password })
  await press(chief, 'Continuer')
  await takeTelephone(chief)
  await chief.getByText('10 codes de secours restent.').waitFor()
  await looksWell(chief, 'my account, guarded')

  await go(chief, 'Réglages', 'Authentification')
  await chief.getByLabel('Demander la double authentification à tous').check()
  await press(chief, 'Enregistrer')
  await chief.getByText('Authentification réglée.').waitFor()
})

let telephone: { secret: string; codes: string[] }

test('an invitation by mail gives a password, then a telephone, then the way in', async () => {
  await go(chief, 'Réglages', 'Accès')
  await drawer(chief, 'Inviter', { 'Adresse e-mail': marie.email }, () => choose(chief, 'Rôle', 'Conseil'))
  const letter = () => mail.letters.find(({ to }) => to.includes(marie.email))
  await expect.poll(letter, { timeout: 30_000 }).toBeDefined()
  const link = /http:\S+\/invitation\/[\w-]{43}/.exec(decoded(letter()!.raw).plain)![0]

  await here.goto(link)
  await fill(here, { 'Votre nom': 'Marie Exemple', 'Mot de passe': marie.password })
  await press(here, 'Rejoindre')
  await becomes(here, 'Double authentification')
  await looksWell(here, 'two-step sign-in on the way in')
  telephone = await takeTelephone(here)
  await becomes(here, 'Aujourd’hui')
})

test('from then on a password alone stays at the door', async () => {
  const elsewhere = await open()
  await signIn(elsewhere, marie)
  await becomes(elsewhere, 'Votre code')
  await looksWell(elsewhere, 'code')
  await elsewhere.goto('/')
  await becomes(elsewhere, 'Se connecter')

  await signIn(elsewhere, marie)
  await becomes(elsewhere, 'Votre code')
  await fill(elsewhere, { Code: '123456' })
  await press(elsewhere, 'Entrer')
  await elsewhere.getByText('Ce code n’est pas le bon.').waitFor()
  await fill(elsewhere, { Code: shown(telephone.secret, 1) })
  await press(elsewhere, 'Entrer')
  await becomes(elsewhere, 'Aujourd’hui')

  const lost = await open()
  await signIn(lost, marie)
  await becomes(lost, 'Votre code')
  await fill(lost, { Code: telephone.codes[0]!.toLowerCase() })
  await press(lost, 'Entrer')
  await becomes(lost, 'Aujourd’hui')
  await lost.goto('/compte')
  await lost.getByText('9 codes de secours restent.').waitFor()
  expect(await lost.getByRole('button', { name: 'Désactiver', exact: true }).count()).toBe(0)
})

test('she closes her other sessions from where she is', async () => {
  await here.goto('/compte')
  await becomes(here, 'Mon compte')
  await press(here, 'Fermer toutes les autres')
  await here.getByText('2 sessions fermées.').waitFor()
  await expect.poll(() => here.getByRole('button', { name: /^Fermer la session/ }).count()).toBe(0)
})

test('her sessions end from the administrator’s screen, then her access; nothing opens any more', async () => {
  await here.goto('/')
  await becomes(here, 'Aujourd’hui')
  await chief.reload()
  await chief.getByText('Marie Exemple').click()
  await looksWell(chief, 'a member', 2)
  await press(chief, 'Fermer les sessions de Marie Exemple')
  await chief.getByText('1 session fermée.').waitFor()
  await here.reload()
  await becomes(here, 'Se connecter')

  await press(chief, 'Retirer l’accès de Marie Exemple')
  await press(chief, 'Retirer pour de bon')
  await expect.poll(() => chief.getByText('Marie Exemple').count()).toBe(0)
  await signIn(here, marie)
  await becomes(here, 'Votre code')
  await fill(here, { Code: telephone.codes[1]! })
  await press(here, 'Entrer')
  await here.getByText('Cette adresse n’a plus accès à aucune organisation.').waitFor()
})
