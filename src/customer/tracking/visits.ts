import { campaignOf } from '#customer/campaigns'
import { endLease, lend, prolong } from '#customer/numbers'
import { type Tx, uuidv7 } from '#kernel/db'
import { type Plan, sourceNumber } from './plan.ts'
import type { Source } from './source.ts'
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
export type Answer = { visitorId: string; visitId: string; phone: string | undefined }

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
  const visitorOf = new Map(facts.flatMap(({ visitor, visit }) => (visit ? [[visit, visitor]] : [])))

  const visits = asks.map((ask) => {
    const visitorId = ask.visitorId && known.has(ask.visitorId) ? ask.visitorId : uuidv7()
    const goesOn = ask.visitId !== undefined && visitorOf.get(ask.visitId) === visitorId
    return { ask, goesOn, visitorId, visitId: goesOn ? ask.visitId! : uuidv7() }
  })
  const begun = visits.filter(({ goesOn }) => !goesOn)
  const going = visits.filter(({ goesOn }) => goesOn)

  const newVisitors = [...new Set(begun.map(({ visitorId }) => visitorId).filter((id) => !known.has(id)))]
  if (newVisitors.length > 0) await repo.insertVisitors(tx, plan.websiteId, newVisitors)
  if (begun.length > 0)
    await repo.insertVisits(
      tx,
      begun.map(({ ask, visitId, visitorId }) => toNewVisit(plan, ask, visitId, visitorId)),
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

  const phones = await lendNumbers(
    tx,
    plan,
    begun.map(({ visitId, visitorId }) => ({ visit: visitId, visitor: visitorId })),
    going.map(({ visitId, visitorId }) => ({ visit: visitId, visitor: visitorId })),
  )
  return visits.map(({ ask, visitId, visitorId }) => ({
    visitorId,
    visitId,
    phone: phones.get(visitId) ?? sourceNumber(plan, ask.source),
  }))
}

/** A visit, and whose it is said to be. */
export type Pair = { visit: string; visitor: string }

async function lendNumbers(tx: Tx, plan: Plan, begun: Pair[], going: Pair[]): Promise<Map<string, string>> {
  if (!plan.poolId) return new Map()
  const kept =
    going.length > 0
      ? await prolong(
          tx,
          going.map(({ visit }) => visit),
        )
      : []
  const phones = new Map(kept.map(({ visitId, phone }) => [visitId, phone]))
  const without = new Map(
    [...begun, ...going].filter(({ visit }) => !phones.has(visit)).map((pair) => [pair.visit, pair]),
  )
  if (without.size > 0)
    for (const { visitId, phone } of await lend(tx, plan.poolId, [...without.values()])) phones.set(visitId, phone)
  return phones
}

const toNewVisit = (
  plan: Plan,
  { url, referrer, source, consentText }: Ask,
  id: string,
  visitorId: string,
): repo.NewVisit => ({
  id,
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
