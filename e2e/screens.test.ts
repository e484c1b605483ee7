import { expect, test } from 'vitest'
import { aCompany } from '#test/company'
import type { Client } from '#test/server'
import { admin, founded } from './founded.ts'
import { barriers, checkLooks, faultsOf } from './looks.ts'
import { becomes, choose, fill } from './screen.ts'

const { product, open } = await founded()
const page = await open()
const faults = faultsOf(page, product.url)

const owner: Client = (path, { method, body } = {}) =>
  page.request
    .fetch(path, { method: method ?? (body === undefined ? 'GET' : 'POST'), data: body })
    .then(async (reply) => new Response(await reply.text(), { status: reply.status() }))

const settings = {
  '/reglages/sites': 'Sites',
  '/reglages/equipes': 'Équipes',
  '/reglages/sites-web': 'Sites web',
  '/reglages/telephonie': 'Téléphonie',
  '/reglages/attribution': 'Attribution',
  '/reglages/qualification': 'Qualification',
  '/reglages/regies': 'Régies publicitaires',
  '/reglages/alertes': 'Alertes',
  '/reglages/arrivees': 'Arrivées',
  '/reglages/regles': 'Règles',
  '/reglages/webhooks': 'Webhooks',
  '/reglages/acces': 'Accès',
  '/reglages/authentification': 'Authentification',
  '/reglages/donnees-personnelles': 'Données personnelles',
  '/reglages/journal': 'Journal d’audit',
  '/reglages/cles-api': 'Programmes et clés',
}
const screens = Object.entries({
  '/': 'Aujourd’hui',
  '/appels': 'Appels',
  '/appels/sites': 'Comparaison des sites',
  '/appels/rapports': 'Rapports par e-mail',
  '/clients': 'Clients',
  '/entretiens': 'Entretiens',
  '/barometre': 'Baromètre',
  '/miroir': 'Miroir',
  '/charte': 'Charte des attentions',
  '/campagnes': 'Campagnes',
  '/ecoute': 'Écoute',
  '/ecoute/reponses': 'Réponses',
  '/enquetes': 'Enquêtes',
  '/enquetes/nouvelle': 'Nouvelle enquête',
  '/importer': 'Importer',
  '/numeros': 'Numéros',
  '/numeros/speciaux': 'Numéros spéciaux',
  '/a-faire': 'À faire',
  '/compte': 'Mon compte',
  ...settings,
})

async function see(path: string, title: string) {
  await page.goto(path)
  await becomes(page, title)
  await expect.poll(() => page.getByLabel('Lecture en cours').count(), { timeout: 30_000 }).toBe(0)
}

test('signing in: a wrong password is told, the right one leads where one was going', async () => {
  await see('/numeros', 'Se connecter')
  await checkLooks(page, 'sign-in')
  await fill(page, { 'Adresse e-mail': admin.email, 'Mot de passe': 'une phrase assez courte' })
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await page.getByText('Cette adresse et ce mot de passe ne vont pas ensemble.').waitFor()
  await fill(page, { 'Mot de passe': admin.password })
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await becomes(page, 'Numéros')
  expect(new URL(page.url()).pathname).toBe('/numeros')
  // Being told that one is not signed in is a failed request to a browser.
  expect(faults.splice(0).filter((fault) => !fault.includes('401 (Unauthorized)'))).toEqual([])
})

test.each(screens)('%s, before there is anything to show', async (path, title) => {
  await see(path, title)
  await checkLooks(page, `${path} empty`, 2)
  expect(faults.splice(0)).toEqual([])
})

let call: string
let team: string
let site: string

test('a company comes to be', async () => {
  const company = await aCompany(owner)
  const { website, pool } = company
  ;[team, site] = [company.team.id, company.site.id]
  const ask = { k: (website as unknown as { key: string }).key, r: '', c: 1 }
  const visit = async (url: string, t: string, known: object) => {
    const data = JSON.stringify({ ...ask, ...known, u: `https://www.exemple.fr${url}`, t })
    const headers = {
      'content-type': 'text/plain',
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0',
    }
    return (await (await fetch(`${product.url}/t/visit`, { method: 'POST', headers, body: data })).json()) as {
      n: { t: string }[]
      v: string
      s: string
    }
  }
  const { v, s } = await visit('/?utm_source=google&utm_medium=cpc&utm_campaign=printemps', 'Accueil', {})
  const { n } = await visit('/tarifs', 'Nos tarifs', { v, s })
  const event = { externalId: 'c', from: '06 39 98 00 02', to: n[0]!.t, status: 'no-answer' }
  const told = await owner('/api/calls', { body: { ...event, startedAt: new Date().toISOString() } })
  expect(told.status).toBe(201)
  call = ((await told.json()) as { id: string }).id
  expect(pool.id).toBeTruthy()
  await expect.poll(async () => (await owner(`/api/calls/${call}`)).status).toBe(200)
})

