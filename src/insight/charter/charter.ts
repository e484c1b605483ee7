import { randomBytes } from 'node:crypto'
import { rowOfWhole } from '#insight/mirror'
import { listColleagues, orgName } from '#kernel/auth'
import type { Database, Tx } from '#kernel/db'
import { invalid, notFound } from '#shared/errors'

import type { Charter, Commitment } from './contract.ts'
import * as repo from './repo.ts'

type Given = Pick<Commitment, 'title' | 'toCustomers' | 'toEmployees' | 'dimension' | 'ownerId' | 'reviewOn'>

export async function readCharter(tx: Tx, publicUrl: string): Promise<Charter> {
  const whole = await rowOfWhole(tx)
  const colleagues = (await listColleagues(tx)).map(({ id, name }) => ({ id, name }))
  const token = await repo.findPage(tx)
  return {
    items: (await repo.list(tx)).map((row) => toCommitment(row, colleagues, whole)),
    wave: whole.wave,
    from: whole.from,
    to: whole.to,
    colleagues,
    url: token === undefined ? null : `${publicUrl}/charte/${token}`,
  }
}

/** @throws {DomainError} `reference.unknown` (422) for who would carry it. */
export async function makeCommitment(tx: Tx, given: Given): Promise<Commitment> {
  await assertColleague(tx, given.ownerId)
  return get(tx, await repo.insert(tx, toRow(given)))
}

/** @throws {DomainError} `commitment.not_found` (404), `reference.unknown` (422). */
export async function changeCommitment(tx: Tx, id: string, given: Given): Promise<Commitment> {
  await get(tx, id)
  await assertColleague(tx, given.ownerId)
  await repo.update(tx, id, toRow(given))
  return get(tx, id)
}

/** @throws {DomainError} `commitment.not_found` (404). */
export async function archiveCommitment(tx: Tx, id: string, at: Date | null): Promise<Commitment> {
  await get(tx, id)
  await repo.update(tx, id, { archived_at: at })
  return get(tx, id)
}

/** @throws {DomainError} `commitment.not_found` (404). */
export async function noteEvidence(tx: Tx, id: string, evidence: { day: string; words: string }): Promise<Commitment> {
  await get(tx, id)
  await repo.insertEvidence(tx, { commitment_id: id, ...evidence })
  return get(tx, id)
}

/** The same address as long as it is not taken away. */
export const publishCharter = async (tx: Tx, publicUrl: string): Promise<{ url: string }> => ({
  url: `${publicUrl}/charte/${await repo.insertPage(tx, randomBytes(12).toString('base64url'))}`,
})

/** What anybody reads: the promises in force. @throws {DomainError} `charter.not_found` (404). */
export async function readPublicly(
  db: Database,
  token: string,
): Promise<{ company: string; items: repo.CommitmentRow[] }> {
  const orgId = await db.atGate((tx) => repo.whose(tx, token))
  if (orgId === null) throw notFound('charter')
  return db.as({ orgId }, async (tx) => ({
    company: await orgName(tx),
    items: (await repo.list(tx)).filter(({ archived_at }) => archived_at === null),
  }))
}

/** @throws {DomainError} `commitment.not_found` (404). */
async function get(tx: Tx, id: string): Promise<Commitment> {
  const row = await repo.find(tx, id)
  if (!row) throw notFound('commitment', id)
  return toCommitment(row, await listColleagues(tx), await rowOfWhole(tx))
}

async function assertColleague(tx: Tx, id: string | null) {
  if (id !== null && !(await listColleagues(tx)).some((colleague) => colleague.id === id))
    throw invalid('reference.unknown', { field: 'ownerId' })
}

const toRow = ({ title, toCustomers, toEmployees, dimension, ownerId, reviewOn }: Given): repo.NewCommitment => ({
  title,
  to_customers: toCustomers,
  to_employees: toEmployees,
  dimension,
  owner_id: ownerId,
  review_on: reviewOn,
})

function toCommitment(
  row: repo.CommitmentRow,
  colleagues: readonly { id: string; name: string }[],
  { rowOf, today }: Pick<Awaited<ReturnType<typeof rowOfWhole>>, 'rowOf' | 'today'>,
): Commitment {
  const nameOf = (id: string | null) => colleagues.find((one) => one.id === id)?.name ?? null
  return {
    id: row.id,
    title: row.title,
    toCustomers: row.to_customers,
    toEmployees: row.to_employees,
    dimension: row.dimension,
    ownerId: row.owner_id,
    ownerName: nameOf(row.owner_id),
    reviewOn: row.review_on,
    due: row.archived_at === null && row.review_on < today,
    archivedAt: row.archived_at?.toISOString() ?? null,
    measures: rowOf(row.dimension),
    evidence: row.evidence.map(({ by, ...one }) => ({ ...one, by: nameOf(by) })),
  }
}
