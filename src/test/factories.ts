import { createCampaign } from '#customer/campaigns'
import { createNumber, createPool, listNumbers } from '#customer/numbers'
import type { TrackedNumber } from '#customer/numbers/contract'
import type { CallEvent } from '#engine/interactions/contract'
import { createSite } from '#engine/people'
import type { Site } from '#engine/people/contract'
import type { Actor, Database } from '#kernel/db'
import type { TestDb } from './db.ts'

let made = 0
const next = () => (made += 1)

/** A fictional number that no other call of this function gave: nobody is rung. */
export const aPhone = (): string => `+3335301${String(next() % 10_000).padStart(4, '0')}`
/** A fictional mobile, as a caller's. */
export const aMobile = (): string => `+3363998${String(next() % 10_000).padStart(4, '0')}`

export async function anOrg(query: TestDb['query'], name = `Exemple ${next()}`): Promise<{ orgId: string }> {
  const [row] = await query('insert into core.org (name) values ($1) returning id', [name])
  return { orgId: row!.id as string }
}

export const aSite = (
  db: Database,
  org: Actor,
  { name = `Site ${next()}`, timeZone = 'Europe/Paris', phone = aPhone() } = {},
): Promise<Site> => db.as(org, (tx) => createSite(tx, { name, timeZone, phone }))

export const aCampaign = (db: Database, org: Actor, given: Partial<Parameters<typeof createCampaign>[1]> = {}) =>
  db.as(org, (tx) =>
    createCampaign(tx, {
      name: `Campagne ${next()}`,
      medium: 'print',
      channel: 'Print',
      code: null,
      costCents: 0,
      currency: 'EUR',
      startsOn: null,
      endsOn: null,
      ...given,
    }),
  )

/** A number of source level: printed on one campaign's flyers. */
export const aFlyerNumber = (
  db: Database,
  org: Actor,
  { siteId, campaignId, label = '' }: { siteId: string; campaignId: string; label?: string },
): Promise<TrackedNumber> =>
  db.as(org, (tx) => createNumber(tx, { siteId, campaignId, phone: aPhone(), label, shownOnPages: false }))

/** Numbers lent to visitors. */
export const aPool = (db: Database, org: Actor, siteId: string, size: number): Promise<TrackedNumber[]> =>
  db.as(org, async (tx) => {
    const phones = Array.from({ length: size }, aPhone)
    const { id } = await createPool(tx, { siteId, name: `Réserve ${next()}`, holdMinutes: 30, phones })
    return listNumbers(tx, { poolId: id })
  })

/** A call to a number, missed just now unless said otherwise. */
export const aCall = (given: Partial<CallEvent> & { to: string }): CallEvent => ({
  externalId: `appel-${next()}`,
  direction: 'inbound',
  from: aMobile(),
  status: 'no-answer',
  startedAt: new Date().toISOString(),
  answeredAt: null,
  endedAt: null,
  talkSeconds: null,
  ...given,
})
