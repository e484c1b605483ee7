import { afterAll, expect, test } from 'vitest'
import type { Actor } from '#kernel/db'
import { testDb } from '#test/db'
import { anOrg, aSite } from '#test/factories'
import { pick, seeded } from '../../../demo/random.ts'
import { CallFilter } from '../call-filter.ts'
import { type Figures, figuresOf } from '../figures.ts'
import { grains, groupings } from '../statistics-contract.ts'
import { openTally } from './tally.ts'

// Whatever is asked, memory counts what the database counts: any period, filter, grouping and grain, for whoever sees
// every site and whoever sees some, and again after any change.

const { db, query } = await testDb()
const acme = await anOrg(query)
const rival = await anOrg(query)
const sites = [await aSite(db, acme), await aSite(db, acme), await aSite(db, acme)].map(({ id }) => id)
const theirs = await aSite(db, rival)
const random = seeded('tally')
const some = (share: number) => random() < share
const uuid = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`
const tags = [uuid(901), uuid(902)]
const words = ['none', 'a', 'b', 'Œuf', null]

const columnsOf = (n: number) => ({
  id: uuid(n),
  started_at: new Date(Date.parse('2026-09-01T00:00:00Z') + Math.floor(random() * 90 * 86_400_000)).toISOString(),
  site_id: pick(random, sites),
  number_id: some(0.8) ? uuid(100_000 + Math.floor(random() * 4)) : null,
  campaign_id: some(0.6) ? uuid(200_000 + Math.floor(random() * 5)) : null,
  outcome: pick(random, ['answered', 'answered', 'missed', 'ongoing']),
  talk_seconds: some(0.8) ? Math.floor(random() * 500) : null,
  wait_seconds: some(0.5) ? Math.floor(random() * 60) : null,
  caller: some(0.9) ? `+3363998${String(Math.floor(random() * 90)).padStart(4, '0')}` : null,
  person_id: some(0.9) ? uuid(300_000 + Math.floor(random() * 150)) : null,
  first_call: some(0.3),
  certainty: pick(random, ['support', 'visitor', 'uncertain', 'direct']),
  source: pick(random, words),
  medium: pick(random, words),
  channel: pick(random, words),
  term: pick(random, words),
  ad: pick(random, words),
  landing: pick(random, words),
  zone: pick(random, ['mobile', 'Lyon', 'none', null]),
  tag_ids: `{${tags.filter(() => some(0.1)).join()}}`,
  erased: some(0.02),
  customer: some(0.4),
  sales: some(0.1) ? 1 + Math.floor(random() * 3) : 0,
  value_cents: some(0.1) ? Math.floor(random() * 1e6) : 0,
  acquired: some(0.05),
  quarantine: some(0.1) ? 'short' : null,
})

async function write(org: Actor & { orgId: string }, rows: object[]) {
  await query(
    `insert into customer.tracked_call (org_id, id, started_at, local_day, local_hour, local_half, local_weekday, spoken_at,
       site_id, number_id, campaign_id, phone, outcome, talk_seconds, wait_seconds, caller, person_id, first_call, certainty,
       source, medium, channel, term, ad, landing, zone, tag_ids, erased, customer, sales, value_cents, acquired, quarantine,
       candidates, other_probability)
     select $1, r.id, r.started_at, r.started_at::date, extract(hour from r.started_at),
       extract(hour from r.started_at) * 2 + (extract(minute from r.started_at) >= 30)::int, extract(isodow from r.started_at),
       case when r.outcome = 'missed' and r.sales = 0 then r.started_at + interval '1 hour 1.5 seconds' * length(r.zone) end,
       r.site_id, r.number_id, r.campaign_id, '+33261910001', r.outcome, r.talk_seconds, r.wait_seconds, r.caller, r.person_id,
       r.first_call, r.certainty, r.source, r.medium, r.channel, r.term, r.ad, r.landing, r.zone, r.tag_ids, r.erased, r.customer,
       r.sales, r.value_cents, r.acquired, r.quarantine, '[]', 0
     from jsonb_populate_recordset(null::customer.tracked_call, $2) r`,
    [org.orgId, JSON.stringify(rows)],
  )
}
// Nothing points anywhere here: it is counting that is tried.
await query(`do $$ declare f record; begin for f in select conname from pg_constraint
  where conrelid = 'customer.tracked_call'::regclass and contype = 'f' loop
  execute format('alter table customer.tracked_call drop constraint %I', f.conname); end loop; end $$`)
await write(
  acme,
  Array.from({ length: 9000 }, (_, n) => columnsOf(n)),
)
await write(
  rival,
  Array.from({ length: 50 }, (_, n) => ({ ...columnsOf(n), site_id: theirs.id })),
)

const tally = openTally(db, 100)
afterAll(tally.close)
const day = () => `2026-${pick(random, ['09', '10', '11'])}-${String(1 + Math.floor(random() * 28)).padStart(2, '0')}`

function aFilter(): CallFilter {
  const [one, other] = [day(), day()].toSorted()
  const wishes: [number, object][] = [
    [0.7, { from: one, to: other }],
    [0.2, { siteId: pick(random, sites) }],
    [0.2, { numberId: pick(random, ['none', uuid(100_001)]) }],
    [0.2, { campaignId: pick(random, ['none', uuid(200_002)]) }],
    [0.2, { medium: pick(random, ['a', 'none', 'never seen']) }],
    [0.2, { channel: pick(random, ['b', 'none']) }],
    [0.1, { source: 'Œuf' }],
    [0.1, { term: 'a' }],
    [0.1, { ad: 'none' }],
    [0.1, { landing: 'b' }],
    [0.1, { zone: pick(random, ['mobile', 'none']) }],
    [0.1, { tagId: pick(random, tags) }],
    [0.1, { outcome: pick(random, ['ongoing', 'answered', 'missed']) }],
    [0.1, { certainty: pick(random, ['support', 'visitor', 'uncertain', 'direct']) }],
    [0.2, { quarantine: pick(random, ['yes', 'all']) }],
    [0.1, { customer: pick(random, ['yes', 'no']) }],
    [0.1, { sold: 'yes' }],
    [0.1, { talkedSeconds: 100 }],
    [0.1, { waiting: 'yes' }],
    [0.1, { weekday: 7 }],
    [0.1, { hour: 0 }],
    // Told by the database, whoever asks.
    [0.05, { caller: '3998' }],
    [0.05, { credit: 'linear' }],
  ]
  return CallFilter.parse(Object.assign({}, ...wishes.filter(([share]) => some(share)).map(([, wish]) => wish)))
}

/** Sums of shares and means are the same but for their last digit; what has no order is put in one. */
const comparable = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'number' && !Number.isInteger(part) ? Number(part.toPrecision(12)) : part,
    ),
  )
const inOrder = (rows: object[]) =>
  rows.map((row) => JSON.stringify(comparable(row), Object.keys(row).toSorted())).toSorted()

async function everyFigure(figures: Figures, filter: CallFilter) {
  return {
    total: comparable(await figures.total(filter)),
    quarantined: await figures.countQuarantined(filter),
    heatmap: await figures.heatmap(filter),
    zones: await figures.zones(filter),
    siteIds: (await figures.siteIds(filter)).toSorted(),
    bySite: inOrder(await figures.seriesBySite(filter)),
    groups: await Promise.all(groupings.map(async (by) => inOrder((await figures.groups(filter, by)).rows))),
    series: await Promise.all(grains.map((grain) => figures.series(filter, grain))),
  }
}

async function bothCountAlike(actor: Actor, filter: CallFilter) {
  const counting = await tally.ready(actor)
  await db.as(actor, async (tx) =>
    expect([filter, await everyFigure(counting(tx), filter)]).toEqual([
      filter,
      await everyFigure(figuresOf(tx), filter),
    ]),
  )
}
/** The first asking only begins to read; a figure of the database then counts as well. */
async function untilRead(actor: Actor) {
  for (let tries = 0; tries < 200; tries += 1) {
    await tally.ready(actor)
    if (tally.isInMemory(actor.orgId)) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('never read')
}

test('few calls are left to the database', async () => {
  await tally.ready(rival)
  expect(tally.isInMemory(rival.orgId)).toBe(false)
})

test('any filter, for the whole and for some sites', async () => {
  await untilRead(acme)
  await bothCountAlike(acme, {})
  for (let n = 0; n < 40; n += 1) await bothCountAlike(acme, aFilter())
  for (const siteIds of [[sites[0]!], sites.slice(1), [], [theirs.id]])
    for (let n = 0; n < 8; n += 1) await bothCountAlike({ ...acme, siteIds }, aFilter())
})

test('what has changed is counted as it is now: new calls, changed ones, and those that a slow transaction brings', async () => {
  await untilRead(acme)
  await write(
    acme,
    Array.from({ length: 40 }, (_, n) => columnsOf(15_000 + n)),
  )
  await bothCountAlike(acme, {})
  await query(
    `update customer.tracked_call set outcome = 'answered', talk_seconds = 7, medium = 'new', quarantine = null,
    tag_ids = array[$1::uuid], local_day = local_day + 1, local_weekday = 4 where org_id = $2 and local_weekday = 3`,
    [tags[0], acme.orgId],
  )
  await bothCountAlike(acme, {})
  await bothCountAlike(acme, { medium: 'new', tagId: tags[0]! })
  await query(`update customer.tracked_call set tag_ids = '{}' where org_id = $1`, [acme.orgId])
  await bothCountAlike(acme, { tagId: tags[0]! })

  // Begun before, committed after others that were read meanwhile.
  let commit = () => {}
  const held = new Promise<void>((resolve) => (commit = resolve))
  const begun = Promise.withResolvers<void>()
  const slow = db.as(acme, async (tx) => {
    await tx.updateTable('customer.tracked_call').set({ sales: 9 }).where('id', '=', uuid(1)).execute()
    begun.resolve()
    await held
  })
  await begun.promise
  await write(acme, [columnsOf(16_000)])
  await bothCountAlike(acme, {})
  commit()
  await slow
  await bothCountAlike(acme, {})
  for (let n = 0; n < 10; n += 1) await bothCountAlike(acme, aFilter())
})

test('many who ask while calls arrive each see at least what was there', async () => {
  await untilRead(acme)
  const counts = await Promise.all(
    Array.from({ length: 20 }, async (_, n) => {
      await write(acme, [{ ...columnsOf(17_000 + n), quarantine: null }])
      const counting = await tally.ready(acme)
      return db.as(acme, async (tx) => [(await counting(tx).total({ quarantine: 'all' })).received, n] as const)
    }),
  )
  const [{ n: all }] = (await query('select count(*)::int as n from customer.tracked_call where org_id = $1', [
    acme.orgId,
  ])) as [{ n: number }]
  expect(Math.max(...counts.map(([received]) => received))).toBeLessThanOrEqual(all)
  await bothCountAlike(acme, { quarantine: 'all' })
})

test('when the counting thread ends, the database counts until everything is read again', async () => {
  await untilRead(acme)
  await tally.close()
  expect(tally.isInMemory(acme.orgId)).toBe(false)
  await bothCountAlike(acme, {})
  await untilRead(acme)
  await bothCountAlike(acme, {})
  await bothCountAlike(acme, aFilter())
})

test('what cannot be read into memory is told, and counted by the database', async () => {
  // A row number beyond what a copy holds.
  await query('alter table customer.tracked_call alter column place restart with 3000000000')
  await write(rival, [{ ...columnsOf(20_000), site_id: theirs.id, quarantine: null }])
  const told: string[] = []
  const other = openTally(db, 10, ({ message }) => void told.push(message))
  await other.ready(rival)
  await expect.poll(() => told).toEqual([expect.stringContaining('out of range')])
  const counting = await other.ready(rival)
  await db.as(rival, async (tx) =>
    expect((await counting(tx).total({ quarantine: 'all' })).received).toBe(
      (await figuresOf(tx).total({ quarantine: 'all' })).received,
    ),
  )
  expect(other.isInMemory(rival.orgId)).toBe(false)
  await other.close()
  // It is not tried again at once.
  expect(told).toHaveLength(1)
})
