import { expect, test } from 'vitest'
import { admin, founded } from './founded.ts'
import { becomes } from './screen.ts'

/* The heat map without a mouse: one stop of Tab, then arrows over the gaps. */

const { open } = await founded()
const page = await open()

test('arrows go from cell to cell, and Enter opens its calls', async () => {
  await page.request.post('/api/session', { data: admin })
  await page.request.post('/api/sites', { data: { name: 'Nantes', phone: '02 61 91 00 01' } })
  const from = '06 39 98 00 01'
  // The same weekday at two hours, a week ago, in the site's time zone.
  const day = new Date(Date.now() - 7 * 86_400_000).toISOString().slice(0, 10)
  for (const hour of ['09', '11'])
    await page.request.post('/api/calls', {
      data: { externalId: hour, from, to: '02 61 91 00 01', status: 'no-answer', startedAt: `${day}T${hour}:00:00Z` },
    })
  await page.goto('/appels')
  await becomes(page, 'Appels')
  const cells = page.getByRole('group', { name: 'Appels par jour de la semaine et par heure' }).getByRole('button')
  await expect.poll(() => cells.count()).toBe(2)
  await cells.first().focus()
  await page.keyboard.press('ArrowRight')
  expect(await cells.last().evaluate((cell) => cell === document.activeElement)).toBe(true)
  await page.keyboard.press('ArrowLeft')
  expect(await cells.first().evaluate((cell) => cell === document.activeElement)).toBe(true)
  await page.keyboard.press('Enter')
  await expect.poll(() => cells.first().getAttribute('aria-pressed')).toBe('true')
})
