import { type Attribution, attribute, type Holding, parametersOf } from '#customer/attribution'
import { findNumber, type Holder, holdersOf } from '#customer/numbers'
import type { TrackedNumber } from '#customer/numbers/contract'
import { listCampaigns } from '#customer/campaigns'
import type { Campaign } from '#customer/campaigns/contract'
import { visitsBefore } from '#customer/tracking'
import { firstSpokenSince, lockInteraction, type RecordedInteraction, tagIdsOf } from '#engine/interactions'
import { addIdentity, getSite, whoAre } from '#engine/people'
import type { Tx } from '#kernel/db'
import { emit, type Event, refresh } from '#kernel/events'
import { correctSpoken, redate, setSpoken, setTags, type TrackedCall, upsert } from './call-repo.ts'

/** How far back a holder of the number may be its caller. */
const lookBackHours = 24
/** Telephone clocks tell whole seconds and differ from ours: what a browser did this soon after the call came before it. */
export const clockSlackMs = 5000
/** A candidate this likely, who touched the number's link, is the caller: the browser and the telephone are one person's. */
const samePersonAbove = 0.95

/** Reader of `call.told`: finds where the call comes from and lays its facts out for counting. Told again, it does so again. */
export async function trackCall(tx: Tx, { data }: Event): Promise<void> {
  const call = await lockInteraction(tx, String(data.callId))
  const startedAt = new Date(call.event.startedAt)
  const spokenAt = call.personId ? ((await firstSpokenSince(tx, call.personId, startedAt)) ?? null) : null
  if (call.personId && call.outcome === 'answered') await setSpoken(tx, call.personId, startedAt)
  if (call.personId && call.outcome === 'missed') await correctSpoken(tx, call.personId, startedAt, spokenAt)
  if (call.event.direction !== 'inbound') return
  const number = await findNumber(tx, call.lineId)
  const { timeZone } = await getSite(tx, call.siteId)
  await upsert(tx, {
    ...factsOf(call, number, timeZone),
    tagIds: await tagIdsOf(tx, call.id),
    spokenAt: call.outcome === 'missed' ? spokenAt : null,
    ...(await originOf(tx, call, number, startedAt)),
  })
  await emit(tx, 'call.tracked', { callId: call.id, siteId: call.siteId, outcome: call.outcome }, 'calls')
}

/** What the call itself tells. */
export const factsOf = (call: RecordedInteraction, number: TrackedNumber | undefined, timeZone: string) => ({
  id: call.id,
  startedAt: new Date(call.event.startedAt),
  siteId: call.siteId,
  timeZone,
  numberId: number?.id ?? null,
  phone: number?.e164 ?? call.event.to,
  outcome: call.outcome,
  talkSeconds: call.outcome === 'answered' ? call.event.talkSeconds : null,
  caller: call.caller,
  personId: call.personId,
  firstCall: call.firstOfPerson,
})

/** Reader of `site.zone_changed`. Of two changes at once the site knows the last; their events may come in any order. */
export async function redateCalls(tx: Tx, { data }: Event): Promise<void> {
  const { id, timeZone } = await getSite(tx, String(data.siteId))
  await redate(tx, id, timeZone)
}

/** Reader of `interaction.tagged` and `interaction.untagged`: two at once, the last one knows all. */
export async function retagCall(tx: Tx, { data }: Event): Promise<void> {
  const { id, siteId } = await lockInteraction(tx, String(data.interactionId))
  await setTags(tx, id, await tagIdsOf(tx, id))
  refresh(tx, 'calls', siteId)
}

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
  const { holdings, campaignIds } = await holdingsOf(tx, call, number, at)
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
    campaignId: campaignIds.get(visitId) ?? null,
    campaign,
    candidates,
    otherProbability,
  }
}

async function holdingsOf(
  tx: Tx,
  call: RecordedInteraction,
  number: TrackedNumber,
  at: Date,
): Promise<{ holdings: Holding[]; campaignIds: Map<string, string | null> }> {
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
  return { holdings, campaignIds: new Map([...visits.values()].map((visit) => [visit.visitId, visit.campaignId])) }
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
