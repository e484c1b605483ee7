import { Readable } from 'node:stream'
import { readCalls } from '#adapters/cdr'
import { addRecipient } from '#customer/calls'
import { createCampaign } from '#customer/campaigns'
import { createNumber, createPool, retireNumber } from '#customer/numbers'
import { createWebsite } from '#customer/tracking'
import { createConnection } from '#customer/voice'
import { quarantine } from '#engine/intake'
import { importCalls } from '#engine/interactions'
import { createSite } from '#engine/people'
import { findOrg, hasOrg, setUp } from '#kernel/auth'
import { ConfigError } from '#kernel/config'
import type { Database, Tx } from '#kernel/db'
import { emit } from '#kernel/events'
import type { Vault } from '#kernel/vault'
import { invalid } from '#shared/errors'
import { parsePhone } from '#shared/phone'
import { publishEvents } from '../published.ts'
import { offerRuleParts } from '../rule-parts.ts'
import { addDays, dayIn, type Day, monthsBefore } from './calendar.ts'
import { account, cloud, organisation, recipients, sites, type SiteFacts, undeclaredPhone } from './company.ts'
import { ownPhone, poolPhones, runPhone } from './lines.ts'
import { askCustomers } from './listening.ts'
import { promise } from './charter.ts'
import { findFounding } from './repo.ts'
import { type CampaignRun, runsBetween, toCampaign } from './runs.ts'
import { staffHeadOffice, staffSite } from './teams.ts'
import { askEmployees } from './waves.ts'

/** A company of the demonstration: what its seed is, from which day on it has a history, on which day it was made. */
export type Founded = { orgId: string; seed: string; first: Day; founded: Day }

const timeZone = 'Europe/Paris'

/** The company of this database; undefined when there is none yet. @throws {ConfigError} when it is a real one's. */
export async function findCompany(db: Database): Promise<Founded | undefined> {
  if (!(await db.atGate(hasOrg))) return undefined
  const orgId = await db.atGate((tx) => findOrg(tx, undefined))
  const founding = orgId && (await db.as({ orgId }, findFounding))
  if (!founding)
    throw new ConfigError([
      'This database holds an organisation that is not the demonstration’s: give the demo a DATA_DIR (or DATABASE_URL) of its own.',
    ])
  return { orgId, ...founding }
}

type Wish = {
  seed: string
  months: number
  now: Date
  publicUrl: string
  vault: Vault
  only?: readonly SiteFacts[]
}

/** Makes the company as an administrator would: sites, campaigns, numbers, pools, websites, telephony, alerts. */
export async function foundCompany(
  db: Database,
  { seed, months, now, publicUrl, vault, only = sites }: Wish,
): Promise<Founded> {
  publishEvents()
  offerRuleParts()
  const founded = dayIn(now, timeZone)
  const first = monthsBefore(founded, months)
  const { org, userId } = await db.atGate((tx) => setUp(tx, { org: organisation, ...account }))
  await db.as({ orgId: org.id }, async (tx) => {
    const runs = runsBetween(first, founded)
    const campaigns = new Map<CampaignRun, string>()
    for (const run of runs) campaigns.set(run, (await createCampaign(tx, toCampaign(run, months))).id)
    const ids = new Map<string | null, string | null>([[null, null]])
    for (const site of only) {
      const siteId = await openSite(tx, site, campaigns, founded, publicUrl)
      await staffSite(tx, site, siteId, seed, now)
      ids.set(site.key, siteId)
    }
    await askCustomers(
      tx,
      [...ids.values()].filter((id) => id !== null),
      publicUrl,
    )
    await createConnection(tx, cloud, { publicUrl, vault })
    for (const { email, site } of recipients)
      if (ids.has(site)) await addRecipient(tx, { email, siteId: ids.get(site) ?? null })
    await emit(tx, 'demo.founded', { seed, first, founded })
  })
  const company = { orgId: org.id, seed, first, founded }
  await fillQuarantine(db, company, now)
  await askEmployees(db, company, publicUrl)
  await promise(db, { orgId: org.id, userId }, founded)
  await staffHeadOffice(db, { ...company, userId }, now)
  return company
}

async function openSite(tx: Tx, site: SiteFacts, campaigns: Map<CampaignRun, string>, founded: Day, publicUrl: string) {
  const { id: siteId } = await createSite(tx, { name: site.name, timeZone: site.timeZone, phone: ownPhone(site) })
  const runs = [...campaigns.keys()]
  for (const run of runs) {
    const phone = runPhone(site, runs, run)
    if (!phone) continue
    const { label, onPages: shownOnPages = false } = run.number!
    const number = await createNumber(tx, { siteId, campaignId: campaigns.get(run)!, phone, label, shownOnPages })
    if (run.endsOn && run.endsOn < addDays(founded, -180)) await retireNumber(tx, number.id, true)
  }
  if (site.pool)
    await createPool(tx, { siteId, name: 'Site web', holdMinutes: site.pool.holdMinutes, phones: poolPhones(site) })
  await createWebsite(tx, { siteId, host: site.host }, publicUrl)
  return siteId
}

/** What cannot be understood: a call to a number that nobody declared, and two lines of an exchange's file. */
async function fillQuarantine(db: Database, { orgId }: Founded, now: Date) {
  const startedAt = new Date(now.getTime() - 3_600_000).toISOString()
  const told = { direction: 'inbound', from: '06 39 98 00 41', to: undeclaredPhone, status: 'no-answer', startedAt }
  const body = JSON.stringify({ externalId: 'demo-1', ...told, answeredAt: null, endedAt: null, talkSeconds: null })
  const reason = invalid('call.unknown_number', { phone: parsePhone(undeclaredPhone).display })
  await db.as({ orgId }, (tx) => quarantine(tx, { source: 'api', context: {}, body }, reason))

  const lines = [
    '"","+33639980042","+33353010200","from-trunk","","PJSIP/trunk-1","","Dial","","2026-02-30 09:12:04","","2026-02-30 09:12:31",27,0,"NO ANSWER","DOCUMENTATION","1795424400.12",""',
    '"","+33639980043","+33353010200","from-trunk","","PJSIP/trunk-2"',
  ]
  const file = { format: 'asterisk-cdr', timeZone, source: 'asterisk-strasbourg' } as const
  await importCalls(db, { orgId }, readCalls, file, Readable.from([`${lines.join('\n')}\n`]), () => {})
}
