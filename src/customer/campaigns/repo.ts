import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

export type CampaignValues = {
  name: string
  medium: string
  channel: string
  code: string | null
  cost_cents: number
  currency: string
  starts_on: string | null
  ends_on: string | null
}

export const list = (tx: Tx) =>
  tx
    .selectFrom('customer.campaign')
    .selectAll()
    .orderBy(sql`name collate "fr-x-icu"`)
    .execute()
export const find = (tx: Tx, id: string) =>
  tx.selectFrom('customer.campaign').selectAll().where('id', '=', id).executeTakeFirst()
export const insert = (tx: Tx, campaign: CampaignValues) =>
  tx.insertInto('customer.campaign').values(campaign).returningAll().executeTakeFirstOrThrow()
export const update = (tx: Tx, id: string, campaign: CampaignValues) =>
  tx.updateTable('customer.campaign').set(campaign).where('id', '=', id).returningAll().executeTakeFirst()

/** Of one campaign, or of all; the latest first. */
export const listCosts = (tx: Tx, campaignId?: string) =>
  tx
    .selectFrom('customer.campaign_cost')
    .select(['campaign_id', 'starts_on', 'ends_on', 'amount_cents'])
    .$if(campaignId !== undefined, (q) => q.where('campaign_id', '=', campaignId!))
    .orderBy('starts_on', 'desc')
    .orderBy('ends_on', 'desc')
    .execute()
export const removeCosts = (tx: Tx, campaignId: string) =>
  tx.deleteFrom('customer.campaign_cost').where('campaign_id', '=', campaignId).execute()
export type CostValues = { campaign_id: string; starts_on: string; ends_on: string; amount_cents: number }
/** A cost of the same campaign and period is replaced. */
export const saveCosts = (tx: Tx, costs: CostValues[]) =>
  tx
    .insertInto('customer.campaign_cost')
    .values(costs)
    .onConflict((c) =>
      c
        .columns(['org_id', 'campaign_id', 'starts_on', 'ends_on'])
        .doUpdateSet((e) => ({ amount_cents: e.ref('excluded.amount_cents') })),
    )
    .execute()
