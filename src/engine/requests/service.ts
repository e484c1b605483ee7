import { getInteraction } from '#engine/interactions'
import { listSites, namesOf } from '#engine/people'
import { listColleagues } from '#kernel/auth'
import { readCursor, type Tx, writeCursor } from '#kernel/db'
import { emit } from '#kernel/events'
import { conflict, invalid, notFound } from '#shared/errors'
import type { Request, RequestCounts, RequestDetail, RequestFilter, RequestStep } from './contract.ts'
import * as repo from './repo.ts'

const topic = 'requests'

export type NewRequest = {
  subject: string
  dueAt: string
  siteId: string | null
  ownerId: string | null
  interactionId: string | null
  answerId?: string
  /** To whom it is owed; left out, the interaction's person. */
  personId?: string
  /** Accounts: those who alone see it. Its owner is one of them. */
  betweenTwo?: string[]
}

/**
 * Opens a request; what came of an interaction is owed to its person, and is its site's unless another is named.
 * @throws {DomainError} `call.not_found` (404), `reference.unknown` (422) for a site or an owner.
 */
export async function openRequest(tx: Tx, input: NewRequest, now = new Date()): Promise<Request> {
  const from = input.interactionId === null ? null : await getInteraction(tx, input.interactionId)
  await assertColleague(tx, input.ownerId)
  const row = await repo.insert(tx, {
    subject: input.subject,
    person_id: input.personId ?? from?.personId ?? null,
    interaction_id: input.interactionId,
    answer_id: input.answerId ?? null,
    between_two: input.betweenTwo ?? null,
    site_id: input.siteId ?? from?.siteId ?? null,
    owner_id: input.ownerId,
    due_at: new Date(input.dueAt),
  })
  await emit(tx, 'request.opened', facts(row), topic)
  return one(tx, row, now)
}

/**
 * @throws {DomainError} `request.not_found` (404), `request.already_closed`, `request.between_two` (409) for somebody who would not
 *   see it, `reference.unknown` (422).
 */
export async function assignRequest(tx: Tx, id: string, ownerId: string | null, now = new Date()): Promise<Request> {
  const request = await lockOpen(tx, id)
  await assertColleague(tx, ownerId)
  if (request.between_two && !request.between_two.includes(ownerId ?? '')) throw conflict('request.between_two')
  if (request.owner_id === ownerId) return one(tx, request, now)
  const row = await repo.setOwner(tx, id, ownerId)
  await emit(tx, 'request.assigned', facts(row), topic)
  return one(tx, row, now)
}

/** @throws {DomainError} `request.not_found` (404), `request.already_closed` (409). */
export async function closeRequest(tx: Tx, id: string, now = new Date()): Promise<Request> {
  const request = await lockOpen(tx, id)
  const row = await repo.setClosed(tx, id, now)
  await emit(tx, 'request.closed', { ...facts(row), late: now > request.due_at }, topic)
  return one(tx, row, now)
}

/** @throws {DomainError} `request.not_found` (404). */
export async function reopenRequest(tx: Tx, id: string, now = new Date()): Promise<Request> {
  const request = await lock(tx, id)
  if (!request.closed_at) return one(tx, request, now)
  const row = await repo.setClosed(tx, id, null)
  await emit(tx, 'request.reopened', facts(row), topic)
  return one(tx, row, now)
}

/** @throws {DomainError} `input.bad_cursor` (422). */
export async function listRequests(
  tx: Tx,
  { cursor, limit, ...filter }: RequestFilter & { cursor?: string; limit: number },
  me: string | null,
  now = new Date(),
): Promise<{ items: Request[]; next: string | null; counts: RequestCounts }> {
  const after = cursor === undefined ? undefined : (readCursor(cursor, 2) as [string, string])
  const rows = await repo.list(tx, { ...filter, me, now }, { after, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: await toRequests(tx, shown, now),
    next:
      rows.length > limit && last
        ? writeCursor([(filter.state === 'open' ? last.due_at : last.closed_at!).toISOString(), last.id])
        : null,
    counts: await repo.count(tx, me, now),
  }
}

/** @throws {DomainError} `request.not_found` (404). */
export async function getRequest(tx: Tx, id: string, now = new Date()): Promise<RequestDetail> {
  const row = await repo.find(tx, id)
  if (!row) throw notFound('request', id)
  const steps = await repo.listHistory(tx, id)
  const names = await colleagueNames(tx)
  const history = steps.map((event): RequestStep => ({
    id: event.event_id,
    kind: event.type.replace('request.', '') as RequestStep['kind'],
    at: event.at.toISOString(),
    by: names.get(event.actor_id ?? '') ?? null,
    ownerName: names.get(String(event.data.ownerId)) ?? null,
  }))
  const [request] = await toRequests(tx, [row], now, names)
  return { ...request!, history }
}

/** Those of the ids that exist, in any order. */
export const findRequests = async (tx: Tx, ids: string[], now = new Date()): Promise<Request[]> =>
  ids.length === 0 ? [] : toRequests(tx, await repo.findAll(tx, ids), now)

async function lock(tx: Tx, id: string): Promise<repo.RequestRow> {
  const request = await repo.lock(tx, id)
  if (!request) throw notFound('request', id)
  return request
}

async function lockOpen(tx: Tx, id: string): Promise<repo.RequestRow> {
  const request = await lock(tx, id)
  if (request.closed_at) throw conflict('request.already_closed', { id })
  return request
}

async function assertColleague(tx: Tx, id: string | null) {
  if (id !== null && !(await listColleagues(tx)).some((colleague) => colleague.id === id))
    throw invalid('reference.unknown', { id })
}

const facts = (row: repo.RequestRow) => ({
  requestId: row.id,
  interactionId: row.interaction_id,
  siteId: row.site_id,
  ownerId: row.owner_id,
})

const one = async (tx: Tx, row: repo.RequestRow, now: Date): Promise<Request> => (await toRequests(tx, [row], now))[0]!

const colleagueNames = async (tx: Tx) => new Map((await listColleagues(tx)).map(({ id, name }) => [id, name]))

async function toRequests(tx: Tx, rows: repo.RequestRow[], now: Date, names?: Map<string, string>): Promise<Request[]> {
  if (rows.length === 0) return []
  const sites = await listSites(tx)
  const persons = await namesOf(tx, [...new Set(rows.flatMap((row) => row.person_id ?? []))])
  const isOwned = rows.some((row) => row.owner_id !== null)
  const colleagues = names ?? (isOwned ? await colleagueNames(tx) : new Map<string, string>())
  return rows.map((row) => {
    const site = sites.find(({ id }) => id === row.site_id)
    return {
      id: row.id,
      subject: row.subject,
      siteId: row.site_id,
      siteName: site?.name ?? null,
      timeZone: (site ?? sites[0])?.timeZone ?? 'Europe/Paris',
      personName: persons.get(row.person_id ?? '') ?? null,
      interactionId: row.interaction_id,
      answerId: row.answer_id,
      isPrivate: row.between_two !== null,
      ownerId: row.owner_id,
      ownerName: colleagues.get(row.owner_id ?? '') ?? null,
      openedAt: row.opened_at.toISOString(),
      dueAt: row.due_at.toISOString(),
      closedAt: row.closed_at?.toISOString() ?? null,
      late: row.due_at < (row.closed_at ?? now),
    }
  })
}
