import { expect, test } from 'vitest'
import { recordCall } from '#engine/interactions'
import type { CallEvent } from '#engine/interactions/contract'
import { listRequests } from '#engine/requests'
import type { Tx } from '#kernel/db'
import { newKey, vaultOf } from '#kernel/vault'
import { createWebhook, pauseWebhook } from '../webhooks/service.ts'
import { testDb } from '#test/db'
import { aCall, anOrg, aSite } from '#test/factories'
import { runJobs } from '#test/jobs'
import { aRule, makeRule, missed } from '#test/rules'
import { listFirings, retryFiring } from './log.ts'
import { changeRule, enableRule, listRules, removeRule } from './service.ts'

const house = await testDb()
const { db, query } = house

/** An organisation of its own, with two sites, its calls and what became of them. */
async function aPlace() {
  const org = await anOrg(query)
  const as = <T>(work: (tx: Tx) => Promise<T>) => db.as(org, work)
  const [paris, lyon] = [await aSite(db, org, { name: 'Paris' }), await aSite(db, org, { name: 'Lyon' })]
  return {
    org,
    as,
    paris,
    lyon,
    rule: async (given: Parameters<typeof makeRule>[2] = {}) => (await makeRule(db, org, given)).id,
    tell: async (given: Partial<CallEvent> = {}) => {
      const told = await as((tx) =>
        recordCall(tx, { kind: 'api', name: 'essai' }, aCall({ to: paris.phone, ...given })),
      )
      await runJobs(house)
      return told.id
    },
    tagsOf: async (callId: string) =>
      (
        await query(
          `select t.name from engine.interaction_tag i join engine.tag t on t.id = i.tag_id where interaction_id = $1 order by 1`,
          [callId],
        )
      ).map(({ name }) => name),
    firings: async () => (await as((tx) => listFirings(tx, { limit: 50 }, 'fr'))).items,
    found: async (id: string) => (await as((tx) => listRules(tx, 'fr'))).find((one) => one.id === id)!,
    requests: async () =>
      (await as((tx) => listRequests(tx, { state: 'open', limit: 200 }, null))).items.map(({ subject }) => subject),
  }
}
const answered = { status: 'completed', talkSeconds: 30 } as const
const tag = (name: string) => ({ kind: 'tag', settings: { tag: name } })
const task = (subject: string, more: object = {}) => ({
  kind: 'task',
  settings: { subject, delay: { within: 30, unit: 'minutes' }, ...more },
})

test('another organisation’s rule is not moved', async () => {
  const [place, rival] = [await aPlace(), await aPlace()]
  await rival.rule()
  expect(await place.tagsOf(await place.tell())).toEqual([])
  expect(await rival.firings()).toEqual([])
})

test('a rule fires where its condition holds, at its site, and nowhere else', async () => {
  const { rule, paris, lyon, tell, tagsOf } = await aPlace()
  await rule({ condition: missed, actions: [tag('manqué')] })
  await rule({ condition: missed, siteId: paris.id, actions: [tag('manqué à Paris')] })
  expect(await tagsOf(await tell())).toEqual(['manqué', 'manqué à Paris'])
  expect(await tagsOf(await tell({ to: lyon.phone }))).toEqual(['manqué'])
  expect(await tagsOf(await tell(answered))).toEqual([])
})

test.each([
  ['stopped', (tx: Tx, id: string) => enableRule(tx, id, false)],
  ['removed', (tx: Tx, id: string) => removeRule(tx, id)],
  ['changed to something else', (tx: Tx, id: string) => changeRule(tx, id, aRule({ on: 'request.opened' }))],
])('a rule that was just %s does nothing more', async (_, end) => {
  const { as, rule, tell, tagsOf } = await aPlace()
  const id = await rule()
  expect(await tagsOf(await tell())).toEqual(['vu'])
  await as((tx) => end(tx, id))
  expect(await tagsOf(await tell())).toEqual([])
})

test('a rule whose field is gone does nothing, and says so; another of the same event goes on', async () => {
  const { rule, tell, tagsOf, found } = await aPlace()
  const broken = await rule({ condition: { match: 'any', tests: [...missed.tests, { field: 'caller', is: 'empty' }] } })
  await rule({ actions: [tag('bien')] })
  await query(`update engine.rule set condition = replace(condition::text, 'caller', 'phone')::jsonb where id = $1`, [
    broken,
  ])
  expect(await tagsOf(await tell())).toEqual(['bien'])
  expect((await found(broken)).problems).toHaveLength(1)
})

