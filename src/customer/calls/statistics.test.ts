import { expect, test } from 'vitest'
import { recordCall } from '#engine/interactions'
import type { CallEvent } from '#engine/interactions/contract'
import type { Actor } from '#kernel/db'
import { displayPhone } from '#shared/phone-display'
import { testDb } from '#test/db'
import { aCall, aCampaign, aFlyerNumber, aMobile, anOrg, aPool, aSite } from '#test/factories'
import { aVisit, aWebsite } from '#test/visits'
import { CallFilter } from './contract.ts'
import { CallStatistics, grains, groupings } from './statistics-contract.ts'
import { listCalls } from './list.ts'
import { callStatistics, periodOf } from './statistics.ts'
import { trackCall } from './tracking.ts'

const { db, query } = await testDb()
const [acme, rival] = [await anOrg(query), await anOrg(query)]

/** Tells calls and tracks them at once, in one transaction. */
const tellAll = (org: Actor, events: CallEvent[]) =>
  db.as(org, async (tx) => {
    for (const event of events) {
      const { id: callId } = await recordCall(tx, { kind: 'api', name: 'essai' }, event)
      await trackCall(tx, { id: '', type: 'call.told', at: new Date(), data: { callId } })
    }
  })
const statistics = (filter: CallFilter, by: (typeof groupings)[number] = 'campaign', org: Actor = acme, now?: Date) =>
  db.as(org, async (tx) => CallStatistics.parse(await callStatistics(tx, { ...filter, by }, { ...(now && { now }) })))
async function listed(filter: CallFilter, limit = 200) {
  const calls = []
  for (let cursor: string | undefined; ;) {
    const page = await db.as(acme, (tx) => listCalls(tx, { ...filter, cursor, limit }))
    calls.push(...page.items)
    if (page.next === null) return calls
    cursor = page.next
  }
}
const sum = (rows: { received: number; missed: number }[]) => ({
  received: rows.reduce((total, { received }) => total + received, 0),
  missed: rows.reduce((total, { missed }) => total + missed, 0),
})

// The same calls at every run: two sites in two time zones, flyers, a pool with its visits, and the sites' own numbers.
let state = 11
const upTo = (most: number) => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return (state / 2 ** 32) * most
}
const pick = <T>(items: readonly T[]): T => items[Math.floor(upTo(items.length))]!

const sites = [await aSite(db, acme), await aSite(db, acme, { timeZone: 'Indian/Reunion' })] as const
const campaigns = [
  await aCampaign(db, acme, { costCents: 5000, startsOn: '2026-10-19', endsOn: '2026-11-01' }),
  await aCampaign(db, acme, { medium: 'cpc', channel: 'Paid Search' }),
]
const flyers = [
  await aFlyerNumber(db, acme, { siteId: sites[0].id, campaignId: campaigns[0]!.id, label: 'Dépliant' }),
  await aFlyerNumber(db, acme, { siteId: sites[1].id, campaignId: campaigns[1]!.id }),
]
const lent = await aPool(db, acme, sites[0].id, 3)
const websiteId = await aWebsite(query, acme, sites[0].id)
const days = { from: '2026-10-19', to: '2026-11-01' }
const aMoment = () => new Date(Date.parse('2026-10-18T20:00:00Z') + upTo(15 * 86_400_000))
for (let n = 0; n < 30; n += 1) {
  const [numberId, from] = [lent[n % 3]!.id, new Date(Date.parse('2026-10-19T08:00:00Z') + n * 36_000_000)]
  const tags = pick([
    { source: 'google', medium: 'cpc', channel: 'Paid Search', campaignId: campaigns[1]!.id },
    { source: 'bing', medium: 'organic', channel: 'Organic Search' },
    { source: 'lettre', medium: 'none', channel: 'Unassigned' },
  ])
  await aVisit(query, acme, { websiteId, numberId, from, lastSeenAt: new Date(from.getTime() + 300_000), source: tags })
}
const callers = Array.from({ length: 12 }, aMobile)
await tellAll(
  acme,
  Array.from({ length: 180 }, (_, n) => {
    const status = pick(['completed', 'completed', 'no-answer', 'busy', 'ringing'] as const)
    const visitStart = Date.parse('2026-10-19T08:00:00Z') + n * 36_000_000
    const to = pick([sites[0].phone, sites[1].phone, flyers[0]!.e164, flyers[1]!.e164])
    const told = {
      status,
      from: upTo(10) < 1 ? null : pick(callers),
      talkSeconds: status === 'completed' && upTo(5) > 1 ? Math.ceil(upTo(900)) : null,
    }
    return n < 30
      ? aCall({ ...told, to: lent[n % 3]!.e164, startedAt: new Date(visitStart + upTo(1200_000)).toISOString() })
      : aCall({ ...told, to, startedAt: aMoment().toISOString() })
  }),
)

