import { createHash } from 'node:crypto'
import { Logger, runOnce } from 'graphile-worker'
import { afterAll, expect, test } from 'vitest'
import { advertising } from '#adapters/advertising'
import { recordCall } from '#engine/interactions'
import type { Task } from '#kernel/jobs'
import { openMailer } from '#kernel/mail'
import { openOutgoing } from '#kernel/outgoing'
import { newKey, vaultOf } from '#kernel/vault'
import { openAdvertising } from '#test/advertising'
import { testDb } from '#test/db'
import { aCall, aMobile, anOrg, aPool, aSite } from '#test/factories'
import { aVisit, aWebsite } from '#test/visits'
import { wire } from '../../house.ts'
import { tasksOf } from '../../tasks.ts'
import type { PlatformName, Transmission } from './contract.ts'
import { createDestination, listDestinations, sealDestinations, setDestinationEnabled } from './destinations.ts'
import { transmissionsOf } from './list.ts'
import { sendConversion } from './transmit.ts'

// What advertising platforms are told of a call: once, as they document it, with the visitor's consent; and why not.

wire()
const { db, query } = await testDb()
const org = await anOrg(query)
const site = await aSite(db, org)
const websiteId = await aWebsite(query, org, site.id)
const numbers = await aPool(db, org, site.id, 30)
const platforms = await openAdvertising()
afterAll(() => platforms.close())
const key = newKey()
const vault = vaultOf(key)
const outgoing = openOutgoing({ outgoingAllow: ['127.0.0.0/8'], outgoingPorts: [[1, 65_535]] })
const around = { outgoing, vault, platforms: advertising(platforms.addresses) }
const mailer = openMailer({ from: 'visavis@exemple.fr', publicUrl: 'https://visavis.exemple.fr' })
const config = { publicUrl: 'https://visavis.exemple.fr' } as Parameters<typeof tasksOf>[1]
const taskList = Object.fromEntries(
  Object.entries(tasksOf(db, config, { mailer, ...around })).map(([name, task]) => [
    name,
    (job: unknown) => task(job as Parameters<Task>[0]),
  ]),
)
const work = () => runOnce({ pgPool: db.owner, taskList, noHandleSignals: true, logger: new Logger(() => () => {}) })

const destination = (platform: PlatformName, settings: Record<string, string>, secret: string) =>
  db.as(org, (tx) =>
    createDestination(tx, vault, {
      name: platform,
      platform,
      settings,
      secret,
      minTalkSeconds: 60,
      firstOnly: true,
      valueCents: 4000,
    }),
  )
const ads = await destination(
  'google_ads',
  { accountId: '123-456-7890', conversionActionId: '987' },
  platforms.serviceAccount,
)
await destination('ga4', { measurementId: 'G-EXEMPLE' }, 'code secret')
await destination('meta', { datasetId: '4242', apiVersion: 'v25.0' }, 'jeton de Meta')
await query(
  `insert into engine.consent_text (org_id, version, purposes, body) values ($1, 'pub', '{measurement,advertising}', 'Oui'), ($1, 'mesure', '{measurement}', 'Oui')`,
  [org.orgId],
)

let used = 0
type Given = { consent?: string; talkSeconds?: number; from?: string | null }
async function call(clickIds: object, { consent = 'pub', talkSeconds = 90, from = aMobile() }: Given = {}) {
  const number = numbers[(used += 1) % numbers.length]!
  const [at, seen] = [new Date(Date.now() - 60_000), new Date(Date.now() - 70_000)]
  const telClick = { at: new Date(at.getTime() - 5000), phone: number.e164 }
  const visit = await aVisit(query, org, { websiteId, numberId: number.id, from: seen, lastSeenAt: at, telClick })
  await query('update customer.visit set click_ids = $1, consent_text = $2 where id = $3', [
    JSON.stringify(clickIds),
    consent,
    visit.visitId,
  ])
  const told = aCall({
    to: number.e164,
    from,
    startedAt: at.toISOString(),
    answeredAt: at.toISOString(),
    status: 'completed',
    talkSeconds,
  })
  const { id } = await db.as(org, (tx) => recordCall(tx, { kind: 'api', name: 'essai' }, told))
  await work()
  return { id, from, at, visit, told }
}
const statesOf = async (id: string) =>
  Object.fromEntries(
    (await db.as(org, (tx) => transmissionsOf(tx, id))).map(({ platform, state, reason }) => [
      platform,
      reason ?? state,
    ]),
  )
const one = async (id: string, platform: PlatformName): Promise<Transmission> =>
  (await db.as(org, (tx) => transmissionsOf(tx, id))).find((row) => row.platform === platform)!
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

test('each platform is told what it documents, once, with the same key', async () => {
  platforms.taken.length = 0
  const { id, from, at, visit, told } = await call({ gclid: 'clic', fbclid: 'autre' })
  expect(await statesOf(id)).toEqual({ google_ads: 'sent', ga4: 'sent', meta: 'sent' })
  const bodyOf = (platform: PlatformName) =>
    platforms.taken.filter((row) => row.platform === platform).map(({ body }) => body)
  const { id: transactionId, answer } = await one(id, 'google_ads')
  expect(answer).toBe('200 demande-1')
  expect(bodyOf('google_ads')).toMatchObject([
    {
      destinations: [{ operatingAccount: { accountId: '1234567890' }, productDestinationId: '987' }],
      events: [
        {
          transactionId,
          eventTimestamp: at.toISOString(),
          eventSource: 'PHONE',
          adIdentifiers: { gclid: 'clic' },
          userData: { userIdentifiers: [{ phoneNumber: sha256(from!) }] },
          conversionValue: 40,
          currency: 'EUR',
        },
      ],
    },
  ])
  expect(bodyOf('meta')).toMatchObject([
    {
      data: [
        {
          action_source: 'phone_call',
          user_data: { ph: [sha256(from!.slice(1))], fbc: expect.stringMatching(/^fb\.1\.\d{13}\.autre$/) },
        },
      ],
    },
  ])
  expect(bodyOf('ga4')).toMatchObject([
    { client_id: visit.visitorId, events: [{ name: 'phone_call', params: { value: 40 } }] },
  ])

  // Told again, the call is the same; and a job that runs twice tells nothing.
  await db.as(org, (tx) =>
    recordCall(tx, { kind: 'api', name: 'essai' }, { ...told, talkSeconds: 120, endedAt: new Date().toISOString() }),
  )
  await work()
  await sendConversion(db, around, { orgId: org.orgId, id: transactionId })
  expect(platforms.taken).toHaveLength(3)
})

