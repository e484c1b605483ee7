import { listSites } from '#engine/people'
import { closeRequest, findRequests, openRequest } from '#engine/requests'
import { listColleagues } from '#kernel/auth'
import type { Tx } from '#kernel/db'
import { refresh } from '#kernel/events'
import { conflict, invalid, notFound } from '#shared/errors'
import { dayAt, instantAt } from '#shared/zone'
import {
  type OneToOne,
  type OneToOneDecision,
  type OneToOneDetail,
  preparedKinds,
  type Preparation,
} from './contract.ts'
import * as repo from './repo.ts'

const topic = 'one_to_ones'
const endOfDay = 18 * 3_600_000

/** The day where the first site is. */
export const todayOf = async (tx: Tx) => dayAt(Date.now(), (await listSites(tx))[0]?.timeZone ?? 'Europe/Paris')

/** @param me the account that asks: of one of the two. */
export async function listOneToOnes(tx: Tx, me: string): Promise<OneToOne[]> {
  const [rows, around] = [await repo.list(tx), await aroundOf(tx, me)]
  return rows.map((row) => toOneToOne(row, around))
}

/** @throws {DomainError} `one_to_one.not_found` (404), also for whoever is neither of the two. */
export async function getOneToOne(tx: Tx, id: string, me: string): Promise<OneToOneDetail> {
  const row = await find(tx, id)
  const notes = await repo.listNotes(tx, id)
  const said = (author: string | null, kind: repo.NoteKind) =>
    notes.find((note) => note.author === author && note.kind === kind)?.words ?? ''
  const theirs = (kind: repo.NoteKind) => said(preparerOf(row), kind)
  const visible = preparerOf(row) === me || row.shared_at !== null
  const decisions = await decisionsOf(tx, { employeeId: row.employee_id })
  return {
    ...toOneToOne(row, await aroundOf(tx, me)),
    preparation: visible
      ? { pleasures: theirs('pleasures'), displeasures: theirs('displeasures'), wishes: theirs('wishes') }
      : null,
    agenda: { employee: said(row.employee_account, 'agenda'), manager: said(row.manager_id, 'agenda') },
    decisions: decisions.filter(({ oneToOneId }) => oneToOneId === id),
    before: decisions.filter(({ oneToOneId, closedAt }) => oneToOneId !== id && closedAt === null),
  }
}

/** @throws {DomainError} `one_to_one.not_found` (404), `one_to_one.not_yours` (409) for the manager, `one_to_one.over` (409). */
export async function prepare(tx: Tx, id: string, me: string, preparation: Preparation): Promise<OneToOneDetail> {
  await theirsToPrepare(tx, id, me)
  for (const kind of preparedKinds) await repo.setNote(tx, id, me, kind, preparation[kind])
  return told(tx, id, me)
}

/** What was prepared is shown to the manager, and stays so. @throws as {@link prepare}. */
export async function share(tx: Tx, id: string, me: string, now = new Date()): Promise<OneToOneDetail> {
  await theirsToPrepare(tx, id, me)
  await repo.setShared(tx, id, now)
  return told(tx, id, me)
}

/** @throws {DomainError} `one_to_one.not_found` (404), `one_to_one.over` (409). */
export async function setAgenda(tx: Tx, id: string, me: string, points: string): Promise<OneToOneDetail> {
  await open(tx, id)
  await repo.setNote(tx, id, me, 'agenda', points)
  return told(tx, id, me)
}

/** @throws {DomainError} `one_to_one.not_found` (404), `one_to_one.over` (409). */
export async function move(tx: Tx, id: string, me: string, dueOn: string): Promise<OneToOneDetail> {
  await open(tx, id)
  await repo.setDue(tx, id, dueOn)
  return told(tx, id, me)
}

/** It was held; the next one is planned. @throws {DomainError} `one_to_one.not_found` (404), `one_to_one.over` (409), `one_to_one.in_future` (422). */
export async function hold(tx: Tx, id: string, me: string, day?: string): Promise<OneToOneDetail> {
  await open(tx, id)
  const today = await todayOf(tx)
  const heldOn = day ?? today
  if (heldOn > today) throw invalid('one_to_one.in_future')
  if (!(await repo.setHeld(tx, id, heldOn))) throw conflict('one_to_one.over')
  await repo.plan(tx, today)
  return told(tx, id, me)
}

