import { expect, test } from 'vitest'
import { getSiteModel } from '../attribution/service.ts'
import { recordCall } from '#engine/interactions'
import type { Actor } from '#kernel/db'
import { testDb } from '#test/db'
import { aCall, aMobile, anOrg, aPool, aSite } from '#test/factories'
import { runJobs } from '#test/jobs'
import { aVisit, aWebsite } from '#test/visits'
import { learnModels } from './learning.ts'

const house = await testDb()
const { db, query } = house
const [acme, rival] = [await anOrg(query), await anOrg(query)]
const site = await aSite(db, acme)
const websiteId = await aWebsite(query, acme, site.id)
const modelOf = (siteId = site.id, org: Actor = acme) => db.as(org, (tx) => getSiteModel(tx, siteId))
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000)

test('another organisation’s model is not there; before anything is learnt the prior holds', async () => {
  await expect(modelOf(site.id, rival)).rejects.toMatchObject({ code: 'site.not_found' })
  const { parameters, prior, learntAt, calibrationError } = await modelOf()
  expect(parameters).toEqual(prior)
  expect([learntAt, calibrationError]).toEqual([null, null])
})

test('a site that lends no number has nothing to learn', async () => {
  await learnModels(db, acme.orgId)
  expect((await modelOf()).learntAt).toBeNull()
})

test('a site learns from touches of the link and from callers whose telephone is known; once a day', async () => {
  const numbers = await aPool(db, acme, site.id, 12)
  const from = aMobile()
  let visitorId: string | undefined
  for (const [n, number] of numbers.entries()) {
    const at = ago(1000 - n * 60)
    const before = (seconds: number) => new Date(at.getTime() - seconds * 1000)
    // The first time by the link: from then on the telephone tells who calls, here 20 min after leaving.
    const visit = await aVisit(query, acme, {
      websiteId,
      visitorId,
      numberId: number.id,
      from: before(n === 0 ? 60 : 1500),
      lastSeenAt: before(n === 0 ? 10 : 1200),
      ...(n === 0 && { telClick: { at: before(10), phone: number.e164 } }),
    })
    visitorId = visit.visitorId
    await db.as(acme, (tx) =>
      recordCall(tx, { kind: 'api', name: 'essai' }, aCall({ from, to: number.e164, startedAt: at.toISOString() })),
    )
    await runJobs(house)
  }
  await learnModels(db, acme.orgId)
  const { parameters, prior, cases, learntAt, reliability } = await modelOf()
  expect(cases).toEqual({ visits: 12, calls: 12, telClicks: 1, telCalls: 1, knownCallers: 11 })
  expect(parameters.onPageShare).toBeLessThan(prior.onPageShare)
  expect(parameters.delayMedianSeconds).toBeGreaterThan(prior.delayMedianSeconds)
  expect(parameters.telClickMeanSeconds).toBeLessThan(prior.telClickMeanSeconds)
  expect(reliability.reduce((sum, { calls }) => sum + calls, 0)).toBe(12)
  expect(reliability.reduce((sum, { right }) => sum + right, 0)).toBe(12)

  await learnModels(db, acme.orgId)
  expect((await modelOf()).learntAt).toBe(learntAt)
  await learnModels(db, acme.orgId, new Date(Date.now() + 21 * 3_600_000))
  expect((await modelOf()).learntAt).not.toBe(learntAt)
})

test('the next call is shared by what was learnt', async () => {
  const set = (parameters: object) =>
    query(`update customer.attribution_model set parameters = parameters || $1 where site_id = $2`, [
      parameters,
      site.id,
    ])
  const probability = async () => {
    const [number] = await aPool(db, acme, site.id, 1)
    await aVisit(query, acme, { websiteId, numberId: number!.id, from: ago(60), lastSeenAt: ago(50) })
    const told = aCall({ to: number!.e164, startedAt: ago(1).toISOString() })
    const { id } = await db.as(acme, (tx) => recordCall(tx, { kind: 'api', name: 'essai' }, told))
    await runJobs(house)
    const [row] = await query('select other_probability as p from customer.tracked_call where id = $1', [id])
    return 1 - (row!.p as number)
  }
  await set({ strangerEveryDays: 9000 })
  const believed = await probability()
  await set({ strangerEveryDays: 0.01 })
  expect(believed).toBeGreaterThan(0.95)
  expect(await probability()).toBeLessThan(0.05)
})
