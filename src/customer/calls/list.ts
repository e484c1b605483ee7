import { journeyOf, pagesBefore } from '#customer/tracking'
import { getInteraction } from '#engine/interactions'
import { type Holder, holdersOf, holds } from '#customer/crm'
import { namesOf } from '#engine/people'
import { readCursor, type Tx, writeCursor } from '#kernel/db'
import { notFound } from '#shared/errors'
import { parsePhone } from '#shared/phone'
import * as repo from './call-repo.ts'
import type { Candidate } from '#customer/attribution/contract'
import type { Call, CallDetail, CallFilter } from './contract.ts'
import { type Names, readNames } from './names.ts'
import { clockSlackMs } from './origin.ts'

/** A candidate this likely beside the chosen one is said too. */
const closeAbove = 0.2

/** @throws {DomainError} `input.bad_cursor` (422). */
export async function listCalls(
  tx: Tx,
  { cursor, limit, ...filter }: CallFilter & { cursor?: string; limit: number },
): Promise<{ items: Call[]; next: string | null }> {
  const after = cursor === undefined ? undefined : (readCursor(cursor, 2) as [string, string])
  const rows = await repo.list(tx, filter, { after, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: await toCalls(tx, shown),
    next: rows.length > limit && last ? writeCursor([last.started_at.toISOString(), last.id]) : null,
  }
}

/** @throws {DomainError} `call.not_found` (404). */
export async function getCall(tx: Tx, id: string): Promise<CallDetail> {
  const row = await repo.find(tx, id)
  if (!row) throw notFound('call', id)
  const [call] = await toCalls(tx, [row])
  const { event, broughtBy } = await getInteraction(tx, id)
  const candidates = row.candidates as Candidate[]
  // Of an uncertain call, the journey of the likeliest is shown as such: the page says that it is not certain.
  const visitor = (candidates.find(({ visitId }) => visitId === row.visit_id) ?? candidates[0])?.visitorId
  const earlier = row.person_id ? await repo.listEarlier(tx, row.person_id, row.started_at) : []
  return {
    ...call!,
    answeredAt: event.answeredAt,
    endedAt: event.endedAt,
    broughtBy,
    candidates,
    otherProbability: row.other_probability,
    journey: visitor ? await journeyOf(tx, visitor, lastKnown(row)) : [],
    earlierCalls: earlier.map((one) => ({
      id: one.id,
      startedAt: one.started_at.toISOString(),
      outcome: one.outcome as Call['outcome'],
    })),
  }
}

/** Those of the ids that there are, in any order. */
export const findCalls = async (tx: Tx, ids: string[]): Promise<Call[]> =>
  ids.length === 0 ? [] : toCalls(tx, await repo.findAll(tx, ids))

const lastKnown = (row: repo.CallRow) => new Date(row.started_at.getTime() + clockSlackMs)

async function toCalls(tx: Tx, rows: repo.CallRow[]): Promise<Call[]> {
  const names = await readNames(tx)
  const pages = await pagesBefore(
    tx,
    rows.flatMap((row) => (row.visit_id ? [{ visit: row.visit_id, until: lastKnown(row) }] : [])),
  )
  const persons = await namesOf(tx, [...new Set(rows.flatMap((row) => row.person_id ?? []))])
  const holders = Map.groupBy(
    await holdersOf(tx, [...new Set(rows.flatMap((row) => row.caller ?? []))]),
    ({ phone }) => phone,
  )
  return rows.map((row) =>
    toCall(
      row,
      names,
      row.visit_id ? (pages.get(row.visit_id) ?? []) : [],
      row.person_id ? (persons.get(row.person_id) ?? null) : null,
      (row.caller === null ? [] : (holders.get(row.caller) ?? [])).filter((one) => holds(one, row.started_at)),
    ),
  )
}

function toCall(row: repo.CallRow, names: Names, pages: string[], ownName: string | null, holders: Holder[]): Call {
  const candidates = row.candidates as Candidate[]
  const chosen = candidates.find(({ visitId }) => visitId === row.visit_id)
  const next = candidates.find((candidate) => candidate !== chosen && candidate.probability >= closeAbove)
  const campaign = row.campaign_id ? names.campaigns.get(row.campaign_id) : undefined
  const site = names.sites.get(row.site_id)!
  return {
    id: row.id,
    startedAt: row.started_at.toISOString(),
    outcome: row.outcome as Call['outcome'],
    talkSeconds: row.talk_seconds,
    caller: row.caller,
    callerHidden: row.caller === null && !row.erased,
    callerErased: row.erased,
    callerZone: row.caller ? parsePhone(row.caller).zone : null,
    firstCall: row.first_call,
    personName: holders.flatMap(({ name }) => name || []).join(', ') || ownName,
    contacts: holders.map(({ contactId, name }) => ({ id: contactId, name })),
    customer: row.customer,
    quarantine: row.quarantine as Call['quarantine'],
    sales: row.sales,
    valueCents: row.value_cents,
    siteId: row.site_id,
    siteName: site.name,
    timeZone: site.timeZone,
    numberId: row.number_id,
    number: row.phone,
    numberLabel: row.number_id ? (names.numbers.get(row.number_id)?.label ?? '') : '',
    certainty: row.certainty as Call['certainty'],
    probability: row.probability,
    source: row.source,
    medium: row.medium,
    channel: row.channel,
    campaignId: row.campaign_id,
    campaignName: campaign?.name ?? row.campaign,
    pages,
    evidence: chosen?.evidence[0] ?? null,
    runnerUp: next
      ? { label: next.campaign ?? `${next.source} / ${next.medium}`, probability: next.probability }
      : null,
    alertedAt: row.alerted_at?.toISOString() ?? null,
    spokenAt: row.spoken_at?.toISOString() ?? null,
    tags: row.tag_ids.flatMap((id) => names.tags.get(id) ?? []),
  }
}
