import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { serve, serveSteps } from '#kernel/http'
import type { Mailer } from '#kernel/mail'
import * as contract from './contract.ts'
import { exportCalls } from './csv.ts'
import { getCall, listCalls } from './list.ts'
import { changeQualification, getQualification, judge } from './qualification.ts'
import * as policy from './policy.ts'
import * as recipients from './recipients.ts'
import { compareSites } from './site-comparison.ts'
import { getCallStatistics } from './statistics-contract.ts'
import { callStatistics } from './statistics.ts'
import type { Tally } from './tally/tally.ts'
import { keepView, listViews, removeView } from './views.ts'

export const callRoutes = (mailer: Mailer, tally: Tally) => async (app: FastifyInstance) => {
  // Bringing what is counted up to date takes a transaction of its own.
  serveSteps(app, getCallStatistics, policy.readCalls, async ({ query }, { caller }) => {
    const counting = await tally.ready(caller)
    return app.house.db.as(caller, (tx) =>
      callStatistics(tx, query, { ofWhole: caller.siteIds === null, figures: counting(tx) }),
    )
  })
  serveSteps(app, contract.getSiteComparison, policy.readCalls, async ({ query }, { caller }) => {
    const counting = await tally.ready(caller)
    return app.house.db.as(caller, (tx) => compareSites(tx, query, { figures: counting(tx) }))
  })
  serve(app, contract.listCalls, policy.readCalls, (tx, { query }) => listCalls(tx, query))
  serve(app, contract.getCall, policy.readCalls, (tx, { params }) => getCall(tx, params.id))
  serve(app, contract.listCallViews, policy.readCalls, async (tx, _, { caller }) => ({
    items: await listViews(tx, caller.userId),
  }))
  serve(app, contract.createCallView, policy.readCalls, (tx, { body }, { caller }) => keepView(tx, caller.userId, body))
  serve(app, contract.removeCallView, policy.readCalls, async (tx, { params }, { caller }) => {
    await removeView(tx, params.id, caller.userId)
    return {}
  })
  serve(app, contract.judgeCall, policy.judgeCalls, (tx, { params, body }) => judge(tx, params.id, body.verdict))
  serve(app, contract.getQualification, policy.readQualification, (tx) => getQualification(tx))
  serve(app, contract.changeQualification, policy.manageQualification, async (tx, { body }, { before }) => {
    before(await getQualification(tx))
    return changeQualification(tx, body.rules)
  })
  serveSteps(app, contract.exportCalls, policy.exportCalls, async ({ query }, { caller, language, reply }) => {
    void reply.header('content-disposition', 'attachment; filename="appels.csv"').type('text/csv; charset=utf-8')
    await reply.send(Readable.from(exportCalls((work) => app.house.db.as(caller, work), query, language)))
    return ''
  })

  serve(app, contract.listRecipients, policy.readAlerts, async (tx) => ({
    items: await recipients.listRecipients(tx),
    mailConfigured: mailer.configured,
  }))
  serve(app, contract.addRecipient, policy.manageAlerts, (tx, { body }) => recipients.addRecipient(tx, body))
  serve(app, contract.removeRecipient, policy.manageAlerts, async (tx, { params }) => {
    await recipients.removeRecipient(tx, params.id)
    return {}
  })
}