const aFilter = (): CallFilter => {
  const from = 19 + Math.floor(upTo(14))
  const day = (n: number) => (n > 31 ? `2026-11-${String(n - 31).padStart(2, '0')}` : `2026-10-${n}`)
  const whole: CallFilter = {
    from: day(from),
    to: day(from + Math.floor(upTo(14))),
    siteId: pick(sites).id,
    medium: pick(['none', 'cpc', 'print', 'organic']),
    channel: pick(['none', 'Print', 'Paid Search', 'Unassigned']),
    campaignId: pick(['none', campaigns[0]!.id, campaigns[1]!.id]),
    numberId: pick(['none', flyers[0]!.id, lent[0]!.id]),
    outcome: pick(['ongoing', 'answered', 'missed']),
    certainty: pick(['support', 'visitor', 'uncertain', 'direct']),
    weekday: 1 + Math.floor(upTo(7)),
    hour: Math.floor(upTo(24)),
  }
  const kept = Object.entries(whole).filter(([name]) => upTo(1) < (['from', 'to'].includes(name) ? 0.5 : 0.12))
  return CallFilter.parse({ ...days, ...Object.fromEntries(kept) })
}

const filterOf = { campaign: 'campaignId', number: 'numberId', site: 'siteId' }
const fieldOf = (by: (typeof groupings)[number]) => ({ ...filterOf })[by as keyof typeof filterOf] ?? by

test('every figure is the number of calls in the list behind it, under any filter', async () => {
  let withCalls = 0
  for (let round = 0; round < 40; round += 1) {
    const filter = aFilter()
    const by = pick(groupings)
    const { total, groups, heatmap, series } = await statistics(filter, by)
    const calls = await listed(filter)
    const say = JSON.stringify({ filter, by })
    const number = (test: (call: (typeof calls)[number]) => boolean) => calls.filter(test).length
    if (calls.length > 0) withCalls += 1
    expect(
      [total.received, total.answered, total.missed, total.ongoing, total.hidden, total.sure, total.uncertain],
      say,
    ).toEqual([
      calls.length,
      number(({ outcome }) => outcome === 'answered'),
      number(({ outcome }) => outcome === 'missed'),
      number(({ outcome }) => outcome === 'ongoing'),
      number(({ callerHidden }) => callerHidden),
      number(({ certainty }) => certainty === 'support' || certainty === 'visitor'),
      number(({ certainty }) => certainty === 'uncertain'),
    ])
    const { received, missed } = total
    for (const parts of [groups, heatmap, series]) expect(sum(parts), say).toEqual({ received, missed })

    expect(new Set(groups.map(({ key }) => key)).size, say).toBe(groups.length)
    for (const group of groups.slice(0, 3)) {
      const narrower = CallFilter.parse({ ...filter, [fieldOf(by)]: group.key })
      expect(await listed(narrower), say).toHaveLength(group.received)
    }
    const cell = heatmap[0]
    if (cell)
      expect(await listed({ ...filter, weekday: cell.weekday, hour: cell.hour }), say).toHaveLength(cell.received)
    const day = series[0]
    if (day) expect(await listed({ ...filter, from: day.at, to: day.at }), say).toHaveLength(day.received)
  }
  expect(withCalls).toBeGreaterThan(15)
})

