import { expect, test } from 'vitest'
import { fictionPrefixes } from '../shared/phone/plan.ts'
import type { Database } from '#kernel/db'
import { testDb } from '#test/db'
import { callStatistics } from '../customer/calls/statistics.ts'
import { dayIn, weekdayOf } from './calendar.ts'
import { sites } from './company.ts'
import { newKey, vaultOf } from '#kernel/vault'
import { findCompany, type Founded, foundCompany } from './founding.ts'
import { writeHistory } from './history.ts'
import { runsBetween } from './runs.ts'
import { type Call, timelineOf } from './timeline.ts'

const now = new Date('2026-11-01T17:00:00Z')
/** Lille for its pool that is too small, La Réunion for its clock. */
const only = sites.filter(({ key }) => key === 'lille' || key === 'saint-denis')

async function aHistory(db: Database, seed: string): Promise<Founded> {
  const company = await foundCompany(db, {
    seed,
    months: 1,
    now,
    publicUrl: 'http://127.0.0.1',
    vault: vaultOf(newKey()),
    only,
  })
  await writeHistory(db, company, { until: now, only })
  return company
}

const [one, two] = [await testDb(), await testDb()]
const company = await aHistory(one.db, 'essai')
await aHistory(two.db, 'essai')

/** Everything but ids and times of writing. */
const contents = {
  sites: 'select name, time_zone, phone from engine.site order by phone',
  campaigns: `select name, medium, channel, code, cost_cents, starts_on, ends_on from customer.campaign order by name`,
  numbers: `select phone, label, shown_on_pages, retired_at is not null as retired, free_at::text from customer.tracked_number order by phone`,
  people: `select channel, count(*)::int, count(distinct person_id)::int as persons from engine.identity group by 1 order by 1`,
  interactions: `select started_at::date::text as day, direction, outcome, brought_by, count(*)::int, sum(talk_seconds)::int, count(*) filter (where first_of_person)::int as first
    from engine.interaction group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
  calls: `select local_day, local_hour, outcome, certainty, count(*)::int, sum(talk_seconds)::int, count(spoken_at)::int as spoken, count(visit_id)::int as visits,
    round(sum(probability)::numeric, 9) as probability, round(sum(other_probability)::numeric, 9) as other from customer.tracked_call group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
  visits: `select started_at::date::text as day, source, channel, campaign, count(*)::int, count(distinct visitor_id)::int as visitors, sum(extract(epoch from last_seen_at - started_at)) as seconds
    from customer.visit group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
  views: `select at::date::text as day, kind, count(*)::int, count(phone)::int as phones from customer.page_view group by 1, 2 order by 1, 2`,
  leases: `select lower(held)::date::text as day, reused, count(*)::int, sum(extract(epoch from upper(held) - lower(held))) as seconds from customer.lease group by 1, 2 order by 1, 2`,
  events: 'select type, count(*)::int from core.event group by 1 order by 1',
  teams: `select t.name as team, p.name, m.leads, m.held::text from engine.team_member m
    join engine.team t on t.id = m.team_id join engine.person p on p.id = m.employee_id order by 1, 2`,
  answers: `select day::text, channel, answers, score from engine.answer order by submission_id`,
  quarantine: 'select source, reason_code, body from engine.delivery order by 1, 2',
}

test.each(Object.entries(contents))('the same seed gives the same %s', async (_name, sql) => {
  const rows = await one.query(sql)
  expect(rows.length).toBeGreaterThan(0)
  expect(await two.query(sql)).toEqual(rows)
})

test('every telephone number is fictional', async () => {
  const rows =
    await one.query(`select phone from engine.site union select phone from engine.line union select caller from engine.interaction
    union select value from engine.identity where channel = 'phone' union select phone from customer.page_view`)
  const real = rows
    .flatMap(({ phone }) => (phone === null ? [] : [phone as string]))
    .filter((phone) => !fictionPrefixes.some((prefix) => phone.startsWith(`+33${prefix.slice(1)}`)))
  // Ofcom's numbers for drama, and short numbers that are not opened
  expect(real.filter((phone) => !/^\+447700900\d{3}$|^33\d\d$/.test(phone))).toEqual([])
  expect(rows.length).toBeGreaterThan(100)
})

test('no customer has a number of the company', async () => {
  expect(
    await one.query('select caller from engine.interaction where caller in (select phone from engine.line)'),
  ).toEqual([])
})

test('what the screens count is what happened', async () => {
  const runs = runsBetween(company.first, company.founded)
  const happened = only.flatMap((site) => {
    const zone = (at: Date) => new Intl.DateTimeFormat('en-GB', { timeZone: site.timeZone, hour: 'numeric' }).format(at)
    return timelineOf(company.seed, site, runs, company.first, now)
      .calls.filter(({ outbound }) => !outbound)
      .map((call) => ({ ...call, day: dayIn(call.at, site.timeZone), hour: Number(zone(call.at)) }))
  })
  const count = (is: (call: (typeof happened)[number]) => boolean) => happened.filter(is).length
  const is = (status: Call['status']) => (call: Call) => call.status === status
  const period = { from: company.first, to: '2026-11-01' }
  const figures = await one.db.as(company, (tx) => callStatistics(tx, { by: 'site', ...period }, { now }))

  expect(figures.total).toMatchObject({
    received: happened.length,
    answered: count(is('completed')),
    missed: happened.length - count(is('completed')),
    ongoing: 0,
    hidden: count(({ caller }) => caller === null),
  })
  const talked = happened.filter(is('completed')).map(({ talkSeconds }) => talkSeconds)
  expect(figures.total.meanTalkSeconds).toBeCloseTo(talked.reduce((sum, each) => sum + each, 0) / talked.length, 6)
  expect(figures.groups.map(({ label, received }) => [label, received])).toEqual(
    only
      .map(({ name, key }) => [name, count(({ id }) => id.startsWith(`${key} `))])
      .toSorted((a, b) => Number(b[1]) - Number(a[1])),
  )
  for (const { at, received } of figures.series) expect([at, received]).toEqual([at, count((call) => call.day === at)])
  for (const { weekday, hour, received } of figures.heatmap)
    expect([weekday, hour, received]).toEqual([
      weekday,
      hour,
      count((call) => weekdayOf(call.day) === weekday && call.hour === hour),
    ])
})

test('a pool that is too small has its numbers reused, and leaves origins uncertain', async () => {
  const [reused] = await one.query('select count(*)::int from customer.lease where reused')
  const [uncertain] = await one.query(`select count(*)::int from customer.tracked_call where certainty = 'uncertain'`)
  expect([reused!.count, uncertain!.count]).not.toContain(0)
})

test('no letter and no job is left behind', async () => {
  expect(await one.query('select id from customer.missed_call_alert')).toEqual([])
  // Answers are counted once the house is open.
  expect(await one.query(`select from graphile_worker.jobs where task_identifier <> 'answers.count'`)).toEqual([])
})

test('a history already written is not written again, and one that was slept through is added', async () => {
  const before = await one.query('select count(*)::int from engine.interaction')
  const known = (await findCompany(one.db))!
  expect(known).toEqual(company)
  await writeHistory(one.db, known, { until: now, only })
  expect(await one.query('select count(*)::int from engine.interaction')).toEqual(before)

  await writeHistory(one.db, known, { until: new Date('2026-11-04T17:00:00Z'), only })
  const added = await one.query(
    `select local_day, count(*)::int from customer.tracked_call where local_day > '2026-11-01' group by 1 order by 1`,
  )
  expect(added.map(({ local_day }) => local_day)).toEqual(['2026-11-02', '2026-11-03', '2026-11-04'])
})

test('a real company is never taken for the demonstration', async () => {
  const real = await testDb()
  await real.query(`insert into core.org (name) values ('Exemple')`)
  await expect(findCompany(real.db)).rejects.toThrow(/DATA_DIR/)
})
