import { expect, test } from 'vitest'
import { z } from 'zod'
import { conditionProblems } from './check-condition.ts'
import { Condition, type Test } from './condition.ts'
import { fieldsOf } from './fields.ts'
import { prepare } from './holds.ts'

const site = '01980000-0000-7000-8000-000000000001'
const other = '01980000-0000-7000-8000-000000000002'
const fields = fieldsOf({
  shape: z.object({
    id: z.uuid(),
    outcome: z.enum(['ongoing', 'answered', 'missed']),
    siteId: z.uuid(),
    campaignId: z.uuid().nullable(),
    caller: z.string().nullable(),
    name: z.string(),
    talkSeconds: z.number().int().nullable(),
    rank: z.number(),
    firstCall: z.boolean(),
    startedAt: z.iso.datetime(),
    spokenAt: z.iso.datetime().nullable(),
    pages: z.array(z.string()),
    parts: z.array(z.object({ a: z.string() })),
    timeZone: z.string(),
  }),
  about: { timeZone: 'timeZone', choices: { siteId: 'site', campaignId: 'campaign' } },
})
const facts = {
  outcome: 'missed',
  siteId: site,
  campaignId: null,
  caller: '+33639980001',
  name: 'Été à Niort',
  talkSeconds: 75,
  rank: 0,
  firstCall: false,
  startedAt: '2026-11-23T17:30:00Z', // Monday, 18:30 in Paris, 13:30 in Martinique
  spokenAt: null,
  pages: ['Tarifs', 'Contact'],
}
const holds = (is: Test | Test[], match: 'all' | 'any' = 'all', zone = 'Europe/Paris', about: object = facts) => {
  const condition = Condition.parse({ match, tests: [is].flat() })
  expect(conditionProblems(condition, fields)).toEqual([])
  return prepare(condition, fields)(about as Record<string, unknown>, zone)
}

test('fields come from the shape: what has parts, a plain id and the time zone itself are not asked about', () => {
  expect([...fields.values()].map(({ name, kind, optional }) => `${name} ${kind}${optional ? '?' : ''}`)).toEqual([
    'outcome choice',
    'siteId reference',
    'campaignId reference?',
    'caller text?',
    'name text',
    'talkSeconds duration?',
    'rank number',
    'firstCall boolean',
    'startedAt instant',
    'spokenAt instant?',
    'pages list',
  ])
})

type Row = [field: string, is: Test['is'], value: Test['value'], expected: boolean]
test.each<Row>([
  ['outcome', 'is', 'missed', true],
  ['outcome', 'is', 'answered', false],
  ['outcome', 'is_not', 'answered', true],
  ['outcome', 'one_of', ['answered', 'missed'], true],
  ['outcome', 'one_of', ['answered'], false],
  ['siteId', 'is', site, true],
  ['siteId', 'is', other, false],
  ['siteId', 'one_of', [other, site], true],
  ['campaignId', 'is', other, false],
  ['campaignId', 'is_not', other, true],
  ['campaignId', 'one_of', [other], false],
  ['campaignId', 'empty', undefined, true],
  ['campaignId', 'not_empty', undefined, false],
  ['name', 'is', 'ete a niort', true],
  ['name', 'is', 'Niort', false],
  ['name', 'is_not', 'Été à Niort', false],
  ['name', 'contains', 'NIORT', true],
  ['name', 'lacks', 'niort', false],
  ['name', 'lacks', 'Poitiers', true],
  ['name', 'starts_with', 'ete', true],
  ['name', 'starts_with', 'Niort', false],
  ['name', 'one_of', ['Poitiers', 'été à niort '], true],
  ['caller', 'is', '06 39 98 00 01', true],
  ['caller', 'is', '06 39 98 00 02', false],
  ['caller', 'one_of', ['0033639980001'], true],
  ['caller', 'starts_with', '06.39', true],
  ['caller', 'starts_with', '+33 6', true],
  ['caller', 'starts_with', '07', false],
  ['caller', 'contains', '98 00', true],
  ['caller', 'not_empty', undefined, true],
  ['talkSeconds', 'is', 75, true],
  ['talkSeconds', 'at_least', 75, true],
  ['talkSeconds', 'more_than', 75, false],
  ['talkSeconds', 'at_most', 75, true],
  ['talkSeconds', 'less_than', 75, false],
  ['rank', 'is', 0, true],
  ['rank', 'at_least', 1, false],
  ['firstCall', 'is', false, true],
  ['firstCall', 'is', true, false],
  ['startedAt', 'within_hours', { from: '18:30', until: '19:00' }, true],
  ['startedAt', 'within_hours', { from: '09:00', until: '18:30' }, false],
  ['startedAt', 'outside_hours', { from: '09:00', until: '18:00' }, true],
  ['startedAt', 'within_hours', { from: '18:00', until: '08:00' }, true],
  ['startedAt', 'within_hours', { from: '20:00', until: '08:00' }, false],
  ['startedAt', 'on_weekdays', [1], true],
  ['startedAt', 'on_weekdays', [6, 7], false],
  ['startedAt', 'before_day', '2026-11-24', true],
  ['startedAt', 'before_day', '2026-11-23', false],
  ['startedAt', 'after_day', '2026-11-22', true],
  ['startedAt', 'after_day', '2026-11-23', false],
  ['spokenAt', 'empty', undefined, true],
  ['spokenAt', 'on_weekdays', [1, 2, 3, 4, 5, 6, 7], false],
  ['spokenAt', 'before_day', '2030-01-01', false],
  ['pages', 'contains', 'tarifs', true],
  ['pages', 'contains', 'tarif', false],
  ['pages', 'lacks', 'Plan', true],
  ['pages', 'empty', undefined, false],
])('%s %s %o: %o', (field, is, value, expected) => expect(holds({ field, is, value })).toBe(expected))

