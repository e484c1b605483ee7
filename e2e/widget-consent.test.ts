import { expect, test } from 'vitest'
import type { ServerResponse } from 'node:http'
import type { Visit } from '../src/widget/ask.ts'
import {
  OWN,
  PAIRS,
  SHOWN,
  SHOWN_BY_SOURCE,
  SOURCE,
  becomes,
  open,
  page,
  settled,
  site,
  textOf,
} from './widget-page.ts'

const known = { v: 'visiteur-1', s: 'visite-1', b: 60 }
/** Pool number with consent, source number without. */
const asConsent = ({ c }: Visit) => (c ? { ...known, n: PAIRS } : { n: SOURCE })

const stored = () =>
  page.evaluate(async () => [
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()).map(({ name }) => name),
    document.cookie,
  ])
const record = () => page.evaluate(() => JSON.parse(localStorage.getItem('visavis') ?? '{}') as Record<string, unknown>)
/** A headless page is always visible: say it is not, or let the browser say again. */
const turnAway = (isHidden?: boolean) =>
  page.evaluate((isHidden) => {
    if (isHidden) Object.defineProperty(document, 'hidden', { configurable: true, value: true })
    else Reflect.deleteProperty(document, 'hidden')
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  }, isHidden)
const kinds = () => site.signs.map(({ e }) => e).join(' ')
const consent = (given: boolean, text?: string) =>
  page.evaluate(([given, text]) => window.visavis?.consent?.(given as boolean, text as string), [given, text])

test('without consent nothing is kept on the device, nobody is named and no sign of life is sent', async () => {
  await page.clock.install()
  site.answer(() => ({ ...known, n: SOURCE }))
  await open(`<a id=n href="tel:+33199001234">${OWN}</a>`)
  await becomes('#n', SHOWN_BY_SOURCE)
  await page.evaluate(() => addEventListener('click', (event) => event.preventDefault()))
  await page.click('#n')
  await page.clock.runFor(300_000)
  expect((await stored()).join('')).toBe('')
  await page.goto(`${site.url}/?encore`)
  await becomes('#n', SHOWN_BY_SOURCE)
  expect(site.visits).toEqual([
    { k: 'cle-exemple', u: `${site.url}/`, r: '', t: 'Exemple', c: 0 },
    { k: 'cle-exemple', u: `${site.url}/?encore`, r: '', t: 'Exemple', c: 0 },
  ])
  expect(site.signs).toEqual([])
})

test('with consent the number is remembered: page 2 shows it before the server has answered', async () => {
  site.answer(asConsent)
  await open(`<p id=n>${OWN}</p>`, 'data-consent="granted" data-consent-text="v2"')
  await becomes('#n', SHOWN)
  expect(site.visits).toEqual([expect.objectContaining({ c: 1, ct: 'v2' })])
  expect(site.visits[0]).not.toHaveProperty('v')
  expect(await stored()).toEqual(['visavis', ''])
  const first = await record()
  expect(first).toMatchObject({ v: 'visiteur-1', s: 'visite-1', n: PAIRS, ct: 'v2' })

  const { promise: held, resolve: free } = Promise.withResolvers<void>()
  const corrected = [{ f: '+33199001234', t: '+33353010099' }]
  site.answer(() => held.then(() => ({ ...known, s: 'visite-2', n: corrected })))
  await open(`<p id=n>${OWN}</p>`, '', '/deux')
  await becomes('#n', SHOWN)
  free()
  await becomes('#n', '03 53 01 00 99')
  expect(site.visits[1]).toMatchObject({ c: 1, ct: 'v2', v: 'visiteur-1', s: 'visite-1', u: `${site.url}/deux` })
  expect(await record()).toMatchObject({ s: 'visite-2', n: corrected, x: first.x })
})

