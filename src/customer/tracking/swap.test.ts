import { expect, test } from 'vitest'
import type { SwapRule } from './contract.ts'
import { chooseRule } from './swap.ts'

const rule = (kind: SwapRule['kind'], value = '') => ({ kind, value })
const visit = (given: Partial<{ url: string; referrer: string; channel: string }> = {}) => ({
  url: 'https://www.exemple.fr/devis/chaudiere?UTM_Campaign=Printemps&b=2',
  referrer: 'https://blog.partenaire.fr/article',
  channel: 'Referral',
  ...given,
})

test.each<[SwapRule['kind'], string, boolean]>([
  ['landing', '/devis', true],
  ['landing', '/devis/', true],
  ['landing', '/devis/chaudiere', true],
  ['landing', '/dev', false],
  ['landing', '/DEVIS', false],
  ['landing', 'utm_campaign=printemps', true],
  ['landing', 'UTM_CAMPAIGN=PRINTEMPS', true],
  ['landing', 'utm_campaign=print', false],
  ['landing', 'b=2', true],
  ['landing', 'b=', false],
  ['landing', 'b', false],
  ['referrer', 'partenaire.fr', true],
  ['referrer', 'www.partenaire.fr', true],
  ['referrer', 'BLOG.partenaire.fr', true],
  ['referrer', 'naire.fr', false],
  ['referrer', 'autre.partenaire.fr', false],
  ['channel', 'Referral', true],
  ['channel', 'Referra', false],
  ['always', '', true],
])('%s « %s »: %s', (kind, value, holds) => {
  expect(chooseRule([rule(kind, value)], visit()) !== undefined).toBe(holds)
})

// The published order of precedence: see docs/user.
const all = [rule('always'), rule('channel', 'Referral'), rule('referrer', 'partenaire.fr'), rule('landing', '/devis')]
test.each([
  ['a landing page before all the others', visit(), 'landing'],
  ['a referrer before a channel', visit({ url: 'https://www.exemple.fr/' }), 'referrer'],
  ['a channel before always', visit({ url: 'https://www.exemple.fr/', referrer: '' }), 'channel'],
  ['always, when nothing else', visit({ url: 'https://www.exemple.fr/', referrer: '', channel: 'Direct' }), 'always'],
] as const)('%s, in whatever order they are written', (_, given, kind) => {
  expect(chooseRule(all, given)?.kind).toBe(kind)
  expect(chooseRule(all.toReversed(), given)?.kind).toBe(kind)
})

test('of two of a kind, the first one written; of none that holds, none', () => {
  const two = [rule('landing', 'b=2'), rule('landing', '/devis')]
  expect(chooseRule(two, visit())).toBe(two[0])
  expect(chooseRule(two.toReversed(), visit())).toBe(two[1])
  expect(chooseRule([rule('landing', '/x'), rule('channel', 'Direct')], visit())).toBeUndefined()
  expect(
    chooseRule([rule('landing', '/devis'), rule('referrer', 'x.fr')], visit({ url: 'rien', referrer: '%' })),
  ).toBeUndefined()
})
