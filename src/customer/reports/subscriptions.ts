import { listViews } from '#customer/calls'
import { listSites } from '#engine/people'
import { type Colleague, listColleagues } from '#kernel/auth'
import type { Tx } from '#kernel/db'
import { invalid, notFound } from '#shared/errors'
import type { ReportSubscription, Rhythm } from './contract.ts'
import { lastPeriod, reportDay } from './period.ts'
import * as repo from './repo.ts'

/** @param readerId who asks. @param everybodys whether other people's are listed too. */
export async function listSubscriptions(tx: Tx, readerId: string, everybodys: boolean): Promise<ReportSubscription[]> {
  const rows = await repo.list(tx, everybodys ? undefined : readerId)
  const [today, members] = [await reportDayOf(tx), await listColleagues(tx)]
  return rows.flatMap((row) => {
    // Who has left is written to no more: their subscriptions go with the next letter that is due.
    const member = members.find(({ id }) => id === row.account_id)
    return member ? [toSubscription(row, member, { readerId, today })] : []
  })
}

/**
 * @throws {DomainError} `reference.unknown` (422) for somebody who does not work here, or a view that they do not see;
 *   `value.taken` (409) when they are sent that report already.
 */
export async function subscribe(
  tx: Tx,
  { memberId, viewId, every }: { memberId: string; viewId: string | null; every: Rhythm },
  readerId: string,
): Promise<ReportSubscription> {
  const member = (await listColleagues(tx)).find(({ id }) => id === memberId)
  if (!member) throw invalid('reference.unknown', { field: 'memberId' })
  if (viewId !== null && !(await listViews(tx, memberId)).some(({ id }) => id === viewId))
    throw invalid('reference.unknown', { field: 'viewId' })
  const id = await repo.insert(tx, { account_id: memberId, view_id: viewId, every })
  return toSubscription((await repo.find(tx, id))!, member, { readerId, today: await reportDayOf(tx) })
}

/** @param accountId of whom it must be; left out, anybody's. @throws {DomainError} `report_subscription.not_found` (404). */
export async function unsubscribe(tx: Tx, id: string, accountId?: string): Promise<void> {
  if (!(await repo.remove(tx, id, accountId))) throw notFound('report_subscription', id)
}

/** The time zones of the sites, that of most of them first. */
export async function zonesOf(tx: Tx): Promise<string[]> {
  const counts = Map.groupBy(await listSites(tx), ({ timeZone }) => timeZone)
  return [...counts].toSorted(([, a], [, b]) => b.length - a.length).map(([timeZone]) => timeZone)
}
const reportDayOf = async (tx: Tx) => reportDay(await zonesOf(tx), new Date())

function toSubscription(
  row: repo.SubscriptionRow,
  member: Colleague,
  { readerId, today }: { readerId: string; today: string },
): ReportSubscription {
  const { nextOn, ...last } = lastPeriod(row.every, today)
  return {
    id: row.id,
    viewId: row.view_id,
    viewName: row.view_name,
    every: row.every,
    memberId: row.account_id,
    memberName: member.name,
    mine: row.account_id === readerId,
    last,
    nextOn,
    sentAt: row.sent_at?.toISOString() ?? null,
  }
}
