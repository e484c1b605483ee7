import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { TrackedNumber } from './contract.ts'
import { testDb } from '#test/db'
import { anOrg, aPool, aSite } from '#test/factories'
import { endLease, holdersOf, type Lease, lend, prolong } from './index.ts'
import { listPools, retireNumber } from './service.ts'

const { db, query } = await testDb()
const [acme, rival] = [await anOrg(query), await anOrg(query)]
const site = await aSite(db, acme)

const visits = (count: number) => Array.from({ length: count }, () => ({ visit: randomUUID(), visitor: randomUUID() }))
const lendTo = (poolId: string, to = visits(1)) => db.as(acme, (tx) => lend(tx, poolId, to))
const one = async (poolId: string) => (await lendTo(poolId))[0]!
const keep = (...leases: Lease[]) =>
  db.as(acme, (tx) =>
    prolong(
      tx,
      leases.map(({ visitId }) => visitId),
    ),
  )
const leave = ({ visitId }: Lease) => db.as(acme, (tx) => endLease(tx, visitId))
const poolOf = async (size: number) => {
  const numbers = await aPool(db, acme, site.id, size)
  return { poolId: numbers[0]!.poolId!, numbers }
}
/** The leases of a pool, oldest first. */
const history = (poolId: string) =>
  query(
    `select l.number_id, l.visit_id, l.reused, lower(l.held) as "from", upper(l.held) as until, upper(l.held) > clock_timestamp() as runs
     from customer.lease l join customer.tracked_number n on n.id = l.number_id where n.pool_id = $1 order by lower(l.held), l.id`,
    [poolId],
  )
const overlaps = async (poolId: string) =>
  (
    await query(
      `select count(*)::int as n from customer.lease a join customer.lease b on a.number_id = b.number_id and a.id < b.id and a.held && b.held
       join customer.tracked_number n on n.id = a.number_id where n.pool_id = $1`,
      [poolId],
    )
  )[0]!.n

test('another organisation lends, prolongs, ends and learns nothing', async () => {
  const { poolId } = await poolOf(1)
  const lease = await one(poolId)
  const before = await history(poolId)
  await expect(db.as(rival, (tx) => lend(tx, poolId, visits(1)))).rejects.toThrow('no result')
  await db.as(rival, async (tx) => {
    expect(await prolong(tx, [lease.visitId])).toEqual([])
    await endLease(tx, lease.visitId)
    expect(await holdersOf(tx, lease.numberId, new Date(), 24)).toEqual([])
  })
  expect(await history(poolId)).toEqual(before)
})

test('the database refuses a second holder of a number, to the microsecond', async () => {
  const { poolId } = await poolOf(1)
  const lease = await one(poolId)
  const insert = (held: string) =>
    query(
      `insert into customer.lease (org_id, number_id, visitor_id, visit_id, held)
       select org_id, number_id, visitor_id, visit_id, ${held} from customer.lease where visit_id = $1 limit 1`,
      [lease.visitId],
    )
  const refused = { code: '23P01', constraint: 'one_holder' }
  await expect(insert('held')).rejects.toMatchObject(refused)
  await expect(
    insert(`tstzrange(upper(held) - interval '1 microsecond', upper(held) + interval '1 hour')`),
  ).rejects.toMatchObject(refused)
  await expect(insert(`tstzrange(now() - interval '1 day', now() + interval '1 day')`)).rejects.toMatchObject(refused)
  await insert(`tstzrange(upper(held), upper(held) + interval '1 hour')`) // from the very end on it is free
})

test('a pool whose numbers are taken from their holders says so, once an hour', async () => {
  const { poolId } = await poolOf(2)
  const told = () =>
    query(`select data from core.event where type = 'pool.exhausted' and data->>'poolId' = $1`, [poolId])
  await lendTo(poolId, visits(2))
  expect(await told()).toEqual([])
  await Promise.all(visits(5).map((visit) => lendTo(poolId, [visit])))
  expect(await told()).toEqual([{ data: { poolId } }])
  await query(`update customer.pool set exhausted_at = now() - interval '61 minutes' where id = $1`, [poolId])
  await lendTo(poolId, visits(3))
  expect(await told()).toHaveLength(2)
})