test('whatever the grain, each call is in one moment', async () => {
  const { received, missed } = (await statistics(days)).total
  for (const grain of grains) {
    const { series } = await db.as(acme, (tx) => callStatistics(tx, { ...days, by: 'site', grain }))
    expect(sum(series), grain).toEqual({ received, missed })
    expect(series.map(({ at }) => at)).toEqual(series.map(({ at }) => at).toSorted())
    const form = {
      month: /^\d{4}-\d\d$/,
      week: /^[\d-]{10}$/,
      day: /^[\d-]{10}$/,
      hour: /T\d\d:00$/,
      half_hour: /T\d\d:[03]0$/,
    }
    for (const { at } of series) expect(at).toMatch(form[grain])
    if (grain === 'week') for (const { at } of series) expect(new Date(at).getUTCDay()).toBe(1)
  }
  const long = { from: '2026-01-01', to: '2026-11-01', by: 'site', grain: 'half_hour' } as const
  await expect(db.as(acme, (tx) => callStatistics(tx, long))).rejects.toMatchObject({
    code: 'statistics.grain_too_fine',
  })
})

test('shared among touches, the credit is what its rows say, and sums to the calls', async () => {
  const caller = aMobile()
  for (const [n, flyer] of [flyers[0]!, flyers[1]!, flyers[0]!].entries())
    await tellAll(acme, [aCall({ to: flyer.e164, from: caller, startedAt: `2026-10-2${n + 1}T09:00:00Z` })])
  const touches = await query('select * from customer.call_touch')
  expect(touches.length).toBeGreaterThan(4)
  for (const credit of ['first', 'linear', 'position', 'decay'] as const) {
    const { groups, total } = await statistics({ ...days, credit }, 'campaign')
    expect(groups.reduce((all, group) => all + group.received, 0)).toBeCloseTo(total.received, 9)
    const calls = await query(
      `select id, campaign_id, touches from customer.tracked_call where org_id = $1 and local_day between $2 and $3`,
      [acme.orgId, days.from, days.to],
    )
    for (const group of groups) {
      const is = (row: Record<string, unknown>) => (row.campaign_id ?? 'none') === group.key
      const own = calls.filter((row) => Number(row.touches) <= 1 && is(row)).length
      const shares = touches.filter((row) => is(row) && calls.some(({ id }) => id === row.call_id))
      const credited = shares.reduce((all, row) => all + Number(row[credit]), own)
      expect(group.received, `${credit} ${group.label}`).toBeCloseTo(credited, 9)
      // The list behind it: each call of which it has a share.
      const behind = await listed(CallFilter.parse({ ...days, credit, campaignId: group.key }))
      const sharing = new Set(shares.filter((row) => Number(row[credit]) > 0).map((row) => row.call_id))
      expect(behind).toHaveLength(own + sharing.size)
    }
  }
})

test('a period beside the one before it and the one of a year ago: what is not shown is not told', async () => {
  const org = await anOrg(query)
  const { phone } = await aSite(db, org)
  const on = (day: number, month: string, count: number, status: 'completed' | 'no-answer') =>
    Array.from({ length: count }, () => {
      const startedAt = `2026-${month}-${String(day).padStart(2, '0')}T09:00:00Z`
      return aCall({
        to: phone,
        status,
        startedAt,
        ...(status === 'completed' && { answeredAt: startedAt, talkSeconds: 60 }),
      })
    })
  const week = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
  await tellAll(
    org,
    week.flatMap((day) => [...on(day, '03', 6, 'completed'), ...on(day, '03', 4, 'no-answer')]),
  )
  await tellAll(
    org,
    week.flatMap((day) => [...on(day + 10, '03', 9, 'completed'), ...on(day + 10, '03', 2, 'no-answer')]),
  )
  const read = (compare: 'previous' | 'year', from = '2026-03-11', to = '2026-03-20') =>
    db.as(org, async (tx) => CallStatistics.parse(await callStatistics(tx, { from, to, by: 'site', compare })))
  const { compared } = await read('previous')
  expect(compared).toMatchObject({ from: '2026-03-01', to: '2026-03-10', total: { received: 100, answered: 60 } })
  expect(compared!.answerRate).toMatchObject({ isShown: true })
  expect(compared!.received).toMatchObject({ value: 1.1, isShown: false })
  expect((await read('year')).compared).toMatchObject({
    from: '2025-03-12',
    to: '2025-03-21',
    answerRate: null,
    received: null,
  })
  expect((await read('previous', '2026-03-11', '2026-03-13')).compared!.received).toBeNull()
})

