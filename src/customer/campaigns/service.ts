import type { Tx } from '#kernel/db'
import { emit } from '#kernel/events'
import { invalid, notFound } from '#shared/errors'
import type { Campaign, DatedCost } from './contract.ts'
import * as repo from './repo.ts'

type Fields = Omit<Campaign, 'id' | 'createdAt' | 'costs'>

export async function listCampaigns(tx: Tx): Promise<Campaign[]> {
  const costs = Map.groupBy(await repo.listCosts(tx), (row) => row.campaign_id)
  return (await repo.list(tx)).map((row) => toCampaign(row, costs.get(row.id)))
}

/** Undefined when it is gone. */
export async function findCampaign(tx: Tx, id: string): Promise<Campaign | undefined> {
  const row = await repo.find(tx, id)
  return row && toCampaign(row, await repo.listCosts(tx, id))
}

/** @throws {DomainError} `campaign.not_found` (404). */
export async function getCampaign(tx: Tx, id: string): Promise<Campaign> {
  const campaign = await findCampaign(tx, id)
  if (!campaign) throw notFound('campaign', id)
  return campaign
}

/** @throws {DomainError} `campaign.ends_before_start` (422), `value.taken` (409) for a name or code in use. */
export async function createCampaign(tx: Tx, fields: Fields): Promise<Campaign> {
  const campaign = toCampaign(await repo.insert(tx, toValues(fields)))
  await emit(tx, 'campaign.created', { campaignId: campaign.id })
  return campaign
}

/** @throws {DomainError} `campaign.not_found` (404), and as {@link createCampaign}. */
export async function updateCampaign(tx: Tx, id: string, fields: Fields): Promise<Campaign> {
  const row = await repo.update(tx, id, toValues(fields))
  if (!row) throw notFound('campaign', id)
  await emit(tx, 'campaign.changed', { campaignId: id })
  return toCampaign(row, await repo.listCosts(tx, id))
}

/**
 * Says what a campaign cost instead of what was said before.
 * @throws {DomainError} `campaign.not_found` (404), `campaign.ends_before_start`, `campaign.same_period` (422).
 */
export async function changeCosts(tx: Tx, id: string, costs: DatedCost[]): Promise<Campaign> {
  await getCampaign(tx, id)
  if (costs.some(({ startsOn, endsOn }) => endsOn < startsOn)) throw invalid('campaign.ends_before_start')
  if (new Set(costs.map(({ startsOn, endsOn }) => `${startsOn} ${endsOn}`)).size < costs.length)
    throw invalid('campaign.same_period')
  await repo.removeCosts(tx, id)
  if (costs.length > 0)
    await repo.saveCosts(
      tx,
      costs.map((cost) => toCostValues(id, cost)),
    )
  await emit(tx, 'campaign.changed', { campaignId: id })
  return getCampaign(tx, id)
}

export const toCostValues = (campaignId: string, { startsOn, endsOn, amountCents }: DatedCost): repo.CostValues => ({
  campaign_id: campaignId,
  starts_on: startsOn,
  ends_on: endsOn,
  amount_cents: amountCents,
})

/**
 * The campaign that a visit belongs to: the one whose code its address names, else the one of its channel without a code.
 * An unknown code matches none: it is a campaign that nobody declared, not the channel's.
 */
export function campaignOf<C extends Pick<Campaign, 'code' | 'channel'>>(
  campaigns: C[],
  visit: { campaign: string | null; channel: string },
): C | undefined {
  const code = visit.campaign?.toLowerCase()
  if (code) return campaigns.find((campaign) => campaign.code?.toLowerCase() === code)
  return campaigns.find((campaign) => campaign.code === null && campaign.channel === visit.channel)
}

function toValues(fields: Fields): repo.CampaignValues {
  if (fields.startsOn && fields.endsOn && fields.endsOn < fields.startsOn) throw invalid('campaign.ends_before_start')
  return {
    name: fields.name,
    medium: fields.medium,
    channel: fields.channel,
    code: fields.code,
    cost_cents: fields.costCents,
    currency: fields.currency,
    starts_on: fields.startsOn,
    ends_on: fields.endsOn,
  }
}

const toCampaign = (
  row: Awaited<ReturnType<typeof repo.insert>>,
  costs: Awaited<ReturnType<typeof repo.listCosts>> = [],
): Campaign => ({
  id: row.id,
  name: row.name,
  medium: row.medium,
  channel: row.channel,
  code: row.code,
  costCents: row.cost_cents,
  currency: row.currency,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  costs: costs.map((cost) => ({
    startsOn: cost.starts_on,
    endsOn: cost.ends_on,
    amountCents: cost.amount_cents,
  })),
  createdAt: row.created_at.toISOString(),
})
