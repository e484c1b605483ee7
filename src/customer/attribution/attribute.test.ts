import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { attribute, type Holding } from './attribute.ts'
import { fixed, prior } from './model.ts'

const at = new Date('2026-11-23T09:00:00Z')
const ago = (seconds: number) => new Date(at.getTime() - seconds * 1000)

let made = 0
/** Somebody who arrived two minutes before the call, and whose page beat half a minute before it. */
const aHolder = (given: Partial<Holding> = {}): Holding => ({
  visitorId: `visitor-${(made += 1)}`,
  visitId: `visit-${made}`,
  source: 'google',
  medium: 'cpc',
  channel: 'Paid Search',
  campaign: null,
  heldFrom: ago(120).toISOString(),
  heldUntil: ago(-1800).toISOString(),
  reused: false,
  lastSeenAt: ago(30),
  telClickAt: null,
  person: 'unknown',
  ...given,
})
const goneFor = (seconds: number, given: Partial<Holding> = {}) =>
  aHolder({ heldFrom: ago(seconds + 120).toISOString(), lastSeenAt: ago(seconds), ...given })

test('nobody held the number: somebody else calls, for certain', () => {
  expect(attribute(at, [])).toEqual({ candidates: [], otherProbability: 1, chosen: undefined })
})

test.each<[string, Holding[], [number, number]]>([
  ['alone, on the page', [aHolder()], [0.99, 1]],
  [
    'alone, the call’s clock a second ahead',
    [aHolder({ lastSeenAt: ago(-1), heldFrom: ago(-1).toISOString() })],
    [0.99, 1],
  ],
  ['alone, on the page for an hour', [aHolder({ heldFrom: ago(3600).toISOString() })], [0.97, 0.99]],
  ['alone, left 20 min ago', [goneFor(1200)], [0.9, 0.97]],
  ['alone, left 40 min ago', [goneFor(2400)], [0.75, 0.9]],
  ['on the page, after one who left 20 min ago', [aHolder(), goneFor(1200)], [0.97, 1]],
  ['known as the caller, against another on the page', [goneFor(20, { person: 'same' }), aHolder()], [0.97, 1]],
  ['on the page, against one known as somebody else', [aHolder(), aHolder({ person: 'other' })], [0.9, 0.92]],
  [
    'who touched the link, against a later holder',
    [goneFor(25, { telClickAt: ago(20) }), aHolder({ lastSeenAt: at })],
    [0.98, 1],
  ],
])('%s is believed', (_, holdings, [low, high]) => {
  const { chosen, candidates } = attribute(at, holdings)
  expect(chosen?.visitId).toBe(holdings[0]!.visitId)
  expect(candidates[0]).toBe(chosen)
  expect(chosen!.probability).toBeGreaterThan(low)
  expect(chosen!.probability).toBeLessThan(high)
})

test.each<[string, Holding[]]>([
  ['two on the page', [aHolder(), aHolder()]],
  ['two who left at about the same time', [goneFor(600), goneFor(620)]],
  ['three on the page', [aHolder(), aHolder(), aHolder()]],
  ['one who left an hour ago', [goneFor(3600)]],
  ['one who left six hours ago', [goneFor(6 * 3600)]],
  [
    'one who is known to be somebody else and left',
    [goneFor(1200, { person: 'other' }), goneFor(1200, { person: 'other' })],
  ],
])('%s: nobody is chosen, all are shown', (_, holdings) => {
  const { chosen, candidates } = attribute(at, holdings)
  expect(chosen).toBeUndefined()
  expect(candidates.map(({ visitId }) => visitId).toSorted()).toEqual(holdings.map(({ visitId }) => visitId).toSorted())
})