/** A request between the two, also after the talk. @throws {DomainError} `one_to_one.not_found` (404), `one_to_one.nobody` (409) to be owed by who has no account. */
export async function decide(
  tx: Tx,
  id: string,
  {
    kind,
    subject,
    dueOn,
    owedBy,
  }: { kind: OneToOneDecision['kind']; subject: string; dueOn: string; owedBy: OneToOne['iAm'] },
): Promise<OneToOneDecision> {
  const row = await find(tx, id)
  const ownerId = owedBy === 'manager' ? row.manager_id : row.employee_account
  if (ownerId === null) throw conflict('one_to_one.nobody')
  const due = instantAt(Date.parse(`${dueOn}T00:00:00Z`) + endOfDay, row.time_zone ?? 'Europe/Paris')
  const request = await openRequest(tx, {
    subject,
    dueAt: new Date(due).toISOString(),
    siteId: row.site_id,
    ownerId,
    interactionId: null,
    personId: row.employee_id,
    betweenTwo: [row.manager_id, row.employee_account].filter((account) => account !== null),
  })
  await repo.insertDecision(tx, { one_to_one_id: id, request_id: request.id, kind })
  refresh(tx, topic)
  return (await decisionsOf(tx, { id: request.id }))[0]!
}

/** @throws {DomainError} `request.not_found` (404), `request.already_closed` (409). */
export async function closeDecision(tx: Tx, id: string): Promise<OneToOneDecision> {
  if ((await repo.listDecisions(tx, { id })).length === 0) throw notFound('request', id)
  await closeRequest(tx, id)
  refresh(tx, topic)
  return (await decisionsOf(tx, { id }))[0]!
}

/** Open ones by their day, then those that are done. */
export async function decisionsOf(
  tx: Tx,
  which: { employeeId?: string; id?: string } = {},
): Promise<OneToOneDecision[]> {
  const rows = await repo.listDecisions(tx, which)
  const requests = new Map(
    (
      await findRequests(
        tx,
        rows.map(({ id }) => id),
      )
    ).map((request) => [request.id, request]),
  )
  return rows
    .flatMap(({ id, one_to_one_id, kind }): OneToOneDecision[] => {
      const request = requests.get(id)
      if (!request) return []
      const { subject, ownerName, dueAt, closedAt, late } = request
      return [{ id, oneToOneId: one_to_one_id, kind, subject, ownerName, dueAt, closedAt, late }]
    })
    .toSorted((a, b) => `${a.closedAt ? 1 : 0}${a.dueAt}`.localeCompare(`${b.closedAt ? 1 : 0}${b.dueAt}`))
}

async function find(tx: Tx, id: string): Promise<repo.OneToOneRow> {
  const row = await repo.find(tx, id)
  if (!row) throw notFound('one_to_one', id)
  return row
}
async function open(tx: Tx, id: string): Promise<repo.OneToOneRow> {
  const row = await find(tx, id)
  if (row.held_on || row.ended_at) throw conflict('one_to_one.over')
  return row
}
/** Of whoever does not sign in, the manager writes down what they say. */
const preparerOf = ({ employee_account, manager_id }: repo.OneToOneRow): string => employee_account ?? manager_id
async function theirsToPrepare(tx: Tx, id: string, me: string) {
  if (preparerOf(await open(tx, id)) !== me) throw conflict('one_to_one.not_yours')
}
async function told(tx: Tx, id: string, me: string): Promise<OneToOneDetail> {
  refresh(tx, topic)
  return getOneToOne(tx, id, me)
}

type Around = { me: string; today: string; names: Map<string, string> }
const aroundOf = async (tx: Tx, me: string): Promise<Around> => ({
  me,
  today: await todayOf(tx),
  names: new Map((await listColleagues(tx)).map(({ id, name }) => [id, name])),
})
const toOneToOne = (row: repo.OneToOneRow, { me, today, names }: Around): OneToOne => ({
  id: row.id,
  teamName: row.team,
  iAm: row.manager_id === me ? 'manager' : 'employee',
  prepares: preparerOf(row) === me,
  employeeName: row.employee,
  managerName: names.get(row.manager_id) ?? '',
  dueOn: row.due_on,
  heldOn: row.held_on,
  ended: row.ended_at !== null,
  shared: row.shared_at !== null,
  late: row.held_on === null && row.ended_at === null && row.due_on < today,
})