test('told again, a call is acted upon once: by the outcome that it has come to', async () => {
  const { rule, as, tell, tagsOf, firings, lyon } = await aPlace()
  await rule({ condition: missed })
  const call = aCall({ to: lyon.phone, status: 'ringing' })
  const id = await tell(call)
  expect(await tagsOf(id)).toEqual([])
  for (const more of [{ status: 'no-answer' }, { endedAt: call.startedAt }, { from: '+33639981234' }] as const)
    await as((tx) => recordCall(tx, { kind: 'api', name: 'essai' }, { ...call, status: 'no-answer', ...more }))
  await runJobs(house)
  expect(await firings()).toHaveLength(1)
})

test('an event read twice at once, or again after a crash, moves a rule once', async () => {
  const { org, rule, tell, requests } = await aPlace()
  await rule({ actions: [task('Rappeler')] })
  await tell()
  const [event] = await query(`select id from core.event where org_id = $1 and type = 'call.tracked'`, [org.orgId])
  for (let n = 0; n < 6; n++)
    await query(`select graphile_worker.add_job('react', $1::json)`, [
      JSON.stringify({ orgId: org.orgId, eventId: event!.id, reader: 'rules.run' }),
    ])
  await Promise.all([runJobs(house), runJobs(house), runJobs(house)])
  expect(await requests()).toEqual(['Rappeler'])
})

test('what took place more than an hour before it was told moves nothing: an import writes to nobody', async () => {
  const { rule, tell, firings } = await aPlace()
  await rule()
  await tell({ startedAt: new Date(Date.now() - 61 * 60_000).toISOString() })
  expect(await firings()).toEqual([])
})

test('a task is owed to whoever called, at the site, in time; its subject is filled and nothing else', async () => {
  const { as, rule, tell, paris } = await aPlace()
  await rule({ actions: [task('Rappeler {{ caller }} ({{ siteName }}) {{ source | default: "sans origine" }}')] })
  const before = Date.now()
  const id = await tell({ from: '+33639980077' })
  const { items } = await as((tx) => listRequests(tx, { state: 'open', limit: 10 }, null))
  expect(items).toMatchObject([
    {
      subject: 'Rappeler 06\u00a039\u00a098\u00a000\u00a077 (Paris) sans origine',
      siteId: paris.id,
      interactionId: id,
      ownerId: null,
      late: false,
    },
  ])
  expect(Date.parse(items[0]!.dueAt) - before).toBeGreaterThan(29.9 * 60_000)
  const [row] = await query('select person_id from engine.request where id = $1', [items[0]!.id])
  expect(row!.person_id).toBeTruthy()
})

test('an action that is refused says why, takes nothing else with it, and can be tried again', async () => {
  const { org, rule, tell, tagsOf, firings, requests } = await aPlace()
  const [account] = await query(
    `insert into core.account (email, name, password_hash) values ('parti@exemple.fr', 'Parti', 'none') returning id`,
  )
  await query(`insert into core.membership (org_id, account_id, role) values ($1, $2, 'adviser')`, [
    org.orgId,
    account!.id,
  ])
  await rule({ actions: [tag('avant'), task('Rappeler', { ownerId: account!.id }), tag('après')] })
  await query('delete from core.membership where account_id = $1', [account!.id])
  const id = await tell()
  expect(await tagsOf(id)).toEqual(['après', 'avant'])
  const [{ effects, id: firingId }] = (await firings()) as [Awaited<ReturnType<typeof firings>>[number]]
  expect(effects.map(({ state, error }) => [state, error?.code])).toEqual([
    ['done', undefined],
    ['failed', 'reference.unknown'],
    ['done', undefined],
  ])
  await query(`insert into core.membership (org_id, account_id, role) values ($1, $2, 'adviser')`, [
    org.orgId,
    account!.id,
  ])
  for (let n = 0; n < 2; n++) await db.as(org, (tx) => retryFiring(tx, firingId, 'fr'))
  await runJobs(house)
  expect(await requests()).toEqual(['Rappeler'])
  expect((await firings())[0]!.effects.map(({ state }) => state)).toEqual(['done', 'done', 'done'])
})

