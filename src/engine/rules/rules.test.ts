import { expect, test } from 'vitest'
import type { Tx } from '#kernel/db'
import { InputError } from '#shared/errors'
import { anOrg, aSite } from '#test/factories'
import { aRule, makeRule, missed } from '#test/rules'
import { testServer } from '#test/server'
import type { Firing, Rule, RuleInput, Vocabulary } from './contract.ts'
import { changeRule, createRule, enableRule, listRules, removeRule } from './service.ts'

const house = await testServer()
const { db, query } = house
const acme = { orgId: house.orgId }
const rival = await anOrg(query)
const site = await aSite(db, acme, { name: 'Paris' })
const owner = await house.signIn('owner')
const { userId: me } = (await (await owner('/api/session')).json()) as { userId: string }

const as = <T>(work: (tx: Tx) => Promise<T>, org = acme) => db.as(org, work)
const problemsOf = async (rule: object): Promise<[string, string][]> => {
  const error: unknown = await as((tx) => createRule(tx, aRule(rule))).catch((reason: unknown) => reason)
  if (!(error instanceof InputError)) throw new Error('It was taken', { cause: error })
  return error.fields.map(({ path, code }) => [path, code])
}
const found = async (id: string, org = acme): Promise<Rule> =>
  (await as((tx) => listRules(tx, 'fr'), org)).find((rule) => rule.id === id)!

test('another organisation neither sees, changes, stops nor removes a rule', async () => {
  const { id } = await makeRule(db, acme)
  const verbs: ((tx: Tx) => Promise<unknown>)[] = [
    (tx) => changeRule(tx, id, aRule()),
    (tx) => enableRule(tx, id, false),
    (tx) => removeRule(tx, id),
  ]
  for (const verb of verbs) await expect(as(verb, rival)).rejects.toMatchObject({ code: 'rule.not_found' })
  expect(await as((tx) => listRules(tx, 'fr'), rival)).toEqual([])
  expect(await found(id)).toMatchObject({ enabled: true, name: 'Essai' })
})

const mail = { kind: 'mail', settings: { to: ['a@exemple.fr'], subject: 's', body: 'b' } }
const task = { kind: 'task', settings: { subject: 's', delay: { within: 1, unit: 'minutes' } } }
const unknown = '01980000-0000-7000-8000-000000000009'
const asking = (field: string, is: string, value?: unknown) => ({ match: 'all', tests: [{ field, is, value }] })
test.each<[string, object, string, string]>([
  ['an event that there is not', { on: 'call.forgotten' }, 'on', 'rule.unknown_event'],
  ['an event that is not opened', { on: 'call.told' }, 'on', 'rule.unknown_event'],
  ['a field', { condition: asking('colour', 'is', 'x') }, 'condition.tests.0.field', 'rule.unknown_field'],
  ['an operator', { condition: asking('outcome', 'contains', 'x') }, 'condition.tests.0.is', 'rule.unknown_operator'],
  ['a value', { condition: asking('outcome', 'is', 'x') }, 'condition.tests.0.value', 'rule.bad_value'],
  [
    'a campaign that is not ours',
    { condition: asking('campaignId', 'is', unknown) },
    'condition.tests.0.value',
    'rule.gone',
  ],
  ['an action', { actions: [{ kind: 'sing', settings: {} }] }, 'actions.0.kind', 'rule.unknown_action'],
  ['an action for another event', { on: 'delivery.refused' }, 'actions.0.kind', 'rule.unfit_action'],
  [
    'a site for what is of none',
    { on: 'delivery.refused', actions: [mail], siteId: site.id },
    'siteId',
    'rule.no_site',
  ],
  ['an empty tag', { actions: [{ kind: 'tag', settings: { tag: ' ' } }] }, 'actions.0.settings.tag', 'field.required'],
  [
    'nobody to write to',
    { actions: [{ ...mail, settings: { ...mail.settings, to: [] } }] },
    'actions.0.settings.to',
    'field.required',
  ],
  [
    'no address',
    { actions: [{ ...mail, settings: { ...mail.settings, to: ['camille'] } }] },
    'actions.0.settings.to.0',
    'field.invalid',
  ],
  [
    'a member who is none',
    { actions: [{ ...mail, settings: { ...mail.settings, to: [unknown] } }] },
    'actions.0.settings.to',
    'rule.gone',
  ],
  [
    'a field in a subject',
    { actions: [{ ...mail, settings: { ...mail.settings, subject: '{{ colour }}' } }] },
    'actions.0.settings.subject',
    'rule.unknown_placeholder',
  ],
  [
    'a tag in a body',
    { actions: [{ ...mail, settings: { ...mail.settings, body: '{% include "/etc/passwd" %}' } }] },
    'actions.0.settings.body',
    'rule.template_tag',
  ],
  [
    'a loop in a body',
    { actions: [{ ...mail, settings: { ...mail.settings, body: '{% for i in (1..9) %}{% endfor %}' } }] },
    'actions.0.settings.body',
    'rule.template_tag',
  ],
  [
    'an owner who is none',
    { actions: [{ ...task, settings: { ...task.settings, ownerId: unknown } }] },
    'actions.0.settings.ownerId',
    'rule.gone',
  ],
  [
    'no time to do it',
    { actions: [{ ...task, settings: { ...task.settings, delay: { within: 0, unit: 'minutes' } } }] },
    'actions.0.settings.delay.within',
    'field.required',
  ],
])('%s is refused, where it is', async (_, rule, path, code) => expect(await problemsOf(rule)).toEqual([[path, code]]))

