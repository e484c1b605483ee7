import { findCampaign } from '#customer/campaigns'
import { Campaign } from '#customer/campaigns/contract'
import { findNumber, findPool } from '#customer/numbers'
import { Pool, TrackedNumber } from '#customer/numbers/contract'
import { findWebsite } from '#customer/tracking'
import { DeclaredWebsite } from '#customer/tracking/contract'
import { findRefused } from '#engine/intake'
import { RefusedDelivery } from '#engine/intake/contract'
import { getSite } from '#engine/people'
import { Site } from '#engine/people/contract'
import { publish } from '#kernel/events'

/** Events for integrators, beside those of calls and requests. Each is a promise: its type and its fields stay. */
export function publishSettings() {
  for (const type of ['site.created', 'site.changed'])
    publish(type, Site, (tx, { data }) => getSite(tx, String(data.siteId)))
  for (const type of ['campaign.created', 'campaign.changed'])
    publish(type, Campaign, (tx, { data }) => findCampaign(tx, String(data.campaignId)))
  for (const type of ['number.tracked', 'number.retired', 'number.restored'])
    publish(type, TrackedNumber, (tx, { data }) => findNumber(tx, String(data.numberId)))
  for (const type of ['pool.filled', 'pool.exhausted'])
    publish(type, Pool, (tx, { data }) => findPool(tx, String(data.poolId)))
  publish('website.declared', DeclaredWebsite, (tx, { data }) => findWebsite(tx, String(data.websiteId)))
  publish('delivery.refused', RefusedDelivery, (tx, { data }) => findRefused(tx, String(data.deliveryId)))
}