test('after thirteen months the visitor is a new one, and a number held long ago is not shown at once', async () => {
  await page.clock.install({ time: '2026-01-05T10:00:00Z' })
  site.answer(asConsent)
  await open(`<p id=n>${OWN}</p>`, 'data-consent="granted"')
  await becomes('#n', SHOWN)

  const { promise: held, resolve: free } = Promise.withResolvers<void>()
  site.answer(() => held.then(() => ({ ...known, n: PAIRS })))
  await page.clock.setFixedTime('2026-12-05T10:00:00Z')
  await page.goto(site.url)
  await expect.poll(() => site.visits.length).toBe(2)
  expect(await textOf('#n')).toBe(OWN)
  expect(site.visits[1]).toMatchObject({ v: 'visiteur-1' })
  free()
  await becomes('#n', SHOWN)

  site.answer(() => ({ ...known, v: 'visiteur-2', n: PAIRS }))
  await page.clock.setFixedTime('2027-02-05T10:00:00Z')
  await page.goto(site.url)
  await becomes('#n', SHOWN)
  expect(site.visits[2]).not.toHaveProperty('v')
})

test('consent given, then withdrawn: another number each time, then nothing left', async () => {
  site.answer(asConsent)
  await open(`<p id=n>${OWN}</p><a id=a href="tel:01%2099%2000%2012%2034">${OWN}</a>`, '', '/?gclid=abc')
  await becomes('#n', SHOWN_BY_SOURCE)
  await page.evaluate(() => history.replaceState(null, '', '/panier'))
  await consent(true, 'v3')
  await becomes('#n', SHOWN)
  const given = site.visits.find(({ c }) => c)
  expect(given).toMatchObject({ ct: 'v3', u: `${site.url}/?gclid=abc`, r: '' })
  await consent(true, 'v3')

  site.answer(() => ({ n: [] }))
  await consent(false)
  await becomes('#n', OWN)
  expect(await page.getAttribute('#a', 'href')).toBe('tel:01%2099%2000%2012%2034')
  expect((await stored()).join('')).toBe('')
  await expect
    .poll(() => site.signs)
    .toEqual([expect.objectContaining({ e: 'forget', v: 'visiteur-1', s: 'visite-1' })])
  const last = site.visits.at(-1)
  expect(last?.c).toBe(0)
  expect(last).not.toHaveProperty('v')
  expect(last).not.toHaveProperty('ct')
})

test('a number of another length takes the place of a split one, and gives it back', async () => {
  // Synthetic: no fiction range exists overseas.
  site.answer(({ c }) => ({ ...known, n: c ? [{ f: '+33199001234', t: '+262262123456' }] : [] }))
  const split = '<i>Tél.</i> <b>+33 1</b> 99 <span>00 <i>12</i></span> 34, merci'
  await open(`<p id=n>${split}</p>`, 'data-consent="granted"')
  await becomes('#n', 'Tél. +262\u00a02\u00a062\u00a012\u00a034\u00a056, merci')
  await consent(false)
  await becomes('#n', 'Tél. +33 1 99 00 12 34, merci')
  expect(await page.innerHTML('#n')).toBe(split)
})

test.each<[string, (res: ServerResponse) => void]>([
  ['is down', (res) => res.destroy()],
  ['refuses', (res) => res.writeHead(429).end('{"code":"too_many"}')],
])('consent withdrawn while the server %s gives the page its own number back', async (_, answer) => {
  site.answer(asConsent)
  await open(`<p id=n>${OWN}</p>`, 'data-consent="granted"')
  await becomes('#n', SHOWN)
  site.answer(() => answer)
  await consent(false)
  await becomes('#n', OWN)
})

test('consent withdrawn while the server is answering keeps nothing of the answer', async () => {
  const { promise: held, resolve: free } = Promise.withResolvers<void>()
  site.answer(({ c }) => (c ? held.then(() => ({ ...known, n: PAIRS })) : { n: SOURCE }))
  await open(`<p id=n>${OWN}</p>`, 'data-consent="granted"')
  await expect.poll(() => site.visits.length).toBe(1)
  await consent(false)
  free()
  await becomes('#n', SHOWN_BY_SOURCE)
  expect((await stored()).join('')).toBe('')
  await expect.poll(() => site.signs).toEqual([expect.objectContaining({ e: 'forget', v: 'visiteur-1' })])
})

