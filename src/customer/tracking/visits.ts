import { campaignOf } from '#customer/campaigns'
import { endLease, type Lease, lend, lockPools, prolong } from '#customer/numbers'
import { type Tx, uuidv7 } from '#kernel/db'
import { type Plan, sourceNumber } from './plan.ts'
import type { Source } from './source.ts'
import { type Beginning, chooseRule } from './swap.ts'
import * as repo from './visit-repo.ts'

/** A page that asks for its number, with its visitor's consent. `visitorId` and `visitId`: what the browser remembers. */
export type Ask = {
  url: string
  referrer: string
  title: string
  source: Source
  consentText: string | null
  visitorId?: string
  visitId?: string
}
/** `phones`: instead of each number that the pages carry, by that number. */
export type Answer = { visitorId: string; visitId: string; phones: Map<string, string> }

/**
 * Notes the pages seen and lends each visit its number, in one transaction for all. A visit goes on for half an hour
 * after its last sign of life, and keeps its number; one whose number was taken meanwhile gets another.
 */
export async function recordVisits(tx: Tx, plan: Plan, asks: Ask[]): Promise<Answer[]> {
  const claims = asks.flatMap(({ visitorId, visitId = null }) =>
    visitorId ? [{ visitor: visitorId, visit: visitId }] : [],
  )
  const facts = claims.length > 0 ? await repo.listKnown(tx, plan.websiteId, claims) : []
  const known = new Set(facts.map(({ visitor }) => visitor))
  const running = new Map(facts.flatMap((fact) => (fact.visit ? [[fact.visit, fact]] : [])))

  const visits = asks.map((ask) => {
    const visitorId = ask.visitorId && known.has(ask.visitorId) ? ask.visitorId : uuidv7()
    const going = ask.visitId === undefined ? undefined : running.get(ask.visitId)
    const goesOn = going?.visitor === visitorId
    // The rule is the landing page's, on every page of the visit.
    const beginning = goesOn ? going : { url: ask.url, referrer: ask.referrer, channel: ask.source.channel }
    return { ask, goesOn, visitorId, visitId: goesOn ? ask.visitId! : uuidv7(), shown: ruledNumbers(plan, beginning) }
  })
  const begun = visits.filter(({ goesOn }) => !goesOn)
  const going = visits.filter(({ goesOn }) => goesOn)

  const newVisitors = [...new Set(begun.map(({ visitorId }) => visitorId).filter((id) => !known.has(id)))]
  if (newVisitors.length > 0) await repo.insertVisitors(tx, plan.websiteId, newVisitors)
  if (begun.length > 0)
    await repo.insertVisits(
      tx,
      begun.map(({ ask, visitId, visitorId, shown }) => toNewVisit(plan, ask, visitId, visitorId, shown.rules)),
    )
  if (going.length > 0)
    await repo.setSeen(
      tx,
      plan.websiteId,
      going.map(({ visitId, visitorId }) => ({ visit: visitId, visitor: visitorId })),
    )
  await repo.insertViews(
    tx,
    visits.map(({ ask, visitId }) => ({ visitId, kind: 'page', url: ask.url, title: ask.title, phone: null })),
  )

  const lent = await lendNumbers(
    tx,
    plan,
    visits.map(({ visitId, visitorId, goesOn, shown }) => ({
      visit: visitId,
      visitor: visitorId,
      goesOn,
      returns: known.has(visitorId),
      ruled: shown.phones,
    })),
  )
  return visits.map(({ ask, visitId, visitorId, shown }) => ({
    visitorId,
    visitId,
    phones: new Map([...campaignNumber(plan, ask.source), ...(lent.get(visitId) ?? []), ...shown.phones]),
  }))
}

/** Numbers that rules choose, by the number that each replaces. */
export function ruledNumbers(plan: Plan, visit: Beginning): { phones: Map<string, string>; rules: string[] } {
  const found = plan.targets.flatMap(({ phone, rules }) => {
    const rule = chooseRule(rules, visit)
    return rule ? [{ replaced: phone, rule }] : []
  })
  return {
    phones: new Map(found.map(({ replaced, rule }) => [replaced, rule.phone])),
    rules: found.map(({ rule }) => [rule.kind, rule.value].filter(Boolean).join(' ')),
  }
}

/** The number of the visit's campaign, instead of the site's own. */
export function campaignNumber(plan: Plan, source: Source): Map<string, string> {
  const phone = sourceNumber(plan, source)
  return new Map(phone ? [[plan.phone, phone]] : [])
}

/** A visit, and whose it is said to be. */
export type Pair = { visit: string; visitor: string }

type Holding = Pair & { goesOn: boolean; returns: boolean; ruled: Map<string, string> }

/** A number of each pool for each visit, by the number that it replaces; none where a rule has chosen. */
async function lendNumbers(tx: Tx, plan: Plan, visits: Holding[]): Promise<Map<string, Map<string, string>>> {
  const pools = plan.targets.flatMap(({ phone, poolId }) => (poolId ? [{ phone, poolId }] : []))
  const phones = new Map(visits.map(({ visit }) => [visit, new Map<string, string>()]))
  if (pools.length === 0) return phones
  if (pools.length > 1)
    await lockPools(
      tx,
      pools.map(({ poolId }) => poolId),
    )
  const going = visits.filter(({ goesOn }) => goesOn).map(({ visit }) => visit)
  const kept = going.length > 0 ? await prolong(tx, going) : []
  for (const { phone: replaced, poolId } of pools) {
    const note = (leases: Lease[]) => {
      for (const { visitId, phone } of leases) phones.get(visitId)?.set(replaced, phone)
    }
    note(kept.filter((lease) => lease.poolId === poolId))
    const without = new Map(
      visits
        .filter(({ visit, ruled }) => !ruled.has(replaced) && !phones.get(visit)!.has(replaced))
        .map((pair) => [pair.visit, pair]),
    )
    if (without.size > 0) note(await lend(tx, poolId, [...without.values()]))
  }
  return phones
}

const toNewVisit = (
  plan: Plan,
  { url, referrer, source, consentText }: Ask,
  id: string,
  visitorId: string,
  swapRules: string[],
): repo.NewVisit => ({
  id,
  swapRules,
  visitorId,
  url,
  referrer,
  source,
  consentText,
  campaignId: campaignOf(plan.campaigns, source)?.id ?? null,
})

/** Signs of life of pages still open: the visit is not over, its number stays. Of pairs that are not so, nothing. */
export async function keepAlive(tx: Tx, { websiteId }: Plan, pairs: Pair[]): Promise<void> {
  const own = await repo.setSeen(tx, websiteId, pairs)
  if (own.length > 0) await prolong(tx, own)
}

/** The visitor touched a number's link: of all evidence the strongest. */
export async function recordTelClick(
  tx: Tx,
  { websiteId }: Plan,
  pair: Pair,
  click: { url: string; phone: string | null },
): Promise<void> {
  const [visitId] = await repo.setSeen(tx, websiteId, [pair])
  if (!visitId) return
  await repo.insertViews(tx, [{ visitId, kind: 'tel_click', url: click.url, title: '', phone: click.phone }])
  await prolong(tx, [visitId])
}

/** The consent is withdrawn: the number is free at once. */
export async function forget(tx: Tx, { websiteId }: Plan, pair: Pair): Promise<void> {
  const [visitId] = await repo.setSeen(tx, websiteId, [pair])
  if (visitId) await endLease(tx, visitId)
}