test('the log says upon what, what was found and what came of it, and keeps no words of anybody', async () => {
  const { rule, tell, firings } = await aPlace()
  await rule({
    condition: { match: 'all', tests: [...missed.tests, { field: 'caller', is: 'starts_with', value: '06' }] },
  })
  const id = await tell({ from: '+33639980042' })
  expect(await firings()).toMatchObject([
    {
      ruleName: 'Essai',
      title: '06\u00a039\u00a098\u00a000\u00a042',
      path: `/appels/${id}`,
      found: [{ field: 'outcome', kind: 'choice', value: 'missed' }],
      stopped: null,
      effects: [{ kind: 'tag', state: 'done', target: '' }],
    },
  ])
  const kept = await query('select facts, event_id from engine.rule_firing')
  expect(JSON.stringify(kept)).not.toContain('39980042')
})

test('a webhook is told what was found, once, whatever it is subscribed to; one that is off says so', async () => {
  const { as, rule, tell, firings } = await aPlace()
  const { webhook } = await as((tx) =>
    createWebhook(tx, vaultOf(newKey()), {
      url: 'https://crm.example/',
      description: '',
      eventTypes: ['campaign.created'],
      contact: null,
    }),
  )
  const id = await rule({ actions: [{ kind: 'webhook', settings: { webhookId: webhook.id } }] })
  const callId = await tell()
  const messages = await query(`select type, body from engine.webhook_message where webhook_id = $1`, [webhook.id])
  expect(messages.map(({ type }) => type)).toEqual(['rule.fired'])
  expect(JSON.parse(messages[0]!.body as string)).toMatchObject({
    type: 'rule.fired',
    data: { ruleId: id, event: 'call.tracked', facts: { id: callId, outcome: 'missed' } },
  })
  await as((tx) => pauseWebhook(tx, webhook.id))
  await tell()
  expect((await firings())[0]!.effects).toMatchObject([{ state: 'failed', error: { code: 'webhook.disabled' } }])
})

test('a rule that sets itself off is stopped after five turns, with its reason', async () => {
  const { rule, tell, requests, found, firings, org } = await aPlace()
  await rule({ actions: [task('un')] })
  const loop = await rule({ on: 'request.opened', actions: [task('encore')] })
  await tell()
  expect(await requests()).toHaveLength(5)
  expect(await found(loop)).toMatchObject({ enabled: false, stopped: { code: 'rule.loop' } })
  expect((await firings())[0]).toMatchObject({ stopped: { code: 'rule.loop' }, effects: [] })
  const told = await query(`select data, depth from core.event where org_id = $1 and type = 'rule.stopped'`, [
    org.orgId,
  ])
  expect(told).toMatchObject([{ data: { ruleId: loop, reason: 'rule.loop' } }])
  await tell()
  expect(await requests()).toHaveLength(6)
})

test('a rule that fires too often stops itself at its limit, and tells; put to work again, it works', async () => {
  const { as, rule, tell, tagsOf, found, firings } = await aPlace()
  const id = await rule({ maxPerHour: 2 })
  const calls = [await tell(), await tell(), await tell(), await tell()]
  expect(await Promise.all(calls.map(tagsOf))).toEqual([['vu'], ['vu'], [], []])
  expect(await found(id)).toMatchObject({ enabled: false, stopped: { code: 'rule.too_often' } })
  expect((await firings()).map(({ stopped }) => stopped?.code)).toEqual(['rule.too_often', undefined, undefined])
  await as((tx) => enableRule(tx, id, true))
  expect(await found(id)).toMatchObject({ enabled: true, stopped: null })
  await query(`update engine.rule_firing set fired_at = fired_at - interval '2 hours' where rule_id = $1`, [id])
  expect(await tagsOf(await tell())).toEqual(['vu'])
})

test('what another process changed holds for the very next event', async () => {
  const { rule, tell, tagsOf } = await aPlace()
  const id = await rule()
  expect(await tagsOf(await tell())).toEqual(['vu'])
  await query(`update engine.rule set actions = replace(actions::text, 'vu', 'revu')::jsonb where id = $1`, [id])
  expect(await tagsOf(await tell())).toEqual(['revu'])
})
