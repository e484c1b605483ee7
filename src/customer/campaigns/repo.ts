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
