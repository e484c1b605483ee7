import { expect, test } from 'vitest'
import type { Actor } from '#kernel/db'
import { recordCall } from '#engine/interactions'
import { aCall, anOrg, aSite } from '#test/factories'
import { aRule, missed } from '#test/rules'
import { testServer } from '#test/server'
import type { Trial } from './contract.ts'
import { tryRule } from './trial.ts'

const house = await testServer()
const { db, query } = house

async function aHistory(calls: { daysAgo: number; status: 'no-answer' | 'completed'; toldLateHours?: number }[]) {
  const org = await anOrg(query)
  const site = await aSite(db, org)
  for (const { daysAgo, status, toldLateHours = 0 } of calls) {
    const at = new Date(Date.now() - daysAgo * 86_400_000)
    const event = aCall({ to: site.phone, status, talkSeconds: status === 'completed' ? 60 : null })
    const { id } = await db.as(org, (tx) =>
      recordCall(tx, { kind: 'api', name: 'essai' }, { ...event, startedAt: at.toISOString() }),
    )
    await house.settled()
    // Told when it took place, and once more an hour later.
    await query(`update core.event set at = $2 where data ->> 'callId' = $1 and org_id = $3`, [
      id,
      new Date(at.getTime() + toldLateHours * 3_600_000),
      org.orgId,
    ])
    await query(
      `insert into core.event (org_id, type, data, at) select org_id, type, data, at + interval '1 hour' from core.event
       where data ->> 'callId' = $1 and type = 'call.tracked' and org_id = $2`,
      [id, org.orgId],
    )
  }
  return { org, site }
}
const everything = (org: Actor) =>
  query(
    `select (select count(*)::int from core.event where org_id = $1) as events, (select count(*)::int from graphile_worker.jobs) as jobs,
      (select count(*)::int from engine.rule_firing) as firings, (select count(*)::int from engine.request) as requests`,
    [org.orgId],
  )
const {
  name: _name,
  maxPerHour: _limit,
  ...rule
} = aRule({
  condition: missed,
  actions: [
    { kind: 'mail', settings: { to: ['a@exemple.fr', 'b@exemple.fr'], subject: 's', body: 'b' } },
    { kind: 'task', settings: { subject: 's', delay: { within: 1, unit: 'minutes' } } },
  ],
})

test('it tells how often it would have fired in 30 days, on what, doing what, and does nothing', async () => {
  const { org } = await aHistory([
    { daysAgo: 29, status: 'no-answer' },
    { daysAgo: 3, status: 'no-answer' },
    { daysAgo: 3, status: 'completed' },
    { daysAgo: 2, status: 'no-answer', toldLateHours: 5 },
    { daysAgo: 31, status: 'no-answer' },
  ])
  const before = await everything(org)
  const trial = await tryRule(db, org, rule)
  expect(trial).toMatchObject({
    events: 8,
    things: 3,
    fired: 2,
    complete: true,
    effects: [
      { kind: 'mail', count: 4 },
      { kind: 'task', count: 2 },
    ],
  })
  expect(trial.items).toMatchObject([
    { title: expect.stringMatching(/^06/) as string, found: [{ field: 'outcome', value: 'missed' }] },
    { path: expect.stringMatching(/^\/appels\//) as string },
  ])
  expect(trial.perDay.map(({ fired }) => fired)).toEqual([1, 1])
  expect(await everything(org)).toEqual(before)
})

test('it sees nothing of another organisation, and asks for the right to manage', async () => {
  await aHistory([{ daysAgo: 1, status: 'no-answer' }])
  const rival = await anOrg(query)
  expect(await tryRule(db, rival, rule)).toMatchObject({ events: 0, fired: 0, items: [] })
  const auditor = await house.signIn('auditor')
  expect((await auditor('/api/rule-trials', { body: rule })).status).toBe(403)
})

test('a rule that cannot work is refused as when it is saved', async () => {
  const owner = await house.signIn('owner')
  const condition = { match: 'all', tests: [{ field: 'colour', is: 'empty' }] }
  const reply = await owner('/api/rule-trials', { body: { ...rule, condition } })
  expect(await reply.json()).toMatchObject({ errors: [{ path: 'condition.tests.0.field' }] })
})

test('it stops in time, and when nobody waits any more, and says how far back it went', async () => {
  const { org } = await aHistory([{ daysAgo: 1, status: 'no-answer' }])
  await query(
    `insert into core.event (org_id, type, data, at) select org_id, type, data, at - n * interval '1 minute' from core.event, generate_series(1, 2500) n
     where type = 'call.tracked' and org_id = $1 and id = (select min(id::text)::uuid from core.event where type = 'call.tracked' and org_id = $1)`,
    [org.orgId],
  )
  const whole = await tryRule(db, org, rule)
  expect(whole).toMatchObject({ complete: true, things: 1, events: 2502 })
  for (const bound of [{ mostMs: 0 }, { ended: () => true }]) {
    const cut = await tryRule(db, org, rule, bound)
    expect(cut).toMatchObject({ complete: false, events: 1000 })
    expect(Date.parse(cut.from)).toBeGreaterThan(Date.parse(whole.from))
  }
})

test('whoever closes the line has it stopped', async () => {
  const stop = new AbortController()
  const owner = await house.signIn('owner')
  const asking = owner('/api/rule-trials', { body: rule, signal: stop.signal })
  stop.abort()
  await expect(asking).rejects.toThrow(/abort/i)
  const reply = await owner('/api/rule-trials', { body: rule })
  expect(((await reply.json()) as Trial).complete).toBe(true)
})