test('means, medians and rates are those of the calls counted', async () => {
  const { total } = await statistics(days)
  const calls = await listed(days)
  const talks = calls.flatMap(({ talkSeconds }) => talkSeconds ?? []).toSorted((a, b) => a - b)
  expect(talks.length).toBeGreaterThan(10)
  expect(total.meanTalkSeconds).toBeCloseTo(talks.reduce((all, talk) => all + talk, 0) / talks.length, 9)
  const middle = talks.length / 2
  expect(total.medianTalkSeconds).toBe((talks[Math.ceil(middle) - 1]! + talks[Math.floor(middle)]!) / 2)
  expect(total.answerRate!.value).toBeCloseTo(total.answered / (total.answered + total.missed), 12)
  expect(total.notSpokenSince).toBeLessThan(total.missed)
})

test('groups have names, and what has no campaign is « none »', async () => {
  const { groups } = await statistics(days, 'campaign')
  expect(groups.map(({ key, label, note, costCents }) => ({ key, label, note, costCents }))).toEqual(
    expect.arrayContaining([
      { key: campaigns[0]!.id, label: campaigns[0]!.name, note: 'Print', costCents: 5000 },
      { key: 'none', label: null, note: null, costCents: null },
    ]),
  )
  const numbers = (await statistics(days, 'number')).groups
  expect(numbers.find(({ key }) => key === flyers[0]!.id)).toMatchObject({
    label: flyers[0]!.display,
    note: 'Dépliant',
  })
})

test('another organisation counts nothing, even when it names our site', async () => {
  for (const filter of [days, { ...days, siteId: sites[0].id }]) {
    const { total, groups, heatmap, series } = await statistics(filter, 'site', rival)
    expect({ received: total.received, rate: total.answerRate, groups, heatmap, series }).toEqual({
      received: 0,
      rate: null,
      groups: [],
      heatmap: [],
      series: [],
    })
  }
})

test.each([
  // At 3:00 on 25 October 2026 Paris goes back to 2:00; on 29 March it goes from 2:00 to 3:00.
  ['Europe/Paris', '2026-10-25', ['00:30', '01:30'], [{ hour: 2, received: 2 }]],
  [
    'Indian/Reunion',
    '2026-10-25',
    ['00:30', '01:30'],
    [
      { hour: 4, received: 1 },
      { hour: 5, received: 1 },
    ],
  ],
  [
    'Europe/Paris',
    '2026-03-29',
    ['00:59', '01:00'],
    [
      { hour: 1, received: 1 },
      { hour: 3, received: 1 },
    ],
  ],
  [
    'Indian/Reunion',
    '2026-03-29',
    ['00:59', '01:00'],
    [
      { hour: 4, received: 1 },
      { hour: 5, received: 1 },
    ],
  ],
])(
  '%s, night of %s: each call is counted once, in the hour that the clocks showed',
  async (timeZone, day, times, hours) => {
    const org = await anOrg(query)
    const { phone } = await aSite(db, org, { timeZone })
    await tellAll(
      org,
      times.map((time) => aCall({ to: phone, startedAt: `${day}T${time}:00Z` })),
    )
    const { heatmap, series } = await statistics({ from: day, to: day }, 'site', org)
    expect(heatmap).toEqual(hours.map((cell) => ({ ...cell, weekday: 7, missed: cell.received })))
    expect(series).toEqual([{ at: day, received: 2, missed: 2 }])
  },
)

