import type { FastifyInstance } from 'fastify'
import type { Tally } from '#customer/calls'
import type { Caller } from '#kernel/auth'
import type { Language } from '#kernel/i18n'
import { serve, serveSteps } from '#kernel/http'
import type { Mailer } from '#kernel/mail'
import * as contract from './contract.ts'
import { toPdf } from './pdf.ts'
import * as policy from './policy.ts'
import type { Report } from './report.ts'
import { listSubscriptions, subscribe, unsubscribe } from './subscriptions.ts'
import { words } from './words.ts'
import { writeCallsReport, writeSitesReport } from './write.ts'

export const reportRoutes = (mailer: Mailer, tally: Tally) => async (app: FastifyInstance) => {
  const { db } = app.house
  const maySend = ({ rights }: Caller) => rights.has(policy.sendReports.name)
  serve(app, contract.listReportSubscriptions, policy.readReports, async (tx, _, { caller }) => ({
    items: await listSubscriptions(tx, caller.userId, maySend(caller)),
    mailConfigured: mailer.configured,
  }))
  serve(app, contract.subscribeToReport, policy.readReports, (tx, { body }, { caller }) =>
    subscribe(tx, { ...body, memberId: caller.userId }, caller.userId),
  )
  serve(app, contract.sendReportTo, policy.sendReports, (tx, { body }, { caller }) =>
    subscribe(tx, body, caller.userId),
  )
  serve(app, contract.endReportSubscription, policy.readReports, async (tx, { params }, { caller }) => {
    await unsubscribe(tx, params.id, maySend(caller) ? undefined : caller.userId)
    return {}
  })
  // Drawing a page takes longer than a transaction should last.
  serveSteps(app, contract.getSitesReport, policy.readReports, async ({ query }, { caller, language, reply }) => {
    const counting = await tally.ready(caller)
    const report = await db.as(caller, (tx) => writeSitesReport(tx, query, { language, figures: counting(tx) }))
    await reply
      .header('content-disposition', 'attachment; filename="sites.pdf"')
      .type('application/pdf')
      .send(await drawn(report, language))
    return ''
  })
  serveSteps(app, contract.getCallsReport, policy.readReports, async ({ query }, { caller, language, reply }) => {
    const counting = await tally.ready(caller)
    const report = await db.as(caller, (tx) =>
      writeCallsReport(tx, query, { language, ofWhole: caller.siteIds === null, figures: counting(tx) }),
    )
    await reply
      .header('content-disposition', 'attachment; filename="appels.pdf"')
      .type('application/pdf')
      .send(await drawn(report, language))
    return ''
  })
}

function drawn(report: Report, language: Language): Promise<Buffer> {
  const { t, format } = words(language)
  return toPdf(report, {
    language,
    made: t('reports.made', { day: format.date(new Date().toISOString(), 'Europe/Paris') }),
  })
}