test.each([...screens, ['/nulle-part', 'Page introuvable'] as const])('%s', async (path, title) => {
  await see(path, title)
  await checkLooks(page, path)
  expect(faults.splice(0)).toEqual([])
})

test('the page of a call', async () => {
  await see(`/appels/${call}`, 'Appel : 06 39 98 00 02')
  await page.getByText('était sur la page').waitFor()
  await checkLooks(page, 'call')
  expect(faults.splice(0)).toEqual([])
})

test('the page of a customer, and of a file with a line refused', async () => {
  await see('/clients', 'Clients')
  await page.getByRole('button', { name: 'Élodie Noël' }).click()
  await becomes(page, 'Élodie Noël')
  await page.getByRole('table', { name: 'Derniers achats' }).getByText('120').waitFor()
  await checkLooks(page, 'customer')
  await see('/importer', 'Importer')
  await page.getByRole('button', { name: 'clients.csv' }).click()
  await page.getByRole('table', { name: 'Refusées' }).getByRole('cell', { name: '3', exact: true }).waitFor()
  await checkLooks(page, 'import', 2)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'suite.csv' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Importer', exact: true }).waitFor()
  await checkLooks(page, 'import to begin', 2)
  await page.keyboard.press('Escape')
  expect(faults.splice(0)).toEqual([])
})

test('rules that say where visits come from, and rules that say which calls count', async () => {
  await see('/reglages/sites-web', 'Sites web')
  await page.getByRole('button', { name: 'Vos sources' }).click()
  await page.getByRole('button', { name: 'Ajouter une règle' }).click()
  await checkLooks(page, 'source rules', 2)
  await fill(page, { 'Site (et ceux au-dessous)': 'partenaire.fr' })
  await choose(page, 'Alors le canal est', 'Lien d’un autre site')
  await page.getByRole('dialog').locator('button[type=submit]').click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.setViewportSize({ width: 1280, height: 800 })
  await see('/reglages/qualification', 'Qualification')
  await page.getByRole('switch', { name: 'Conversations trop courtes' }).click()
  await page.getByRole('switch', { name: 'Hors de votre territoire' }).click()
  await checkLooks(page, 'qualification', 2)
  await page.getByRole('switch', { name: 'Hors de votre territoire' }).click()
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('Les appels sont revus.').waitFor()
  expect(faults.splice(0)).toEqual([])
})

test('the page of a team: who is in it; a new person joins, leads, leaves, and comes back', async () => {
  await see(`/reglages/equipes/${team}`, 'Accueil')
  const row = (name: string) => page.getByRole('table', { name: 'Dans l’équipe' }).getByRole('row', { name })
  await row('Zoé').waitFor()
  await checkLooks(page, 'team')
  await page.getByRole('button', { name: 'Ajouter une personne' }).click()
  await page.getByRole('dialog').getByText('Nouvelle').click()
  await fill(page, { 'Nom de la personne': 'Maël' })
  await checkLooks(page, 'joining a team', 2)
  await page.getByRole('dialog').locator('button[type=submit]').click()
  await page.getByRole('button', { name: 'Nommer Maël responsable' }).click()
  await row('Maël Responsable').waitFor()
  await page.getByRole('button', { name: 'Retirer Maël' }).click()
  await page.getByRole('table', { name: 'Y ont été' }).getByRole('row', { name: 'Maël' }).waitFor()
  await page.getByRole('button', { name: 'Annuler' }).click()
  await row('Maël Responsable').waitFor()
  expect(faults.splice(0)).toEqual([])
})

test('the page of a site: its teams, who works there', async () => {
  await see(`/reglages/sites/${site}`, 'Nantes')
  await page.getByRole('table', { name: 'Y travaillent' }).getByRole('row', { name: 'Alix' }).waitFor()
  await checkLooks(page, 'site')
  await page.getByRole('table', { name: 'Équipes' }).getByText('Accueil du soir').click()
  await becomes(page, 'Accueil du soir')
  expect(faults.splice(0)).toEqual([])
})

test('the scope of a member', async () => {
  await see('/reglages/acces', 'Accès')
  await page.getByRole('row').filter({ hasText: 'camille' }).getByRole('button').click()
  await page.getByRole('dialog').getByText('Ce rôle porte toujours sur toute l’organisation.').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.keyboard.press('Escape')
  expect(faults.splice(0)).toEqual([])
})

test.each([
  ['/campagnes', 'Ajouter une campagne'],
  ['/numeros', 'Ajouter un numéro'],
  ['/numeros', 'Ajouter un groupe'],
  ['/reglages/sites', 'Ajouter un site'],
  ['/reglages/equipes', 'Ajouter une équipe'],
  ['/reglages/sites-web', 'Ajouter un site web'],
  ['/reglages/telephonie', 'Ajouter une connexion'],
  ['/reglages/cles-api', 'Nouveau programme'],
  ['/reglages/regies', 'Ajouter une régie'],
])('%s › %s', async (path, action) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(path)
  await page.getByRole('button', { name: action, exact: true }).click()
  await page.getByRole('dialog', { name: action }).getByRole('textbox').first().waitFor()
  await checkLooks(page, action, 2)
  // Sent empty, it says what is missing and puts the cursor there.
  await page.getByRole('dialog').locator('button[type=submit]').click()
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true')
  expect(await barriers(page), `${action}, refused`).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(faults.splice(0)).toEqual([])
})