test.each<Row>([
  ['talkSeconds', 'at_most', 10, false],
  ['talkSeconds', 'is', 0, false],
  ['caller', 'contains', '0', false],
  ['caller', 'lacks', '0', true],
  ['caller', 'is_not', '0639980001', true],
  ['pages', 'contains', 'Tarifs', false],
  ['pages', 'empty', undefined, true],
])('of what is unknown, %s %s %o: %o', (field, is, value, expected) =>
  expect(
    holds({ field, is, value }, 'all', 'Europe/Paris', { ...facts, talkSeconds: null, caller: null, pages: [] }),
  ).toBe(expected),
)

test('hours and days are those of the site', () => {
  const late: Test = { field: 'startedAt', is: 'outside_hours', value: { from: '09:00', until: '18:00' } }
  expect([holds(late), holds(late, 'all', 'America/Martinique')]).toEqual([true, false])
  const newYear = { ...facts, startedAt: '2026-12-31T21:00:00Z' }
  const after: Test = { field: 'startedAt', is: 'after_day', value: '2026-12-31' }
  expect(holds(after, 'all', 'Indian/Reunion', newYear)).toBe(true)
  expect(holds(after, 'all', 'Europe/Paris', newYear)).toBe(false)
})

const yes: Test = { field: 'outcome', is: 'is', value: 'missed' }
const no: Test = { field: 'outcome', is: 'is', value: 'answered' }
test.each([
  ['nothing asked', { match: 'all', tests: [] }, true],
  ['nothing asked of any', { match: 'any', tests: [] }, true],
  ['all, one fails', { match: 'all', tests: [yes, no] }, false],
  ['any, one holds', { match: 'any', tests: [no, yes] }, true],
  ['a group within', { match: 'all', tests: [yes, { match: 'any', tests: [no, yes] }] }, true],
  ['a group within fails', { match: 'all', tests: [yes, { match: 'all', tests: [no, yes] }] }, false],
  ['any group', { match: 'any', tests: [no, { match: 'all', tests: [yes, yes] }] }, true],
] as const)('%s', (_, condition, expected) =>
  expect(prepare(Condition.parse(condition), fields)(facts, 'Europe/Paris')).toBe(expected),
)

test.each<[string, unknown, string, string]>([
  ['a field that there is not', { field: 'colour', is: 'is', value: 'red' }, 'field', 'rule.unknown_field'],
  ['a field that is left out', { field: 'parts', is: 'empty' }, 'field', 'rule.unknown_field'],
  ['a field of every object', { field: 'constructor', is: 'empty' }, 'field', 'rule.unknown_field'],
  ['what cannot be asked of it', { field: 'outcome', is: 'contains', value: 'm' }, 'is', 'rule.unknown_operator'],
  ['whether it is empty, which it never is', { field: 'outcome', is: 'empty' }, 'is', 'rule.unknown_operator'],
  ['a word that is none of its values', { field: 'outcome', is: 'is', value: 'lost' }, 'value', 'rule.bad_value'],
  ['one of nothing', { field: 'outcome', is: 'one_of', value: [] }, 'value', 'rule.bad_value'],
  ['no text', { field: 'name', is: 'contains', value: ' ' }, 'value', 'rule.bad_value'],
  ['a number in words', { field: 'rank', is: 'is', value: '3' }, 'value', 'rule.bad_value'],
  ['nothing to compare with', { field: 'rank', is: 'is' }, 'value', 'rule.bad_value'],
  ['what names nothing', { field: 'siteId', is: 'is', value: 'Niort' }, 'value', 'rule.bad_value'],
  ['no day', { field: 'startedAt', is: 'before_day', value: 'demain' }, 'value', 'rule.bad_value'],
  ['the eighth day', { field: 'startedAt', is: 'on_weekdays', value: [8] }, 'value', 'rule.bad_value'],
  ['no hours', { field: 'startedAt', is: 'within_hours', value: '9-18' }, 'value', 'rule.bad_value'],
  ['a value for nothing', { field: 'caller', is: 'empty', value: 'x' }, 'value', 'rule.bad_value'],
])('%s is a problem, never simply false', (_, wrong, where, code) => {
  const nested = Condition.parse({ match: 'all', tests: [yes, { match: 'any', tests: [yes, wrong] }] })
  expect(conditionProblems(nested, fields)).toEqual([{ path: `condition.tests.1.tests.1.${where}`, code }])
  const flat = Condition.parse({ match: 'all', tests: [wrong] })
  expect(conditionProblems(flat, fields)).toEqual([{ path: `condition.tests.0.${where}`, code }])
})

test.each([
  ['three levels', { match: 'all', tests: [{ match: 'any', tests: [{ match: 'all', tests: [yes] }] }] }],
  ['an unknown word', { match: 'some', tests: [] }],
  ['an unknown operator', { match: 'all', tests: [{ field: 'outcome', is: 'matches', value: '.*' }] }],
  [
    '25 o’clock',
    { match: 'all', tests: [{ field: 'startedAt', is: 'within_hours', value: { from: '25:00', until: '08:00' } }] },
  ],
])('%s is no condition', (_, wrong) => expect(Condition.safeParse(wrong).success).toBe(false))

test('a field that is gone is never false: it cannot even be prepared', () => {
  expect(() => prepare({ match: 'all', tests: [{ field: 'gone', is: 'empty' }] }, fields)).toThrow(RangeError)
})
