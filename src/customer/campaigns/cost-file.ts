import type { ImportKind, Line, Outcome } from '#engine/imports'
import type { Tx } from '#kernel/db'
import { emit } from '#kernel/events'
import { centsCell, dayCell } from '#kernel/tables'
import { DomainError, invalid } from '#shared/errors'
import type { Campaign, DatedCost } from './contract.ts'
import { saveCosts } from './repo.ts'
import { listCampaigns, toCostValues } from './service.ts'

/** Files of what campaigns cost: a campaign and a period a line. The same again with another amount replaces it. */
export const costFile: ImportKind = {
  kind: 'costs',
  fields: [
    { name: 'campaign', needed: true, called: ['campagne', 'nomdelacampagne', 'campaignname', 'code', 'utmcampaign'] },
    { name: 'startsOn', needed: true, called: ['mois', 'date', 'jour', 'debut', 'datededebut', 'day', 'month'] },
    { name: 'endsOn', called: ['fin', 'datedefin', 'dateend', 'end'] },
    { name: 'amount', needed: true, called: ['cout', 'montant', 'depense', 'cost', 'spend', 'prix'] },
  ],
  settle,
}

async function settle(tx: Tx, lines: Line[]): Promise<(Outcome | DomainError)[]> {
  const campaigns = await listCampaigns(tx)
  const known = new Map(
    campaigns.flatMap(({ id, costs }) => costs.map((cost) => [keyOf(id, cost), cost.amountCents] as const)),
  )
  const told = new Map<string, { id: string; cost: DatedCost }>()
  const outcomes = lines.map((line): Outcome | DomainError => {
    try {
      const { id } = campaignNamed(campaigns, line['campaign'] ?? '')
      const cost = { ...periodOf(line), amountCents: centsCell('amount', line['amount'] ?? '') }
      const key = keyOf(id, cost)
      const before = known.get(key)
      if (before === cost.amountCents) return 'unchanged'
      known.set(key, cost.amountCents)
      told.set(key, { id, cost })
      return before === undefined ? 'created' : 'changed'
    } catch (error) {
      if (error instanceof DomainError) return error
      throw error
    }
  })
  if (told.size > 0)
    await saveCosts(
      tx,
      [...told.values()].map(({ id, cost }) => toCostValues(id, cost)),
    )
  for (const campaignId of new Set([...told.values()].map(({ id }) => id)))
    await emit(tx, 'campaign.changed', { campaignId }, 'calls')
  return outcomes
}

const keyOf = (id: string, { startsOn, endsOn }: Pick<DatedCost, 'startsOn' | 'endsOn'>) =>
  `${id} ${startsOn} ${endsOn}`

/** @throws {DomainError} `campaign.unknown` (422). */
function campaignNamed(campaigns: Campaign[], text: string): Campaign {
  const wanted = text.toLowerCase()
  const found =
    campaigns.find(({ code }) => code?.toLowerCase() === wanted) ??
    campaigns.find(({ name }) => name.toLowerCase() === wanted)
  if (!found) throw invalid('campaign.unknown', { name: text.slice(0, 100) })
  return found
}

/** A month (`2026-11`, `11/2026`) is all its days; a day without an end is that day. */
function periodOf(line: Line): { startsOn: string; endsOn: string } {
  const text = line['startsOn'] ?? ''
  const month = /^(\d{4})-(\d{1,2})$/.exec(text)?.slice(1) ?? /^(\d{1,2})\/(\d{4})$/.exec(text)?.slice(1).toReversed()
  const startsOn = dayCell('startsOn', month ? `${month[0]}-${month[1]!.padStart(2, '0')}-01` : text)
  const endsOn = line['endsOn'] ? dayCell('endsOn', line['endsOn']) : month ? lastOf(startsOn) : startsOn
  if (endsOn < startsOn) throw invalid('campaign.ends_before_start')
  return { startsOn, endsOn }
}

const lastOf = (firstOfMonth: string): string =>
  new Date(Date.UTC(Number(firstOfMonth.slice(0, 4)), Number(firstOfMonth.slice(5, 7)), 0)).toISOString().slice(0, 10)
