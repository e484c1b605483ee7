import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { launchBrowser } from '#test/browser'
import { form, twilio } from '#test/cloud'
import { openSmtp, type Received } from '#test/smtp'
import { checkLooks } from './looks.ts'
import { startProduct } from './product.ts'
import { openShop, ownAddress, ownNumber } from './shop.ts'
import { becomes, choose, drawer, fill, go, toList } from './screen.ts'

/* One company's first day, told once and in order: each test goes on where the one before it ended. */

const mail = await openSmtp()
const [product, browser, shop] = await Promise.all([
  startProduct({ env: { SMTP_URL: mail.url } }),
  launchBrowser(),
  openShop(),
])
afterAll(async () => {
  await browser.close()
  await product.stop()
  shop.close()
  await mail.close()
})

const open = async (options: { baseURL: string; userAgent?: string }): Promise<Page> => {
  const context = await browser.newContext({ locale: 'fr-FR', timezoneId: 'Europe/Paris', ...options })
  context.setDefaultTimeout(30_000)
  return context.newPage()
}
const admin = await open({ baseURL: product.url })
const visitor = await open({ baseURL: shop.url })

const cloud = twilio()
const caller = '+33639980001'
const flyer = '01 99 00 12 34'
const ad = '/?utm_source=google&utm_medium=cpc&utm_campaign=printemps'
const numberOn = (page: Page) => page.textContent('#number')
const digits = (number: string | null) => (number ?? '').replaceAll(/\D/g, '').replace(/^0/, '+33')

test('the first page creates the organisation and its administrator', async () => {
  const newcomer = await open({ baseURL: product.url })
  await newcomer.goto('/')
  await becomes(newcomer, 'Bienvenue')
  await checkLooks(newcomer, 'welcome')
  await newcomer.context().close()

  await admin.goto('/')
  await becomes(admin, 'Bienvenue')
  await fill(admin, {
    'Votre organisation': 'Menuiserie Exemple',
    'Votre nom': 'Camille Exemple',
    'Adresse e-mail': 'camille@exemple.fr',
    'Mot de passe': 'court',
  })
  await admin.getByRole('button', { name: 'Commencer' }).click()
  await admin.getByText('Encore 7 caractères.').waitFor()
  await fill(admin, { 'Mot de passe': 'une phrase assez longue' })
  await admin.getByRole('button', { name: 'Commencer' }).click()
  await becomes(admin, 'Aujourd’hui')
  await expect
    .poll(() => toList(admin, 'ol > li[data-done="false"] a'))
    .toEqual([
      'Créer un site',
      'Créer une campagne',
      'Suivre un numéro',
      'Poser le script',
      'Brancher la téléphonie',
      'Choisir qui prévenir',
    ])
})

test('site, campaigns, numbers and website are made on their screens', async () => {
  await admin.getByRole('link', { name: 'Créer un site' }).click()
  await drawer(admin, 'Ajouter un site', { Nom: 'Nantes', 'Numéro réel': ownNumber })
  await admin.getByRole('cell', { name: 'Nantes' }).waitFor()

  await go(admin, 'Campagnes')
  for (const [name, medium, more] of [
    ['Annonces de printemps', 'Publicité au clic', { Code: 'printemps', Coût: '450' }],
    ['Dépliant de mars', 'Imprimé', {}],
  ] as const) {
    await drawer(admin, 'Ajouter une campagne', { Campagne: name, ...more }, () => choose(admin, 'Support', medium))
    await admin.getByRole('cell', { name }).waitFor()
  }

  await go(admin, 'Numéros')
  await drawer(admin, 'Ajouter un numéro', { Numéro: flyer, 'Où il figure': 'Dépliant, page 2' }, async () => {
    await admin.getByText('géographique').waitFor()
    await choose(admin, 'Campagne', 'Dépliant de mars')
  })
  await admin.getByRole('cell', { name: 'Dépliant de mars' }).waitFor()
  const pool = { 'Nom du groupe': 'Site web', Numéros: '04 65 71 10 00 à 04 65 71 10 04' }
  await drawer(admin, 'Ajouter un groupe', pool, () => admin.getByText('5 numéros compris').waitFor())
  await admin.getByRole('cell', { name: '0 sur 5' }).waitFor()

  await go(admin, 'Réglages', 'Sites web')
  await drawer(admin, 'Ajouter un site web', { 'Adresse du site web': `${shop.url}/contact` })
  await admin.getByText('pas encore vu').waitFor()
  shop.paste((await admin.getByRole('group', { name: 'Ligne à coller' }).textContent()) ?? '')
})

