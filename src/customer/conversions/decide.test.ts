import { expect, test } from 'vitest'
import type { PlatformName, WithheldReason } from './contract.ts'
import { type Facts, whyNot } from './decide.ts'

const now = new Date('2026-11-20T10:00:00Z')
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000)
const good: Facts = {
  startedAt: ago(1),
  outcome: 'answered',
  talkSeconds: 90,
  firstCall: true,
  hidden: false,
  erased: false,
  leftOut: false,
  certainty: 'visitor',
  clickIds: { gclid: 'a', fbclid: 'b' },
  consents: true,
}
const bounds = { minTalkSeconds: 60, firstOnly: true }

test.each<[string, Partial<Facts>, WithheldReason | undefined]>([
  ['all is well', {}, undefined],
  ['a minute exactly', { talkSeconds: 60 }, undefined],
  ['erased', { erased: true, leftOut: true }, 'erased'],
  ['still going on', { outcome: 'ongoing' }, 'ongoing'],
  ['left out', { leftOut: true }, 'left_out'],
  ['missed', { outcome: 'missed', talkSeconds: null }, 'missed'],
  ['short', { talkSeconds: 59 }, 'too_short'],
  ['nobody knows whose', { firstCall: false, hidden: true }, 'hidden'],
  ['not the first', { firstCall: false }, 'repeated'],
  ['a flyer’s', { certainty: 'support' }, 'no_visitor'],
  ['the site’s own number', { certainty: 'direct' }, 'no_visitor'],
  ['uncertain', { certainty: 'uncertain' }, 'uncertain'],
  ['without a click', { clickIds: {} }, 'no_click'],
  ['of another platform’s click', { clickIds: { msclkid: 'x', fbclid: 'b' } }, 'no_click'],
  ['without consent', { consents: false }, 'no_consent'],
  ['ninety days old', { startedAt: ago(90) }, undefined],
  ['older', { startedAt: ago(91) }, 'too_old'],
])('Google Ads and a call that is: %s', (_, facts, reason) => {
  expect(whyNot('google_ads', bounds, { ...good, ...facts }, now)).toBe(reason)
})

test.each<[PlatformName, Partial<Facts>, WithheldReason | undefined]>([
  ['google_ads', { clickIds: { wbraid: 'x' } }, undefined],
  ['google_ads', { clickIds: { gbraid: 'x' } }, undefined],
  ['meta', {}, undefined],
  ['meta', { clickIds: { gclid: 'a' } }, 'no_click'],
  ['meta', { startedAt: ago(8) }, 'too_old'],
  ['ga4', { clickIds: {} }, undefined],
  ['ga4', { startedAt: ago(4) }, 'too_old'],
])('%s, %o', (platform, facts, reason) => {
  expect(whyNot(platform, bounds, { ...good, ...facts }, now)).toBe(reason)
})

test('every call, when that is asked for', () => {
  expect(
    whyNot('ga4', { minTalkSeconds: 0, firstOnly: false }, { ...good, firstCall: false, talkSeconds: 0 }, now),
  ).toBeUndefined()
})
