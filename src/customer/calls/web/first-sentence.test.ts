import { expect, test } from 'vitest'
import { text as t } from '#web/i18n'
import { firstSentence, worstCell } from './first-sentence.ts'

const days = ['', 'lundi', 'mardi']
const format = { weekday: (day: number) => days[day] ?? '' }
const cell = (weekday: number, hour: number, missed: number) => ({ weekday, hour, received: 9, missed })
const flat = [cell(1, 9, 2), cell(1, 10, 2), cell(2, 9, 2)]
const rush = [...flat, cell(2, 10, 8)]

test('nothing missed, nothing to say', () => {
  expect(firstSentence({ total: { missed: 0, notSpokenSince: 0 }, heatmap: [] }, t, format)).toBeUndefined()
})

test.each([
  [12, 30, rush, '12 appels manqués n’ont pas encore trouvé de réponse. On en manque le plus le mardi à 10 h.'],
  [1, 30, flat, 'Un appel manqué n’a pas encore trouvé de réponse.'],
  [0, 30, flat, 'Les appels manqués ont tous trouvé une réponse.'],
  [0, 1, flat, 'L’appel manqué a trouvé une réponse.'],
])('%i waiting of %i missed', (notSpokenSince, missed, heatmap, sentence) => {
  const said = firstSentence({ total: { missed, notSpokenSince }, heatmap }, t, format)
  expect(said?.replaceAll(/[\u00a0\u202f]/g, ' ')).toBe(sentence)
})

test('an hour is named only when it stands out', () => {
  expect(worstCell([])).toBeUndefined()
  expect(worstCell([cell(1, 10, 9)])).toBeUndefined()
  expect(worstCell([cell(1, 10, 2), cell(1, 11, 1)])).toBeUndefined()
  expect(worstCell([cell(1, 10, 5), cell(1, 11, 5), cell(1, 12, 1)])).toBeUndefined()
  expect(worstCell([cell(1, 10, 5), cell(1, 11, 4), cell(1, 12, 4)])).toBeUndefined()
  expect(worstCell(rush)).toMatchObject({ weekday: 2, hour: 10 })
})