test('a page lets in what is ours: its nonce is new each time, what is put into it neither runs nor shows', async () => {
  const policy = async () => (await fetch(product.url)).headers.get('content-security-policy')
  const [one, two] = [await policy(), await policy()]
  expect(one).toMatch(/style-src 'self' 'nonce-[\w+/]{22}=='/)
  expect(one).not.toBe(two)
  expect(one).not.toContain('unsafe')
  await see('/campagnes', 'Campagnes')
  await page.evaluate(() => {
    const put =
      '<img src="/x" onerror="window.ran = 1"><p id="put" style="opacity: 0.5">x</p><style>#put { top: 1px }</style>'
    document.body.insertAdjacentHTML('beforeend', put)
    document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = 1' }))
  })
  await expect.poll(() => faults.filter((fault) => fault.includes('Content Security Policy')).length).toBe(4)
  const put = await page.evaluate(() => [getComputedStyle(document.querySelector('#put')!).opacity, 'ran' in window])
  expect(put).toEqual(['1', false])
  faults.splice(0)
})

test('the reference of the API is served from here whole', async () => {
  // A long list is drawn as one scrolls; a link to an endpoint goes there.
  await page.goto('/api/docs#/Calls/postApiCalls')
  await page.getByText('Tell a call, or what has become of it').waitFor()
  expect(faults.splice(0)).toEqual([])
})

test('Ctrl-K finds a caller by the first digits, a site by its name, and opens its calls', async () => {
  await see('/campagnes', 'Campagnes')
  // The search is loaded after the screen, and its keys with it.
  const dialog = page.getByRole('dialog')
  await expect
    .poll(async () => {
      await page.keyboard.press('Control+k')
      // Pressed again too soon, it would close what is opening.
      return dialog.waitFor({ timeout: 2000 }).then(
        () => true,
        () => false,
      )
    })
    .toBe(true)
  await page.keyboard.type('06 39')
  await dialog.getByText('06 39 98 00 02').waitFor()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('nant')
  await dialog.getByText('02 61 91 00 01').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.keyboard.press('Enter')
  await becomes(page, 'Appels')
  expect(new URL(page.url()).searchParams.get('siteId')).toBeTruthy()
})

test('? shows the keys, and they lead where they say', async () => {
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Touches du clavier' }).waitFor()
  expect(await barriers(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await becomes(page, 'Campagnes')
})

test('Tab goes through the screen, and one always sees where one is', async () => {
  await see('/appels', 'Appels')
  await page.keyboard.press('Tab')
  expect(await focused()).toMatchObject({ text: 'Aller au contenu', isSeen: true })
  const met: string[] = []
  for (let press = 0; press < 40; press++) {
    await page.keyboard.press('Tab')
    const { text, html, isSeen, inMain } = await focused()
    expect(isSeen, html).toBe(true)
    if (inMain) met.push(text)
  }
  expect(met).toContain('Exporter')
  expect(met).toContain('7 derniers jours')

  await see('/appels', 'Appels')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  expect(await focused()).toMatchObject({ inMain: true, isSeen: true })
})

const focused = () =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement
    // A choice among several wears its ring on its label.
    const ringed = element.matches('[type=radio]') ? element.nextElementSibling! : element
    const { outlineStyle, outlineWidth } = getComputedStyle(ringed)
    const { top, bottom, width } = ringed.getBoundingClientRect()
    return {
      html: element.outerHTML.slice(0, 300),
      text: (element.textContent || element.getAttribute('aria-label')) ?? '',
      inMain: element.closest('main') !== null,
      isSeen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && width > 0 && bottom > 0 && top < innerHeight,
    }
  })

test('English at a switch, and it stays', async () => {
  await see('/', 'Aujourd’hui')
  await page.getByRole('button', { name: 'camille' }).click()
  await page.getByText('English').click()
  await becomes(page, 'Today')
  await page.reload()
  await becomes(page, 'Today')
  expect(await page.getAttribute('html', 'lang')).toBe('en')
  for (const [path] of screens) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.textContent('body'), path).not.toMatch(/Réglages|Ajouter|Numéro|Aucun|Appels/)
  }
  await page.getByRole('button', { name: 'camille' }).click()
  await page.getByText('Français').click()
  await becomes(page, 'Programmes et clés')
  await page.keyboard.press('Escape')
})

test('signed out, nothing is shown any more', async () => {
  await page.getByRole('button', { name: 'camille' }).click()
  await page.getByRole('button', { name: 'Se déconnecter' }).click()
  await becomes(page, 'Se connecter')
  expect((await owner('/api/session')).status).toBe(401)
  await page.goBack()
  await becomes(page, 'Se connecter')
})