test('what the page had queued is heard before the only ask, and the script runs once', async () => {
  site.answer(asConsent)
  await open(`<p id=n>${OWN}</p><p>04 65 71 00 99</p><script>window.visavis = window.visavis || { q: [['consent', true, 'v4']] }</script>
    ${site.snippet()}`)
  await becomes('#n', SHOWN)
  await page.waitForLoadState('load')
  await settled()
  expect(site.visits).toEqual([expect.objectContaining({ c: 1, ct: 'v4' })])
  expect(await page.evaluate(() => window.visavis?.numbers?.())).toEqual(['04 65 71 00 99'])
  await page.evaluate(() => window.visavis?.q?.push(['consent', false]))
  await becomes('#n', SHOWN_BY_SOURCE)
})

test('a single-page application asks at each new address, not for a fragment', async () => {
  site.answer(asConsent)
  await open(`<p id=n>${OWN}</p>`, 'data-consent="granted"')
  await becomes('#n', SHOWN)
  await page.evaluate((own) => {
    history.pushState(null, '', '/contact')
    document.title = 'Contact'
    document.getElementById('n')?.replaceChildren(`Contact : ${own}`)
  }, OWN)
  await becomes('#n', `Contact : ${SHOWN}`)
  await expect.poll(() => site.visits.length).toBe(2)
  expect(site.visits[1]).toMatchObject({ u: `${site.url}/contact`, r: `${site.url}/`, t: 'Contact', v: 'visiteur-1' })
  await page.evaluate(() => history.pushState(null, '', '#bas'))
  await page.evaluate(() => history.go(-2))
  await expect.poll(() => site.visits.length).toBe(3)
  expect(site.visits[2]).toMatchObject({ u: `${site.url}/`, r: expect.stringContaining('/contact') as string })
})

test('without consent the source number of the landing stays through the application', async () => {
  site.answer(({ u }) => ({ n: u.endsWith('/contact') ? PAIRS : SOURCE }))
  await open(`<p id=n>${OWN}</p>`)
  await becomes('#n', SHOWN_BY_SOURCE)
  const answered = page.waitForResponse(/visit/)
  await page.evaluate(() => history.pushState(null, '', '/contact'))
  await answered
  await settled()
  expect(await textOf('#n')).toBe(SHOWN_BY_SOURCE)
})

test('with consent: a click or a key on a call link, beats while visible, one hide', async () => {
  await page.clock.install()
  site.answer(() => ({ ...known, n: PAIRS, b: 30 }))
  await open(`<a id=n href="tel:01 99 00 12 34"><b>${OWN}</b></a>`, 'data-consent="granted"')
  await becomes('#n', SHOWN)
  await page.evaluate(() => addEventListener('click', (event) => event.preventDefault()))
  await page.click('#n b')
  await page.focus('#n')
  await page.keyboard.press('Enter')
  const tel = { k: 'cle-exemple', v: 'visiteur-1', s: 'visite-1', e: 'tel', u: `${site.url}/`, n: '+33353010042' }
  await expect.poll(() => site.signs).toEqual([tel, tel])

  await page.clock.runFor(61_000)
  await expect.poll(kinds).toBe('tel tel beat beat')
  await turnAway(true)
  await page.clock.runFor(400_000)
  await expect.poll(kinds).toBe('tel tel beat beat hide')

  // Back after a long absence: the number may be someone else's by now.
  const { l } = await record()
  await turnAway()
  await expect.poll(async () => (await record()).l).not.toBe(l)
  expect(site.visits).toHaveLength(2)
  await page.clock.runFor(31_000)
  await page.goto('about:blank')
  await expect.poll(kinds).toBe('tel tel beat beat hide beat hide')
})

test('a prerendered page waits to be looked at', async () => {
  site.answer(() => ({ n: PAIRS }))
  await page.addInitScript(() => Object.defineProperty(document, 'prerendering', { value: true }))
  await open(`<p id=n>${OWN}</p>`)
  await page.waitForFunction(() => window.visavis?.numbers)
  await settled()
  expect(site.visits).toEqual([])
  await page.evaluate(() => document.dispatchEvent(new Event('prerenderingchange')))
  await becomes('#n', SHOWN)
})
