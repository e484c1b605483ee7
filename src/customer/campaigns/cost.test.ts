import { expect, test } from 'vitest'
import { costWithin } from './cost.ts'

const today = '2026-11-23'
const november = { from: '2026-11-01', to: '2026-11-30' }
const costing = (startsOn: string | null, endsOn: string | null) => ({ costCents: 90_000, startsOn, endsOn, costs: [] })

test.each([
  ['no first day: no honest share', costing(null, '2026-12-31'), null],
  ['over before', costing('2026-08-01', '2026-10-31'), 0],
  ['not begun', costing('2026-12-01', '2026-12-31'), 0],
  ['within', costing('2026-11-03', '2026-11-03'), 90_000],
  ['a third of its days', costing('2026-10-02', '2026-12-30'), 30_000],
  ['still running: spread up to today', costing('2026-10-25', null), 69_000],
  ['planned, without an end', costing('2027-01-01', null), 0],
])('%s', (_, campaign, cost) => expect(costWithin(campaign, november, today)).toBe(cost))

test('what was paid period by period is counted, each over its own days, and the whole cost is not', () => {
  const costs = [
    { startsOn: '2026-11-01', endsOn: '2026-11-30', amountCents: 30_000 },
    { startsOn: '2026-10-22', endsOn: '2026-11-10', amountCents: 20_000 },
    { startsOn: '2026-12-01', endsOn: '2026-12-31', amountCents: 1 },
  ]
  expect(costWithin({ ...costing('2026-01-01', null), costs }, november, today)).toBe(40_000)
  expect(costWithin({ ...costing(null, null), costs }, { from: '2026-11-11', to: '2026-11-11' }, today)).toBe(1000)
})
