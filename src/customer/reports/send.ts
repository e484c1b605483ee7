import { listViews } from '#customer/calls'
import { findMember } from '#kernel/auth'
import type { Database, Tx } from '#kernel/db'
import type { Language } from '#kernel/i18n'
import { enqueue } from '#kernel/jobs'
import type { Mailer } from '#kernel/mail'
import { reportLetter } from './letter.ts'
import { toPdf } from './pdf.ts'
import { lastPeriod, localDay, reportDay } from './period.ts'
import { readReports } from './policy.ts'
import * as repo from './repo.ts'
import { zonesOf } from './subscriptions.ts'
import { words } from './words.ts'
import { writeCallsReport, writeSitesReport } from './write.ts'

const language: Language = 'fr'

/** Has every report written whose period is over and that was not: each once. After a time without a server, the last period's. */
export async function sendDueReports(tx: Tx, now = new Date()): Promise<void> {
  const zones = await zonesOf(tx)
  const today = reportDay(zones, now)
  for (const { id, every, created_at } of await repo.list(tx)) {
    const { from, to } = lastPeriod(every, today)
    // Whoever subscribes on a Wednesday is sent that week's on Monday, and not the one before.
    if (localDay(zones[0] ?? 'Europe/Paris', created_at) > to) continue
    const letter = await repo.claimLetter(tx, { subscription_id: id, starts_on: from, ends_on: to })
    if (letter) await enqueue(tx, 'reports.send', { id: letter })
  }
}

/**
 * Sends one letter, written from what its receiver may see at this moment. The mail server is spoken to outside any
 * transaction; a crash between its yes and our note sends the letter again under the same Message-ID.
 */
export async function sendReport(
  db: Database,
  mailer: Mailer,
  publicUrl: string,
  { orgId, id }: { orgId: string; id: string },
): Promise<void> {
  const due = await db.as({ orgId }, async (tx) => {
    const letter = await repo.findLetter(tx, id)
    const subscription = letter && (await repo.find(tx, letter.subscription_id))
    return letter && subscription && !letter.sent_at ? { letter, subscription } : undefined
  })
  if (!due) return
  const { letter, subscription } = due
  const receiver = await db.atGate((tx) => findMember(tx, { orgId, memberId: subscription.account_id }))
  const period = { from: letter.starts_on, to: letter.ends_on }
  const written =
    receiver?.caller.rights.has(readReports.name) &&
    (await db.as(receiver.caller, (tx) => write(tx, subscription, period, receiver.caller.siteIds === null)))
  if (!receiver || !written) {
    // Who has left, may not, or sees that view no more.
    await db.as({ orgId }, (tx) => repo.remove(tx, subscription.id))
    return
  }
  const { report, path } = written
  const said = words(language)
  const pdf = await toPdf(report, {
    language,
    made: said.t('reports.made', { day: said.format.date(new Date().toISOString(), 'Europe/Paris') }),
  })
  await mailer.send({
    id,
    to: receiver.email,
    ...reportLetter(report, { words: said, link: publicUrl + path, endLink: `${publicUrl}/appels/rapports` }),
    attachments: [{ filename: fileName(period), content: pdf, contentType: 'application/pdf' }],
  })
  await db.as({ orgId }, (tx) => repo.setSent(tx, id))
}

const fileName = ({ from, to }: { from: string; to: string }) => `rapport-${from}-${to}.pdf`

/** @returns undefined when the view is no longer theirs to see. */
async function write(
  tx: Tx,
  { account_id, view_id }: repo.SubscriptionRow,
  period: { from: string; to: string },
  ofWhole: boolean,
) {
  if (view_id === null)
    return {
      report: await writeSitesReport(tx, period, { language }),
      path: `/appels/sites?${new URLSearchParams(period)}`,
    }
  const view = (await listViews(tx, account_id)).find(({ id }) => id === view_id)
  if (!view) return undefined
  const { grain: _grain, by = 'campaign', compare = 'previous', ...filter } = view.search
  const query = { ...filter, ...period, by, compare, grain: 'day' as const }
  const address = Object.entries({ ...filter, ...period, by, compare }).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)]],
  )
  return {
    report: await writeCallsReport(tx, query, { language, title: view.name, ofWhole }),
    path: `/appels?${new URLSearchParams(address)}`,
  }
}
