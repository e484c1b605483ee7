import { expect, test } from 'vitest'
import { seeded } from '../../demo/random.ts'
import { weightedMean } from '#shared/statistics/score'
import { changesBetween, fallsIn } from './changes.ts'
import type { GatedMean, WaveResults } from './contract.ts'

const random = seeded('changes')
/** What so many people say who are all drawn from the same marks. */
const said = (people: number, centre: number): GatedMean => {
  const marks = Array.from({ length: people }, () =>
    Math.max(0, Math.min(100, centre + (random() + random() - 1) * 60)),
  )
  const { estimate, lo, hi, n } = weightedMean(marks.map((mark) => [mark, 1] as const))!
  return { value: estimate, lo: Math.max(0, lo), hi: Math.min(100, hi), n }
}
const themes = ['listened', 'means', 'team'].map((id) => ({ id, title: id }))
const wave = (centres: Record<string, number[]>, people = 40) => ({
  themes,
  groups: Object.entries(centres).map(([key, own]) => ({
    key,
    kind: key === 'whole' ? ('whole' as const) : ('site' as const),
    name: key,
    siteId: key === 'whole' ? null : key,
    participation: 0.8,
    themes: own.map((centre) => said(people, centre)),
    questions: [],
  })),
})
const calm = { a: [60, 60, 60], b: [60, 60, 60], c: [60, 60, 60] }

test('a fall that was planted is found, at its site and theme only', () => {
  const changes = changesBetween(wave(calm), wave({ ...calm, b: [60, 30, 60] }))
  expect(changes.map((own) => own.map((change) => change!.shown))).toEqual([
    [false, false, false],
    [false, true, false],
    [false, false, false],
  ])
  expect(changes[1]![1]!.value).toBeLessThan(-20)
})

test('where nothing changed, nearly never is anything shown, however much is looked at', () => {
  const many = Object.fromEntries(Array.from({ length: 20 }, (_, place) => [`s${place}`, [60, 60, 60]]))
  const shown = Array.from({ length: 40 }, () =>
    changesBetween(wave(many, 12), wave(many, 12))
      .flat()
      .some((change) => change!.shown),
  )
  expect(shown.filter(Boolean).length).toBeLessThanOrEqual(6)
})

test('nothing is said of what one of the two waves does not tell; a theme that is new has no past', () => {
  const [before, after] = [wave({ a: [60, 60, 60] }), wave({ a: [30, 30, 30], d: [30, 30, 30] })]
  before.groups[0]!.themes[0] = { hidden: 'too_few' }
  after.groups[0]!.themes[1] = { hidden: 'would_reveal' }
  const old = { ...before, themes: themes.slice(0, 2) }
  expect(changesBetween(old, after)).toEqual([
    [null, null, null],
    [null, null, null],
  ])
})

test('everybody and sites are told of a fall; teams are not, nor of a rise', () => {
  const fall = { value: -12.4, lo: -20, hi: -5, shown: true }
  const group = (kind: 'whole' | 'site' | 'team', changes: object[]) => ({ kind, siteId: kind, changes })
  const groups = [
    group('whole', [{ ...fall, shown: false }]),
    group('site', [fall]),
    group('team', [fall]),
    group('site', [{ ...fall, value: 12 }]),
  ]
  const results = { wave: { id: 'w', name: 'Automne' }, themes, groups } as unknown as WaveResults
  expect(fallsIn(results)).toEqual([{ id: 'w', name: 'Automne', siteId: 'site', theme: 'listened', change: -12 }])
})