test.each<[string, Partial<Holding>, unknown[]]>([
  ['on the page', {}, [{ kind: 'on_page' }]],
  ['a beat late', { lastSeenAt: ago(90) }, [{ kind: 'on_page' }]],
  ['gone', { lastSeenAt: ago(91) }, [{ kind: 'last_seen', secondsBefore: 91 }]],
  ['touched the link', { telClickAt: ago(7) }, [{ kind: 'tel_click', secondsBefore: 7 }, { kind: 'on_page' }]],
  [
    'touched it, by its own clock after the call',
    { telClickAt: ago(-2) },
    [{ kind: 'tel_click', secondsBefore: 0 }, { kind: 'on_page' }],
  ],
  ['touched it too long ago to count', { telClickAt: ago(301) }, [{ kind: 'on_page' }]],
  [
    'known as the caller',
    { person: 'same', lastSeenAt: ago(600) },
    [{ kind: 'known_caller' }, { kind: 'last_seen', secondsBefore: 600 }],
  ],
  ['known as another', { person: 'other' }, [{ kind: 'known_as_other' }, { kind: 'on_page' }]],
])('evidence, the strongest first: %s', (_, given, evidence) => {
  expect(attribute(at, [aHolder(given)]).candidates[0]!.evidence).toEqual(evidence)
})

/** The same numbers at every run: a failure can be looked at. */
function* random(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    yield state / 2 ** 32
  }
}

test('whoever held the number, the probabilities and that of somebody else make one', () => {
  const draw = random(23)
  const upTo = (most: number) => draw.next().value * most
  for (let round = 0; round < 500; round += 1) {
    const holdings = Array.from({ length: Math.floor(upTo(8)) }, () => {
      const gap = upTo(upTo(86_400))
      return aHolder({
        heldFrom: ago(gap + upTo(7200)).toISOString(),
        lastSeenAt: ago(gap),
        telClickAt: upTo(1) < 0.2 ? ago(gap + upTo(400) - 5) : null,
        person: (['same', 'other', 'unknown'] as const)[Math.floor(upTo(3))]!,
      })
    })
    const { candidates, otherProbability, chosen } = attribute(at, holdings)
    expect(candidates).toHaveLength(holdings.length)
    for (const { probability } of candidates) expect(probability >= 0 && probability <= 1).toBe(true)
    expect(candidates.reduce((sum, { probability }) => sum + probability, otherProbability)).toBeCloseTo(1, 12)
    expect(candidates).toEqual(candidates.toSorted((a, b) => b.probability - a.probability))
    expect(chosen).toBe(candidates[0] && candidates[0].probability > fixed.believeAbove ? candidates[0] : undefined)
  }
})

test.each<[string, (seconds: number) => Holding]>([
  ['left', (seconds) => goneFor(seconds)],
  ['touched the link', (seconds) => aHolder({ telClickAt: ago(seconds) })],
])('the longer ago a visitor %s, the less likely it is them', (_, holder) => {
  let before = 1
  for (let seconds = 0; seconds <= 86_400; seconds += seconds < 1000 ? 1 : 60) {
    const { probability } = attribute(at, [holder(seconds), goneFor(300)]).candidates.find(
      ({ visitId }) => visitId === `visit-${made - 1}`,
    )!
    expect(probability, `${seconds} s`).toBeLessThanOrEqual(before)
    before = probability
  }
})

test('what the model says of itself is what it does', () => {
  const source = readFileSync(new URL('./model.ts', import.meta.url), 'utf8')
  const stated = /\/\*\*([^/]*)\*\/\s*export const prior/.exec(source)![1]!.replaceAll(/\s*\*\s*/g, ' ')
  expect(stated).toContain(`once in ${Math.round(1 / prior.callRate)};`)
  expect(stated).toContain('three times in four while on the page')
  expect(prior.onPageShare).toBe(3 / 4)
  expect(stated).toContain(`median ${prior.delayMedianSeconds / 60} min`)
  expect(stated).toContain(`nine in ten who touch the number's link call, after ${prior.telClickMeanSeconds} s`)
  expect(prior.telClickCallRate).toBe(9 / 10)
  expect(stated).toContain(`once in ${prior.strangerEveryDays} days`)
})