test.each([
  ['2026-10-25', '2026-10-24T22:00:00Z', '2026-10-25T22:59:59Z', '2026-10-25T23:00:00Z', 25],
  ['2026-03-29', '2026-03-28T23:00:00Z', '2026-03-29T21:59:59Z', '2026-03-29T22:00:00Z', 23],
])('in Paris %s lasts from %s to %s', async (day, first, last, tomorrow, hours) => {
  expect((Date.parse(tomorrow) - Date.parse(first)) / 3_600_000).toBe(hours)
  const org = await anOrg(query)
  const { phone } = await aSite(db, org)
  const yesterday = new Date(Date.parse(first) - 1000).toISOString()
  await tellAll(
    org,
    [yesterday, first, last, tomorrow].map((startedAt) => aCall({ to: phone, startedAt })),
  )
  expect((await statistics({ from: day, to: day }, 'site', org)).total.received).toBe(2)
  expect((await statistics({}, 'site', org, new Date(last))).series.map(({ received }) => received)).toEqual([1, 2])
})

test('by default the last thirty days, up to the day that has begun first among the sites', async () => {
  const evening = new Date('2026-11-23T21:00:00Z') // 22:00 in Paris, 1:00 the next day in La Réunion
  const period = (filter: CallFilter) => db.as(acme, (tx) => periodOf(tx, filter, evening))
  expect(await period({})).toEqual({ from: '2026-10-26', to: '2026-11-24' })
  expect(await period({ siteId: sites[0].id })).toEqual({ from: '2026-10-25', to: '2026-11-23' })
  expect(await period({ siteId: sites[1].id })).toEqual({ from: '2026-10-26', to: '2026-11-24' })
  expect(await period({ to: '2026-03-01' })).toEqual({ from: '2026-01-31', to: '2026-03-01' })
})

test('a list read in steps shows each call once, newest first, while calls arrive', async () => {
  const expected = (await listed(days)).map(({ id }) => id)
  const seen: string[] = []
  for (let cursor: string | undefined; ;) {
    const page = await db.as(acme, (tx) => listCalls(tx, { ...days, cursor, limit: 17 }))
    seen.push(...page.items.map(({ id }) => id))
    if (page.next === null) break
    cursor = page.next
    await tellAll(acme, [aCall({ to: sites[0].phone, startedAt: '2026-11-01T12:00:00Z' })])
  }
  expect(seen).toEqual(expected)
  const times = (await listed(days)).map(({ startedAt }) => startedAt)
  expect(times).toEqual(times.toSorted().toReversed())
})

test('calls of one same instant are not lost between two pages', async () => {
  const startedAt = '2026-09-01T10:00:00.000Z'
  await tellAll(
    acme,
    Array.from({ length: 7 }, () => aCall({ to: sites[0].phone, startedAt })),
  )
  const ids = (await listed({ from: '2026-09-01', to: '2026-09-01' }, 2)).map(({ id }) => id)
  expect(new Set(ids).size).toBe(7)
})

test('a caller is found by a part of the number, in any writing', async () => {
  expect(CallFilter.safeParse({ caller: '06' }).success).toBe(false)
  expect(CallFilter.safeParse({ caller: '%%%%' }).success).toBe(false)
  const caller = aMobile()
  await tellAll(acme, [aCall({ to: sites[0].phone, from: caller, startedAt: '2026-09-02T08:00:00Z' })])
  for (const typed of [displayPhone(caller), caller, caller.slice(5)]) {
    expect((await listed({ caller: typed })).map((call) => call.caller)).toContain(caller)
  }
  expect(await listed({ caller: '99 99 99 99' })).toEqual([])
})
