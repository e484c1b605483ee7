import { expect, test } from 'vitest'
import { codeOf } from '#test/answers'
import { anOrg, aPool, aSite } from '#test/factories'
import { testServer } from '#test/server'
import type { PoolAdvice } from './contract.ts'

// Whether a pool is large enough, from the visits that it had.

const house = await testServer()
const { db, query, orgId } = house
const owner = await house.signIn('owner')
const site = await aSite(db, { orgId })

/** So many visits of a minute and the hold, in the hour that began so long ago, one after the other on each number. */
async function visits(numbers: { id: string }[], count: number, hoursAgo: number, minutes: number) {
  await query(
    `insert into customer.lease (org_id, number_id, visitor_id, visit_id, held)
     select $1, ($2::uuid[])[1 + n % cardinality($2::uuid[])], gen_random_uuid(), gen_random_uuid(),
       tstzrange(at, at + make_interval(mins => $5))
     from generate_series(0, $3 - 1) n, lateral (select date_trunc('hour', now()) - make_interval(hours => $4)
       + make_interval(mins => (n / cardinality($2::uuid[])) * $5)) t (at)`,
    [orgId, numbers.map(({ id }) => id), count, hoursAgo, minutes],
  )
}
const adviceOf = async (poolId: string) => (await (await owner(`/api/pools/${poolId}/advice`)).json()) as PoolAdvice

test('nothing is said before there are enough visits, and nothing to another organisation', async () => {
  const numbers = await aPool(db, { orgId }, site.id, 4)
  const poolId = numbers[0]!.poolId!
  await visits(numbers, 19, 30, 1)
  expect(await adviceOf(poolId)).toMatchObject({ busiest: null, numbers: 4, blocking: 0, advised: 1 })
  const rival = await house.signIn('owner', (await anOrg(query)).orgId)
  expect(await codeOf(await rival(`/api/pools/${poolId}/advice`))).toEqual([404, 'pool.not_found'])
})

test('the busiest hour of four weeks, and the hold of the pool, say how many numbers are needed', async () => {
  const numbers = await aPool(db, { orgId }, site.id, 20)
  const poolId = numbers[0]!.poolId!
  await visits(numbers, 40, 30, 30)
  await visits(numbers, 20, 60, 30)
  await visits(numbers, 20, 24 * 40, 30) // too long ago
  const advice = await adviceOf(poolId)
  // 40 visits an hour, 30 minutes each: 20 numbers on average.
  expect(advice).toMatchObject({ busiest: { visits: 40 }, heldMinutes: 30, erlangs: 20, numbers: 20, utilisation: 1 })
  expect(advice.blocking).toBeCloseTo(0.158892, 5)
  expect(advice.advised).toBe(30)
})
