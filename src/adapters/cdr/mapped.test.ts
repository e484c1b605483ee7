import { expect, test } from 'vitest'
import { type CsvMapping, mappedCsv } from './mapped.ts'
import { statusCalled } from './statuses.ts'

const mapping = {
  from: 'Appelant',
  to: 'Appelé',
  startedAt: 'Début',
  answeredAt: 'Décroché à',
  endedAt: 'Fin',
  durationSeconds: 'Durée',
  status: 'Résultat',
  externalId: 'Réf',
} satisfies CsvMapping
const call = {
  Réf: 'A-12',
  Appelant: '06 39 98 00 01',
  Appelé: '01 99 00 00 02',
  Début: '23/11/2026 10:00',
  'Décroché à': '23/11/2026 10:00:12',
  Fin: '23/11/2026 10:01:00',
  Durée: '48',
  Résultat: 'Décroché',
}
const read = (cells: Partial<typeof call> = {}, wanted: Partial<CsvMapping> = mapping) =>
  mappedCsv(Object.keys(call), wanted as CsvMapping, 'Europe/Paris')(Object.values({ ...call, ...cells }), 'the line')
const { from, to, startedAt, durationSeconds, endedAt, answeredAt, status } = mapping

test('refuses a file without a mapped column', () => {
  expect(() => mappedCsv(['Appelant', 'Appelé'], mapping, 'Europe/Paris')).toThrow(
    expect.objectContaining({ code: 'import.missing_column', status: 422, params: { column: 'Début', value: '' } }),
  )
})

test('refuses a line that ends before a mapped column', () => {
  const readLine = mappedCsv(Object.keys(call), mapping, 'Europe/Paris')
  expect(() => readLine(Object.values(call).slice(0, 6), '')).toThrow(
    expect.objectContaining({ code: 'import.missing_column', params: { column: 'Durée', value: '' } }),
  )
})

test.each([
  ['import.bad_date', { Début: '31/02/2026 10:00' }, { column: 'Début', value: '31/02/2026 10:00' }],
  ['import.bad_date', { Début: '' }, { column: 'Début', value: '' }],
  ['import.bad_date', { Fin: '23/11/2026 09:00' }, { column: 'Fin', value: '23/11/2026 09:00' }],
  ['import.bad_value', { Durée: 'longue' }, { column: 'Durée', value: 'longue' }],
  ['import.bad_value', { Durée: '99999999' }, { column: 'Durée', value: '99999999' }],
  ['import.bad_value', { Appelé: ' ' }, { column: 'Appelé', value: '' }],
  ['import.bad_value', { Réf: 'x'.repeat(201) }, { column: 'Réf', value: 'x'.repeat(100) }],
  ['import.unknown_status', { Résultat: 'peut-être' }, { column: 'Résultat', value: 'peut-être' }],
  ['import.unknown_status', { Résultat: '' }, { column: 'Résultat', value: '' }],
])('refuses with %s: %o', (code, cells, params) => {
  expect(() => read(cells)).toThrow(expect.objectContaining({ code, status: 422, params }))
})

test('an answered call', () => {
  expect(read()).toEqual({
    externalId: 'A-12',
    direction: 'inbound',
    from: '06 39 98 00 01',
    to: '01 99 00 00 02',
    status: 'completed',
    startedAt: '2026-11-23T09:00:00.000Z',
    answeredAt: '2026-11-23T09:00:12.000Z',
    endedAt: '2026-11-23T09:01:00.000Z',
    talkSeconds: 48,
  })
})

test('a missed call has no answer and no talk, whatever its cells say', () => {
  expect(read({ Résultat: 'Manqué', Appelant: '' })).toMatchObject({
    from: null,
    status: 'no-answer',
    answeredAt: null,
    endedAt: '2026-11-23T09:01:00.000Z',
    talkSeconds: null,
  })
})

const bare = { from, to, startedAt, status }
test.each([
  ['end and duration', { ...bare, endedAt, durationSeconds }],
  ['answer and duration', { ...bare, answeredAt, durationSeconds }],
  ['answer and end', { ...bare, answeredAt, endedAt }],
])('the third time follows from %s', (_, wanted) => {
  expect(read({}, wanted)).toMatchObject({
    answeredAt: '2026-11-23T09:00:12.000Z',
    endedAt: '2026-11-23T09:01:00.000Z',
    talkSeconds: 48,
  })
})

test('what cannot be known stays unknown', () => {
  expect(read({}, bare)).toMatchObject({ answeredAt: null, endedAt: null, talkSeconds: null })
})

test('without a status, a duration means answered; without a reference, the line names the call', () => {
  const wanted = { from, to, startedAt, durationSeconds }
  expect(read({}, wanted).status).toBe('completed')
  expect(read({ Durée: '0' }, wanted).status).toBe('no-answer')
  expect(read({ Durée: '' }, wanted).status).toBe('no-answer')
  expect(read({}, wanted).externalId).toMatch(/^[0-9a-f]{64}$/)
})

test.each([
  ['48', 48],
  ['47,6', 48],
  ['0:00:48', 48],
  ['01:02:03', 3723],
])('a duration of %s', (Durée, seconds) => expect(read({ Durée }).talkSeconds).toBe(seconds))

test('columns are found whatever their case and spaces', () => {
  const readLine = mappedCsv([' APPELANT', 'appelé ', 'DÉBUT'], { from, to, startedAt }, 'Europe/Paris')
  expect(readLine(['', '0199000002', '2026-11-23 10:00'], 'x').to).toBe('0199000002')
})

test.each([
  ['décroché', 'completed'],
  ['Répondu', 'completed'],
  ['ANSWERED', 'completed'],
  ['Appel abouti', 'completed'],
  ['manqué', 'no-answer'],
  ['Appel manqué', 'no-answer'],
  ['Non répondu', 'no-answer'],
  ['non-décroché', 'no-answer'],
  ['missed', 'no-answer'],
  ['Missed call', 'no-answer'],
  ['NO_ANSWER', 'no-answer'],
  ['no answer', 'no-answer'],
  ['Sans réponse', 'no-answer'],
  ['Ligne occupée', 'busy'],
  ['busy', 'busy'],
  ['Échec', 'failed'],
  ['failed', 'failed'],
  ['Annulé', 'canceled'],
  ['cancelled', 'canceled'],
  ['', undefined],
  ['appel', undefined],
  ['constructor', undefined],
])('« %s » is %s', (word, expected) => expect(statusCalled(word)).toBe(expected))
