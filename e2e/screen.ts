import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/* What a person does on the product's screens, in the words of the screens. */

export const becomes = (page: Page, title: string) =>
  expect.poll(() => page.locator('h1').textContent().then(plain), { timeout: 30_000 }).toBe(title)

/** Goes by the navigation, then the one of the settings. */
export async function go(page: Page, ...names: string[]) {
  // A count may follow the name.
  for (const name of names)
    await page
      .getByRole('navigation')
      .getByRole('link', { name: RegExp(`^${name}( \\d|$)`) })
      .click()
  await becomes(page, names.at(-1)!)
}

/** Fills fields, each named by its label. */
export async function fill(page: Page, fields: Record<string, string>) {
  for (const [label, value] of Object.entries(fields))
    await page.getByRole('textbox', { name: label, exact: true }).fill(value)
}

export async function choose(page: Page, label: string, option: string) {
  await page.getByRole('combobox', { name: label, exact: true }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

/** Opens a drawer, fills its form and sends it; the drawer closes. */
export async function drawer(page: Page, title: string, fields: Record<string, string>, more?: () => Promise<unknown>) {
  await page.getByRole('button', { name: title, exact: true }).click()
  const dialog = page.getByRole('dialog', { name: title })
  await dialog.waitFor()
  await fill(page, fields)
  await more?.()
  await dialog.locator('button[type=submit]').click()
  await dialog.locator('form').waitFor({ state: 'detached' })
}

/** Texts of what the selector finds, without the no-break spaces of French typography. */
export const toList = async (page: Page, selector: string): Promise<string[]> =>
  (await page.locator(selector).allTextContents()).map(plain)

const plain = (text: string | null) => (text ?? '').replaceAll(/[\u00a0\u202f]/g, ' ').trim()
