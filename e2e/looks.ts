import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** What a screen must never do, as it happens: fail aloud, or ask anything of another origin. */
export function faultsOf(page: Page, origin: string): string[] {
  const faults: string[] = []
  page.on('pageerror', ({ message }) => faults.push(message))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${message.text()} ${message.location().url}`)
  })
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== origin) faults.push(request.url())
  })
  return faults
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What axe finds against WCAG 2.2 AA. */
export async function barriers(page: Page): Promise<string[][]> {
  const { violations } = await new AxeBuilder({ page }).withTags(tags).setLegacyMode().analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary = '' }) => [id, html, failureSummary]))
}

const looks = [
  { width: 1280, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'dark' },
  { width: 360, colorScheme: 'light' },
] as const

/** What is on screen, wide and narrow, light and dark; what is there for a moment only, in `most` of these looks. */
export async function checkLooks(page: Page, name: string, most: number = looks.length): Promise<void> {
  for (const { width, colorScheme } of looks.slice(0, most)) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme })
    await expect.poll(() => page.getAttribute('html', 'data-mantine-color-scheme')).toBe(colorScheme)
    const look = `${name}, ${width} px, ${colorScheme}`
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), look).toBe(0)
    expect(await barriers(page), look).toEqual([])
  }
}
