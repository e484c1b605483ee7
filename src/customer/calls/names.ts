import { listCampaigns } from '#customer/campaigns'
import type { Campaign } from '#customer/campaigns/contract'
import { listNumbers } from '#customer/numbers'
import type { TrackedNumber } from '#customer/numbers/contract'
import { listTags } from '#engine/interactions'
import type { Tag } from '#engine/interactions/contract'
import { listSites } from '#engine/people'
import type { Site } from '#engine/people/contract'
import type { Tx } from '#kernel/db'

/** What ids are called on screens. */
export type Names = {
  sites: Map<string, Site>
  campaigns: Map<string, Campaign>
  numbers: Map<string, TrackedNumber>
  tags: Map<string, Tag>
}

const byId = <T extends { id: string }>(items: T[]) => new Map(items.map((item) => [item.id, item]))

export const readNames = async (tx: Tx): Promise<Names> => ({
  sites: byId(await listSites(tx)),
  campaigns: byId(await listCampaigns(tx)),
  numbers: byId(await listNumbers(tx)),
  tags: byId(await listTags(tx)),
})