test('fifty visitors who race for ten numbers never hold one together', async () => {
  const { poolId, numbers } = await poolOf(10)
  const lent = (await Promise.all(visits(50).map((visit) => lendTo(poolId, [visit])))).flat()
  expect(lent).toHaveLength(50)
  expect(await overlaps(poolId)).toBe(0)
  const leases = await history(poolId)
  expect([leases.length, leases.filter(({ runs }) => runs).length]).toEqual([50, 10])
  expect(leases.filter(({ reused }) => reused)).toHaveLength(40)
  expect(new Set(lent.map(({ numberId }) => numberId))).toEqual(new Set(numbers.map(({ id }) => id)))
})

test('lends, beats and leavings at once neither overlap nor wait for each other in a circle', async () => {
  const { poolId } = await poolOf(10)
  const first = await lendTo(poolId, visits(10))
  await Promise.all(
    Array.from({ length: 30 }, (_, i) => {
      if (i % 3 === 0) return lendTo(poolId, visits(6))
      if (i % 3 === 1) return keep(...(i % 2 ? first : first.toReversed()))
      return leave(first[i % 10]!)
    }),
  )
  expect(await overlaps(poolId)).toBe(0)
  await lendTo(poolId, visits(10)) // whoever left last may have left a number idle
  expect((await history(poolId)).filter(({ runs }) => runs)).toHaveLength(10)
})

test('an empty pool lends nothing', async () => {
  const { poolId, numbers } = await poolOf(1)
  await db.as(acme, (tx) => retireNumber(tx, numbers[0]!.id, true))
  expect(await lendTo(poolId, visits(3))).toEqual([])
})

test('the number idle longest is lent; when none is idle, the one of the oldest lease', async () => {
  const { poolId, numbers } = await poolOf(3)
  const name = ({ id }: Pick<TrackedNumber, 'id'>) => 'ABC'[numbers.findIndex((number) => number.id === id)]
  const who = new Map<string, Lease>()
  const story = []
  for (const [step, visitor] of [
    ['comes', 'Ana'],
    ['comes', 'Bob'],
    ['leaves', 'Ana'],
    ['comes', 'Chloé'], // C was never lent: idle longer than A
    ['leaves', 'Bob'],
    ['comes', 'Driss'],
    ['comes', 'Eva'],
    ['stays', 'Chloé'], // so that hers is not the oldest any more
    ['comes', 'Farid'],
    ['stays', 'Driss'], // too late: his number is Farid's
    ['comes', 'Gaël'],
    ['comes', 'Hugo'],
  ] as const) {
    if (step === 'leaves') await leave(who.get(visitor)!)
    else if (step === 'stays') await keep(who.get(visitor)!)
    else {
      const lease = await one(poolId)
      who.set(visitor, lease)
      story.push(`${visitor} ${name({ id: lease.numberId })}${lease.reused ? ' taken' : ''}`)
    }
  }
  const expected = ['Ana A', 'Bob B', 'Chloé C', 'Driss A', 'Eva B', 'Farid A taken', 'Gaël B taken', 'Hugo C taken']
  expect(story).toEqual(expected)
})

test('a number taken ends its lease at that instant, and both stay in the history', async () => {
  const { poolId, numbers } = await poolOf(1)
  const [first, second] = [await one(poolId), await one(poolId)]
  expect([first.reused, second.reused]).toEqual([false, true])
  const [a, b] = await history(poolId)
  expect(a).toMatchObject({ visit_id: first.visitId, reused: false, runs: false })
  expect(b).toMatchObject({ visit_id: second.visitId, reused: true, runs: true, from: a!.until })
  const [seen] = await query(`select upper(a.held) = lower(b.held) as exact from customer.lease a, customer.lease b
    where a.visit_id = '${first.visitId}' and b.visit_id = '${second.visitId}'`)
  expect(seen).toEqual({ exact: true }) // not to the millisecond only

  const holders = await db.as(acme, (tx) => holdersOf(tx, numbers[0]!.id, new Date(Date.now() + 1000), 1))
  expect(holders.map(({ visitId, reused }) => [visitId, reused])).toEqual([
    [second.visitId, true],
    [first.visitId, false],
  ])
  const pools = await db.as(acme, listPools)
  expect(pools.find(({ id }) => id === poolId)).toMatchObject({ numbers: 1, held: 1, reusedToday: 1 })
})