test('why not: no click of theirs, no consent, too short', async () => {
  platforms.taken.length = 0
  expect(await statesOf((await call({ gclid: 'a' })).id)).toEqual({ google_ads: 'sent', ga4: 'sent', meta: 'no_click' })
  const without = await call({ gclid: 'a' }, { consent: 'mesure' })
  expect(await statesOf(without.id)).toEqual({ google_ads: 'no_consent', ga4: 'no_consent', meta: 'no_click' })
  expect(await statesOf((await call({ gclid: 'a' }, { consent: 'inconnue' })).id)).toMatchObject({
    google_ads: 'no_consent',
  })
  expect(await statesOf((await call({ gclid: 'a' }, { talkSeconds: 30 })).id)).toMatchObject({
    google_ads: 'too_short',
  })
  expect(platforms.taken).toHaveLength(2)
})

test('a caller without a number: nobody knows whether it is their first call', async () => {
  const { id } = await call({ gclid: 'a' }, { from: null })
  expect(await statesOf(id)).toMatchObject({ google_ads: 'hidden' })
})

test('a platform that is down is asked again, and takes it once', async () => {
  platforms.taken.length = 0
  platforms.breakDown(true)
  const { id } = await call({ gclid: 'a' })
  expect(await one(id, 'google_ads')).toMatchObject({ state: 'waiting', answer: '503' })
  platforms.breakDown(false)
  await query('update graphile_worker._private_jobs set run_at = now()')
  await work()
  expect(await one(id, 'google_ads')).toMatchObject({ state: 'sent' })
  expect(platforms.taken.filter(({ platform }) => platform === 'google_ads')).toHaveLength(1)
})

test('somebody who takes the consent back, or a call left out meanwhile, is not told', async () => {
  // What calls before this one still wait for.
  await query('update graphile_worker._private_jobs set run_at = now()')
  await work()
  platforms.breakDown(true)
  const { id } = await call({ gclid: 'a' })
  platforms.breakDown(false)
  platforms.taken.length = 0
  await query(`update customer.tracked_call set quarantine = 'hand', verdict = 'quarantined' where id = $1`, [id])
  await query('update graphile_worker._private_jobs set run_at = now()')
  await work()
  expect(await statesOf(id)).toMatchObject({ google_ads: 'left_out', ga4: 'left_out' })
  expect(platforms.taken).toEqual([])
})

test('a refusal is kept with its words, and is for good', async () => {
  await query(
    `update customer.conversion_destination set settings = '{"accountId": "12", "conversionActionId": "987"}' where id = $1`,
    [ads.id],
  )
  const { id } = await call({ gclid: 'a' })
  expect(await one(id, 'google_ads')).toMatchObject({
    state: 'refused',
    answer: '400 INVALID_ARGUMENT: There was a problem with the request.',
  })
  const asked = platforms.asked()
  await query('update graphile_worker._private_jobs set run_at = now()')
  await work()
  expect(platforms.asked()).toBe(asked)
})

test('a platform that is stopped hears nothing; its figures and its secret stay', async () => {
  await db.as(org, (tx) => setDestinationEnabled(tx, ads.id, false))
  expect(await statesOf((await call({ gclid: 'a' })).id)).toEqual({ ga4: 'sent', meta: 'no_click' })
  const [shown] = await db.as(org, listDestinations)
  expect(shown).toMatchObject({ id: ads.id, enabled: false, refused: 1 })
  expect(JSON.stringify(shown)).not.toContain('PRIVATE')
  const [{ secret }] = (await query('select secret from customer.conversion_destination where id = $1', [ads.id])) as [
    { secret: string },
  ]
  expect(secret).not.toContain('PRIVATE')
  const next = vaultOf(`${newKey()}\n${key}`)
  await db.as(org, (tx) => sealDestinations(tx, next))
  const [after] = await query('select secret from customer.conversion_destination where id = $1', [ads.id])
  expect(next.isCurrent(after!.secret as string)).toBe(true)
})

test.each<[string, PlatformName, Record<string, string>, string, string]>([
  ['settings that are missing', 'ga4', {}, 'un secret', 'conversion_destination.settings'],
  ['settings of another platform', 'ga4', { datasetId: '1' }, 'un secret', 'conversion_destination.settings'],
  [
    'a key that is none',
    'google_ads',
    { accountId: '1', conversionActionId: '2' },
    '{"a": 1}',
    'conversion_destination.secret',
  ],
  [
    'a version that is none',
    'meta',
    { datasetId: '1', apiVersion: '../x' },
    'un secret',
    'conversion_destination.version',
  ],
])('%s: refused', async (_, platform, settings, secret, code) => {
  await expect(destination(platform, settings, secret)).rejects.toMatchObject({ code })
})