test.each([
  ['no action', { actions: [] }],
  ['six actions', { actions: Array.from({ length: 6 }, () => mail) }],
  ['no name', { name: ' ' }],
  ['no limit', { maxPerHour: 0 }],
  ['a condition in words', { condition: 'outcome == missed' }],
])('%s is no rule', async (_, wrong) => {
  const body = { ...(aRule() as object), ...wrong }
  expect((await owner('/api/rules', { body })).status).toBe(400)
})

test('a refusal says in a sentence what is wrong with which part', async () => {
  const reply = await owner('/api/rules', {
    body: aRule({ condition: { match: 'all', tests: [{ field: 'x', is: 'empty' }] } }),
  })
  expect(await reply.json()).toMatchObject({
    status: 400,
    errors: [
      {
        path: 'condition.tests.0.field',
        code: 'rule.unknown_field',
        message: expect.stringContaining('champ') as string,
      },
    ],
  })
})

test('a site of another organisation is refused', async () => {
  await expect(as((tx) => createRule(tx, aRule({ siteId: site.id })), rival)).rejects.toMatchObject({ code: '23503' })
})

test('a rule is made, changed, stopped, put to work again and removed, each told once', async () => {
  const { id } = (await (
    await owner('/api/rules', { body: aRule({ siteId: site.id, condition: missed }) })
  ).json()) as Rule
  expect(await found(id)).toMatchObject({
    enabled: true,
    siteId: site.id,
    condition: missed,
    problems: [],
    stopped: null,
  })
  const changed: RuleInput = aRule({ name: 'Autre', actions: [{ ...mail, settings: { ...mail.settings, to: [me] } }] })
  expect((await owner(`/api/rules/${id}`, { method: 'PUT', body: changed })).status).toBe(200)
  for (const method of ['DELETE', 'DELETE', 'PUT', 'PUT']) await owner(`/api/rules/${id}/activation`, { method })
  expect(await found(id)).toMatchObject({ name: 'Autre', enabled: true, siteId: null, condition: { tests: [] } })
  await owner(`/api/rules/${id}`, { method: 'DELETE' })
  expect((await owner(`/api/rules/${id}`, { method: 'DELETE' })).status).toBe(404)
  expect(await found(id)).toBeUndefined()
  const told = await query(`select type from core.event where data ->> 'ruleId' = $1 order by id`, [id])
  expect(told.map(({ type }) => type)).toEqual([
    'rule.created',
    'rule.changed',
    'rule.disabled',
    'rule.enabled',
    'rule.removed',
  ])
})

test('what a rule names may go: the rule then says so, in the reader’s language', async () => {
  const leaver = await house.signIn('adviser')
  const { userId } = (await (await leaver('/api/session')).json()) as { userId: string }
  const letter = { ...mail, settings: { ...mail.settings, to: [me, userId] } }
  const { id } = await makeRule(db, acme, { condition: missed, actions: [letter] })
  await query('delete from core.membership where account_id = $1', [userId])
  await query(`update engine.rule set condition = replace(condition::text, 'outcome', 'result')::jsonb where id = $1`, [
    id,
  ])
  expect((await found(id)).problems).toEqual([
    { path: 'condition.tests.0.field', code: 'rule.unknown_field', message: 'Ce champ n’existe pas ou n’existe plus.' },
    { path: 'actions.0.settings.to', code: 'rule.gone', message: 'Ce qui est désigné ici n’existe plus.' },
  ])
  const { items } = (await (await owner('/api/rules', { headers: { 'accept-language': 'en' } })).json()) as {
    items: Rule[]
  }
  expect(items.find((rule) => rule.id === id)!.problems[0]!.message).toMatch(/field/)
})

test('the vocabulary holds what a rule may be made of, and what can be chosen', async () => {
  const vocabulary = (await (await owner('/api/rule-vocabulary')).json()) as Vocabulary
  const call = vocabulary.events.find(({ type }) => type === 'call.tracked')!
  expect(call).toMatchObject({
    noun: 'call',
    ofSite: true,
    actions: ['mail', 'task', 'tag', 'webhook', 'missed_call_letter'],
  })
  expect(call.fields).toContainEqual({ name: 'siteId', kind: 'reference', of: 'site', optional: false })
  expect(call.fields).toContainEqual({ name: 'tags', kind: 'list', optional: false })
  expect(vocabulary.choices.site).toContainEqual({ value: site.id, label: 'Paris' })
  expect(vocabulary.choices.member).toContainEqual({ value: me, label: 'owner' })
  const delivery = vocabulary.events.find(({ type }) => type === 'delivery.refused')!
  expect(delivery).toMatchObject({ ofSite: false, actions: ['mail', 'task', 'webhook'] })
})

test('nothing has fired yet: the log is empty, and stays so for others', async () => {
  const { items } = (await (await owner('/api/rule-firings')).json()) as { items: Firing[] }
  expect(items).toEqual([])
  expect((await owner('/api/rule-firings?cursor=x')).status).toBe(422)
})