test('a sign of life holds the number for the hold from then on, no less and no more', async () => {
  const { poolId } = await poolOf(1)
  const lease = await one(poolId)
  await query(
    `update customer.lease set held = tstzrange(lower(held) - interval '20 minutes', upper(held) - interval '20 minutes') where visit_id = $1`,
    [lease.visitId],
  )
  const [{ start }] = (await query('select clock_timestamp() as start')) as [{ start: Date }]
  expect(await keep(lease)).toEqual([lease])
  const [after] = await query(
    `select upper(l.held) - interval '30 minutes' between $2 and clock_timestamp() as exact, upper(l.held) = n.free_at as known
     from customer.lease l join customer.tracked_number n on n.id = l.number_id where l.visit_id = $1`,
    [lease.visitId, start],
  )
  expect(after).toEqual({ exact: true, known: true })
})

test('a lease that ended is not revived: not after it ran out, was taken or was given back', async () => {
  const { poolId } = await poolOf(3)
  const [out, back, taken] = [await one(poolId), await one(poolId), await one(poolId)]
  await query(
    `update customer.lease set held = tstzrange(lower(held) - interval '1 hour', upper(held) - interval '1 hour') where visit_id = $1`,
    [out.visitId],
  )
  await query(`update customer.tracked_number set free_at = free_at - interval '1 hour' where id = $1`, [out.numberId])
  await leave(back)
  await lendTo(poolId, visits(3))
  const before = await history(poolId)
  expect(await keep(out, back, taken)).toEqual([])
  for (const lease of [out, back, taken]) await leave(lease)
  expect(await history(poolId)).toEqual(before)
})

test('a number given back is free at once', async () => {
  const { poolId } = await poolOf(1)
  const first = await one(poolId)
  await leave(first)
  expect(await one(poolId)).toMatchObject({ numberId: first.numberId, reused: false })
  expect(await overlaps(poolId)).toBe(0)
})

test('a retired number is neither lent nor prolonged, and serves again once restored', async () => {
  const { poolId, numbers } = await poolOf(2)
  const [kept, retired] = [await one(poolId), await one(poolId)]
  const retire = (yes: boolean) => db.as(acme, (tx) => retireNumber(tx, retired.numberId, yes))
  await retire(true)
  expect(await keep(kept, retired)).toEqual([kept])
  expect((await lendTo(poolId, visits(3))).map(({ numberId }) => numberId)).toEqual(Array(3).fill(kept.numberId))
  await retire(false)
  expect(new Set((await lendTo(poolId, visits(2))).map(({ numberId }) => numberId))).toEqual(
    new Set(numbers.map(({ id }) => id)),
  )
  expect(await overlaps(poolId)).toBe(0)
})

test('more visits at once than numbers: each is lent one, the last keep it', async () => {
  const { poolId } = await poolOf(2)
  const all = visits(5)
  const lent = await lendTo(poolId, all)
  expect(lent.map(({ visitId }) => visitId)).toEqual(all.map(({ visit }) => visit))
  expect(lent.map(({ reused }) => reused)).toEqual([false, false, true, true, true])
  const running = (await history(poolId)).filter(({ runs }) => runs)
  expect(new Set(running.map(({ visit_id }) => visit_id))).toEqual(new Set(all.slice(3).map(({ visit }) => visit)))
  expect(await overlaps(poolId)).toBe(0)
})

test.each([
  ['when it was lent', 0, ['it']],
  ['within the hours before', 100, ['it']],
  ['long after', 200, []],
  ['before', -1, []],
])('who held a number %s', async (_, minutesAfter, expected) => {
  const { poolId } = await poolOf(1)
  const { numberId } = await one(poolId)
  const [row] = await query('select lower(held) as "from" from customer.lease where number_id = $1', [numberId])
  // JavaScript's instants are of milliseconds: one more, so as not to be before the lease.
  const at = new Date((row!.from as Date).getTime() + minutesAfter * 60_000 + 1)
  const holders = await db.as(acme, (tx) => holdersOf(tx, numberId, at, 2))
  expect(holders.map(() => 'it')).toEqual(expected)
})