test('without consent the page keeps its number, the browser keeps nothing, and the page has been seen', async () => {
  const answered = visitor.waitForResponse(`${product.url}/t/visit`)
  await visitor.goto(ad)
  expect(await (await answered).json()).toEqual({ n: [] })
  expect(await numberOn(visitor)).toBe(ownNumber)
  expect(await visitor.evaluate(() => localStorage.length)).toBe(0)
  expect(await visitor.context().cookies()).toEqual([])

  await admin.getByText(/^vu sur votre page/).waitFor()
  await admin.getByText(`${shop.url}/`, { exact: true }).waitFor()
})

test('a search engine sees the real number, even when told of a consent', async () => {
  const crawler = await open({
    baseURL: shop.url,
    userAgent: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  })
  await crawler.goto(ad)
  const answered = crawler.waitForResponse(async (response) => response.request().postDataJSON()?.c === 1)
  await crawler.evaluate(() => window.visavis?.consent?.(true))
  expect(await (await answered).json()).toEqual({ n: [] })
  expect(await numberOn(crawler)).toBe(ownNumber)
  expect(await crawler.getAttribute('#link', 'href')).toBe(ownAddress)
  await crawler.context().close()
})

let shown = ''

test('with consent a number of the pool is shown, and the next pages remember it', async () => {
  await visitor.evaluate(() => window.visavis?.consent?.(true))
  await expect.poll(() => numberOn(visitor)).toMatch(/^04 65 71 10 0[0-4]$/)
  shown = digits(await numberOn(visitor))
  expect(await visitor.getAttribute('#link', 'href')).toBe(`tel:${shown}`)
  for (const name of ['Nos tarifs', 'Nous joindre']) {
    const answered = visitor.waitForResponse(`${product.url}/t/visit`)
    await visitor.getByRole('link', { name }).click()
    await answered
    await expect.poll(async () => digits(await numberOn(visitor))).toBe(shown)
  }
  await go(admin, 'Numéros')
  await admin.getByRole('cell', { name: '1 sur 5' }).waitFor()
})

let hooks: { voice: string; status: string }
const call = { CallSid: 'CA00000000000000000000000000000001', AccountSid: 'AC1', From: caller, Direction: 'inbound' }
const send = (url: string, fields: Record<string, string>, signed = cloud) => {
  const body = form(fields)
  const headers = { 'content-type': 'application/x-www-form-urlencoded', ...signed.headers(url, body) }
  return fetch(url, { method: 'POST', headers, body })
}

test('the telephony and who is told of missed calls are set on screen', async () => {
  await go(admin, 'Réglages', 'Téléphonie')
  const secret = { 'Jeton d’authentification (Auth Token)': cloud.secret }
  await drawer(admin, 'Ajouter une connexion', { Nom: 'Numéros du site web', ...secret })
  const [voice = '', status = ''] = await toList(admin, 'dl code')
  expect(voice).toMatch(`${product.url}/hooks/twiml/`)
  hooks = { voice, status }
  expect(await admin.content()).not.toContain(cloud.secret)

  await go(admin, 'Réglages', 'Alertes')
  await fill(admin, { 'Adresse e-mail': 'accueil@exemple.fr' })
  await admin.getByRole('button', { name: 'Ajouter', exact: true }).click()
  await admin.getByRole('cell', { name: 'accueil@exemple.fr', exact: true }).waitFor()
})

test('a call: the cloud is told to ring the real number, the open screen shows it by itself', async () => {
  await go(admin, 'Appels')
  await admin.getByText('Aucun appel sur cette période').waitFor()
  await admin.getByText('en direct').waitFor()
  const told = visitor.waitForResponse(`${product.url}/t/event`)
  await visitor.click('#link')
  expect((await told).status()).toBe(204)

  const ringing = { ...call, To: shown, CallStatus: 'ringing' }
  const forged = await send(hooks.voice, ringing, twilio('un-autre-jeton'))
  expect(forged.status).toBe(403)
  expect(await forged.json()).toMatchObject({ code: 'hook.forged' })

  const answer = await send(hooks.voice, ringing)
  expect(answer.headers.get('content-type')).toContain('text/xml')
  const twiml = await answer.text()
  expect(twiml).toContain('<Number>+33261910000</Number>')
  expect(twiml).toContain(`action="${hooks.status}"`)

  const row = admin.getByRole('row', { name: /06 39 98 00 01/ })
  await row.waitFor()
  await expect.poll(() => row.textContent()).toContain('en cours')
  expect(await row.textContent()).toContain('Annonces de printemps')
})

test('the call’s page tells who, how sure and why, step by step', async () => {
  await admin.getByRole('row', { name: /06 39 98 00 01/ }).click()
  await becomes(admin, 'Appel : 06 39 98 00 01')
  await admin.getByText('p = 0,99').waitFor()
  await admin.getByText(/a cliqué sur le numéro (juste|\d+\ss) avant/).waitFor()
  const steps = await toList(admin, 'ol > li > div')
  expect(steps.map((step) => step.replace(/(Arrivée sur le site|Accueil|Nos tarifs|Nous joindre).*/, '$1'))).toEqual([
    'Arrivée sur le site',
    'Accueil',
    'Nos tarifs',
    'Nous joindre',
    'A cliqué sur le numéro',
    expect.stringMatching(/^Appelle le 04 65 71 10 0[0-4]/),
  ])
})

