import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchBrowser } from '../src/test/browser.ts'
import { buildWidget } from '../src/widget/build.ts'
import { startSite } from './widget-site.ts'

/** The page's own number, then the pool's and the source's: the pair, and how the page reads. */
export const OWN = '01 99 00 12 34'
export const PAIRS = [{ f: '+33199001234', t: '+33353010042' }]
export const SHOWN = '03 53 01 00 42'
export const SOURCE = [{ f: '+33199001234', t: '+33465710007' }]
export const SHOWN_BY_SOURCE = '04 65 71 00 07'

let browser: Browser
let code: string
export let site: Awaited<ReturnType<typeof startSite>>
let context: BrowserContext
export let page: Page
let errors: string[]

beforeAll(async () => {
  const [launched, built] = await Promise.all([launchBrowser(), buildWidget()])
  browser = launched
  code = built.code
})
afterAll(() => browser.close())
beforeEach(async () => {
  // A site of its own: the last sign of the page before may come late.
  site = await startSite(code)
  context = await browser.newContext({ locale: 'fr-FR' })
  page = await context.newPage()
  errors = []
  page.on('pageerror', ({ message }) => errors.push(message))
})
afterEach(async () => {
  await context.close()
  site.stop()
  expect(errors).toEqual([])
  expect(site.odd).toEqual([])
})

export const open = async (body: string, attributes = '', path = '/') => {
  site.page(
    path.split('?')[0] ?? path,
    `<!doctype html><title>Exemple</title><body>${body}${site.snippet(attributes)}</body>`,
  )
  await page.goto(site.url + path)
}
export const textOf = (selector: string) => page.locator(selector).textContent()
export const becomes = (selector: string, text: string) => expect.poll(() => textOf(selector)).toBe(text)
export const settled = () =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0)))))
