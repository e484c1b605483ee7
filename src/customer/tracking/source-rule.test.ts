import { expect, test } from 'vitest'
import { codeOf } from '#test/answers'
import { testServer } from '#test/server'
import type { SourceRule } from './contract.ts'
import { bySourceRules } from './source-rule.ts'
import { classifySource } from './source.ts'

// What an organisation says of where visits come from.

const rule = (kind: SourceRule['kind'], value: string, more: Partial<SourceRule> = {}): SourceRule => ({
  kind,
  value,
  source: null,
  medium: null,
  channel: 'Partenaires',
  ...more,
})
const visit = {
  url: 'https://www.exemple.fr/offre/pro?utm_source=Lettre&utm_medium=email',
  referrer: 'https://blog.partenaire.fr/',
}
const found = classifySource(visit)

test.each<[SourceRule['kind'], string, boolean]>([
  ['referrer', 'partenaire.fr', true],
  ['referrer', 'naire.fr', false],
  ['source', 'lettre', true],
  ['source', 'lett', false],
  ['medium', 'EMAIL', true],
  ['medium', 'mail', false],
  ['landing', '/offre', true],
  ['landing', '/off', false],
  ['landing', 'utm_source=lettre', true],
  ['landing', 'utm_source=let', false],
])('%s %s: %s', (kind, value, holds) => {
  expect(bySourceRules([rule(kind, value)], visit, found).channel).toBe(holds ? 'Partenaires' : 'Email')
})

test('the first that holds; what it does not say stays as it was found', () => {
  const rules = [rule('source', 'autre'), rule('medium', 'email', { source: 'Infolettre' }), rule('landing', '/offre')]
  expect(bySourceRules(rules, visit, found)).toEqual({ ...found, source: 'Infolettre', channel: 'Partenaires' })
  expect(bySourceRules([], visit, found)).toBe(found)
})

test('they are the organisation’s: refused without a value, without the right; and hold from then on', async () => {
  const house = await testServer()
  const owner = await house.signIn('owner')
  const adviser = await house.signIn('adviser')
  const put = (rules: object[], by = owner) => by('/api/source-rules', { method: 'PUT', body: { rules } })
  expect(await codeOf(await put([], adviser))).toEqual([403, 'right.missing'])
  expect(await codeOf(await put([{ kind: 'referrer', value: ' ', channel: 'x' }]))).toEqual([400, 'input.invalid'])
  expect(
    (await put([{ kind: 'referrer', value: 'partenaire.fr', channel: 'Partenaires', source: 'Blog' }])).status,
  ).toBe(200)
  const site = (await (await owner('/api/sites', { body: { name: 'Nantes', phone: '02 61 91 00 01' } })).json()) as {
    id: string
  }
  const website = await owner('/api/websites', { body: { siteId: site.id, host: 'www.exemple.fr' } })
  const { key } = (await website.json()) as { key: string }
  await house.anonymous('/t/visit', {
    body: JSON.stringify({ k: key, u: 'https://www.exemple.fr/', r: visit.referrer, t: '', c: 1 }),
    headers: { 'content-type': 'text/plain', 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0' },
  })
  expect(await house.query('select source, medium, channel from customer.visit')).toEqual([
    { source: 'Blog', medium: 'referral', channel: 'Partenaires' },
  ])
})