test('nobody answers: one letter tells who called, what they had seen, and where to look', async () => {
  const missed = { ...call, To: shown, CallStatus: 'completed', DialCallStatus: 'no-answer' }
  expect((await send(hooks.status, missed)).status).toBe(200)
  await expect.poll(() => mail.letters.length).toBe(1)
  const { subject, plain } = decoded(mail.letters[0]!)
  expect(mail.letters[0]!.to).toEqual(['accueil@exemple.fr'])
  expect(subject).toBe('Appel manqué de 06 39 98 00 01 · Nantes')
  for (const part of ['Annonces de printemps', '- Nos tarifs', '- Nous joindre', admin.url()])
    expect(plain).toContain(part)
  await admin.getByText(/^alerte envoyée à/).waitFor()

  expect((await send(hooks.status, missed)).status).toBe(200)
  expect((await send(hooks.voice, { ...call, To: shown, CallStatus: 'ringing' })).status).toBe(200)
  await go(admin, 'Réglages', 'Téléphonie')
  await admin.getByText('1 envoi refusé : mauvaise signature').waitFor()
})

let secret = ''

test('a program tells a call to the flyer’s number with a key made on screen', async () => {
  await go(admin, 'Réglages', 'Programmes et clés')
  await drawer(admin, 'Nouveau programme', { 'Nom du programme': 'Standard' }, () =>
    admin.getByLabel('Apporter des appels').check(),
  )
  secret = (await admin.getByRole('group', { name: 'Secret de la clé' }).textContent()) ?? ''
  await admin.getByRole('button', { name: 'C’est copié' }).click()

  const told = await tell({ externalId: 'a', to: flyer, status: 'completed', talkSeconds: 95 })
  expect(told.status).toBe(201)
  expect((await tell({ externalId: 'b', to: '05 36 49 00 09', status: 'no-answer' })).status).toBe(422)
})

const tell = (event: object) =>
  fetch(`${product.url}/api/calls`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ from: '06 39 98 00 02', startedAt: new Date().toISOString(), ...event }),
  })

test('the export has both calls', async () => {
  await go(admin, 'Appels')
  await admin.getByRole('row', { name: /06 39 98 00 02/ }).waitFor()
  const downloading = admin.waitForEvent('download')
  await admin.getByRole('link', { name: 'Exporter' }).click()
  const file = await readFile(await (await downloading).path(), 'utf8')
  const lines = file.replaceAll('\u00a0', ' ').trimEnd().split('\r\n')
  expect(lines[0]).toMatch(/^\uFEFFDate;/)
  expect(lines).toHaveLength(3)
  expect(lines[1]).toContain(`${flyer};Dépliant, page 2;décroché;95;`)
  expect(lines[2]).toContain(';manqué;')
})

test('a call to a number nobody declared waits with its reason, and is understood once it is declared', async () => {
  await go(admin, 'Réglages', 'Arrivées')
  await admin.getByText('Le numéro 05 36 49 00 09 n’est ni celui d’un site ni un numéro suivi.').waitFor()
  await go(admin, 'Numéros')
  await drawer(admin, 'Ajouter un numéro', { Numéro: '05 36 49 00 09' }, () =>
    choose(admin, 'Campagne', 'Dépliant de mars'),
  )
  await go(admin, 'Réglages', 'Arrivées')
  await admin.getByRole('button', { name: 'Réessayer' }).click()
  await admin.getByText(/a été comprise/).waitFor()
  await admin.getByText('Rien n’attend : tout ce qui est arrivé a été compris.').waitFor()
  await go(admin, 'Appels')
  await expect.poll(() => toList(admin, 'table[aria-label="Derniers appels"] tbody tr')).toHaveLength(3)
  await expect.poll(() => mail.letters.length).toBe(2)
})

/** What the reader of the letter sees of it, without no-break spaces. */
function decoded({ subject, raw }: Received) {
  const quoted = (text: string) => {
    const bytes = text.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    return Buffer.from(bytes, 'latin1').toString().replaceAll('\u00a0', ' ')
  }
  const words = [...subject.matchAll(/=\?utf-8\?q\?(.*?)\?=(?= |$)/gi)].map(([, word = '']) =>
    word.replaceAll('_', ' '),
  )
  const [, plain = ''] = /text\/plain[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(raw) ?? []
  return { subject: quoted(words.join('')), plain: quoted(plain) }
}
