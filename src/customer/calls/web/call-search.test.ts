import { expect, test } from 'vitest'
import { forAddress, readSearch, scopeOf } from './call-search.ts'

test('what means nothing is dropped, the rest is kept', () => {
  const raw = { from: '2026-03-01', to: 'demain', siteId: '12', outcome: 'perdu', weekday: 9, hour: '10', other: 1 }
  expect(readSearch(raw)).toEqual({ from: '2026-03-01', hour: 10, by: 'campaign' })
})

test('no campaign is a campaign filter of its own', () => {
  expect(readSearch({ campaignId: 'none', by: 'site' })).toEqual({ campaignId: 'none', by: 'site' })
})

test('the figures keep speaking of all calls while the list is shortened', () => {
  expect(scopeOf({ from: '2026-03-01', outcome: 'missed', certainty: 'uncertain', weekday: 1, hour: 10 })).toEqual({
    from: '2026-03-01',
  })
})

test('the address says only what is not the default', () => {
  expect(forAddress({ by: 'campaign', outcome: 'missed' })).toEqual({ outcome: 'missed', by: undefined })
  expect(forAddress({ by: 'site' }).by).toBe('site')
})
