import { expect, test } from 'vitest'
import { published } from '#kernel/events'
import { knows } from '#kernel/i18n'
import { eventPages } from './event-pages.ts'

test.each(eventPages)('$path says what the catalogue says: otherwise, `npm run events`', (page) => {
  expect(page.written).toBe(page.true)
})

test.each(published())('$type has a name and says when it happens, in words', ({ type }) => {
  expect([knows(`eventTypes.${type}.name`), knows(`eventTypes.${type}.help`)]).toEqual([true, true])
})
