import type { Page } from 'playwright-core'
import { afterAll } from 'vitest'
import { launchBrowser } from '#test/browser'
import { checkLooks } from './looks.ts'
import { startProduct } from './product.ts'

export const admin = { email: 'camille@exemple.fr', password: 'une phrase assez longue' }

/** The product with its organisation and a browser, for this file's tests; `open` is a person's own window. */
export async function founded(env: Record<string, string> = {}) {
  const [product, browser] = await Promise.all([
    startProduct({
      env: {
        VISAVIS_ORG: 'Exemple',
        VISAVIS_ADMIN_EMAIL: admin.email,
        VISAVIS_ADMIN_PASSWORD: admin.password,
        ...env,
      },
    }),
    launchBrowser(),
  ])
  afterAll(async () => {
    await browser.close()
    await product.stop()
  })
  const open = async (): Promise<Page> => {
    const context = await browser.newContext({
      baseURL: product.url,
      locale: 'fr-FR',
      timezoneId: 'Europe/Paris',
      reducedMotion: 'reduce',
    })
    context.setDefaultTimeout(30_000)
    return context.newPage()
  }
  return { product, open }
}

export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

/** At both widths and in both lights; back at a desk's after it. */
export async function looksWell(page: Page, name: string, most?: number) {
  await checkLooks(page, name, most)
  await page.setViewportSize({ width: 1280, height: 800 })
}
