import type { Tx } from '#kernel/db'
import { notFound } from '#shared/errors'
import type { CallView } from './view-contract.ts'
import * as repo from './view-repo.ts'

export const listViews = async (tx: Tx, accountId: string): Promise<CallView[]> =>
  (await repo.list(tx, accountId)).map((row) => toView(row, accountId))

/** @throws {DomainError} `value.taken` (409) for a name of one's own in use. */
export const keepView = async (tx: Tx, accountId: string, view: Omit<CallView, 'id' | 'mine'>): Promise<CallView> =>
  toView(await repo.insert(tx, accountId, view), accountId)

/** @throws {DomainError} `call_view.not_found` (404), for somebody else's too. */
export async function removeView(tx: Tx, id: string, accountId: string): Promise<void> {
  if (!(await repo.remove(tx, id, accountId))) throw notFound('call_view', id)
}

const toView = (row: repo.ViewRow, accountId: string): CallView => ({
  id: row.id,
  name: row.name,
  period: row.period as CallView['period'],
  search: row.search as CallView['search'],
  shared: row.shared,
  mine: row.account_id === accountId,
})
