import { type Attribution, attribute, type Holding, parametersOf } from '#customer/attribution'
import { listCampaigns } from '#customer/campaigns'
import type { Campaign } from '#customer/campaigns/contract'
import { type Holder, holdersOf } from '#customer/numbers'
import type { TrackedNumber } from '#customer/numbers/contract'
import { visitsBefore } from '#customer/tracking'
import type { RecordedInteraction } from '#engine/interactions'
import { addIdentity, whoAre } from '#engine/people'
import type { Tx } from '#kernel/db'
import type { TrackedCall } from './call-repo.ts'

/** How far back a holder of the number may be its caller. */
const lookBackHours = 24
/** Telephone clocks tell whole seconds and differ from ours: what a browser did this soon after the call came before it. */
export const clockSlackMs = 5000
/** A candidate this likely, who touched the number's link, is the caller: the browser and the telephone are one person's. */
const samePersonAbove = 0.95

type Origin = Pick<
  TrackedCall,
  | 'certainty'
  | 'probability'
  | 'visitId'
  | 'source'
  | 'medium'
  | 'channel'
  | 'campaignId'
  | 'campaign'
  | 'term'
  | 'ad'
  | 'landing'
  | 'candidates'
  | 'otherProbability'
>

const nowhere: Origin = {
  certainty: 'direct',
  probability: null,
  visitId: null,
  source: null,
  medium: null,
  channel: null,
  campaignId: null,
  campaign: null,
  term: null,
  ad: null,
  landing: null,
  candidates: [],
  otherProbability: 1,
}

/** @returns where a call comes from whose number tells it by itself. */
export const supportOf = (campaign: Campaign): Origin => ({
  ...nowhere,
  certainty: 'support',
  probability: 1,
  otherProbability: 0,
  source: campaign.code ?? campaign.name,
  medium: campaign.medium,
  channel: campaign.channel,
  campaignId: campaign.id,
  campaign: campaign.name,
})

export async function originOf(
  tx: Tx,
  call: RecordedInteraction,
  number: TrackedNumber | undefined,
  at: Date,
): Promise<Origin> {
  if (!number) return nowhere
  if (number.level === 'source') return supportOf((await listCampaigns(tx)).find(({ id }) => id === number.campaignId)!)
  const { holdings, details } = await holdingsOf(tx, call, number, at)
  const { chosen, candidates, otherProbability } = attribute(at, holdings, await parametersOf(tx, call.siteId))
  if (!chosen) return { ...nowhere, certainty: 'uncertain', candidates, otherProbability }
  await learnWho(tx, call, chosen)
  const { visitId, probability, source, medium, channel, campaign } = chosen
  return {
    certainty: 'visitor',
    probability,
    visitId,
    source,
    medium,
    channel,
    campaign,
    ...(details.get(visitId) ?? { campaignId: null, term: null, ad: null, landing: null }),
    candidates,
    otherProbability,
  }
}

async function holdingsOf(
  tx: Tx,
  call: RecordedInteraction,
  number: TrackedNumber,
  at: Date,
): Promise<{ holdings: Holding[]; details: Map<string, Pick<Origin, 'campaignId' | 'term' | 'ad' | 'landing'>> }> {
  const until = new Date(at.getTime() + clockSlackMs)
  const holders = eachOnce(await holdersOf(tx, number.id, until, lookBackHours))
  const visits = await visitsBefore(
    tx,
    holders.map(({ visitId }) => visitId),
    number.e164,
    until,
  )
  const persons = await whoAre(
    tx,
    'visitor',
    holders.map(({ visitorId }) => visitorId),
    call.recordedAt,
  )
  const holdings = holders.flatMap((holder): Holding[] => {
    const visit = visits.get(holder.visitId)
    const person = persons.get(holder.visitorId)
    return visit
      ? [
          {
            visitorId: visit.visitorId,
            visitId: visit.visitId,
            source: visit.source,
            medium: visit.medium,
            channel: visit.channel,
            campaign: visit.campaign,
            heldFrom: holder.from.toISOString(),
            heldUntil: holder.until.toISOString(),
            reused: holder.reused,
            lastSeenAt: new Date(Math.min(visit.lastSeenAt.getTime(), at.getTime())),
            telClickAt: visit.telClickAt,
            person: !person || !call.personId ? 'unknown' : person === call.personId ? 'same' : 'other',
          },
        ]
      : []
  })
  const details = new Map(
    [...visits.values()].map(({ visitId, campaignId, term, ad, landing }) => [
      visitId,
      { campaignId, term, ad, landing },
    ]),
  )
  return { holdings, details }
}

/** A visit that lost the number and got it again is one candidate: its latest lease, from when it first had it. */
function eachOnce(latestFirst: Holder[]): Holder[] {
  const byVisit = new Map<string, Holder>()
  for (const holder of latestFirst)
    byVisit.set(holder.visitId, { ...(byVisit.get(holder.visitId) ?? holder), from: holder.from })
  return [...byVisit.values()]
}

async function learnWho(
  tx: Tx,
  { personId }: RecordedInteraction,
  { probability, evidence, visitorId }: NonNullable<Attribution['chosen']>,
) {
  if (personId && probability >= samePersonAbove && evidence.some(({ kind }) => kind === 'tel_click'))
    await addIdentity(tx, 'visitor', visitorId, personId)
}
