import { Readable } from 'node:stream'
import { create as contentDisposition } from 'content-disposition'
import type { FastifyInstance } from 'fastify'
import { keyOf } from '#kernel/files'
import { serve, serveSteps } from '#kernel/http'
import { notFound } from '#shared/errors'
import { listFiles } from './answer-repo.ts'
import { getAnswer, listAnswers } from './answer-list.ts'
import { heldAgainst, keepAnswers, placeOf } from './answers.ts'
import { exportAnswers } from './answer-csv.ts'
import * as contract from './contract.ts'
import { readDrivers } from './driving.ts'
import { exportDraft, importDocument } from './exchange.ts'
import { closeLink, createLink, listLinks } from './links.ts'
import * as policy from './policy.ts'
import { readResults } from './results.ts'
import * as service from './service.ts'
import { templates } from './templates/index.ts'

export async function questionnaireRoutes(app: FastifyInstance) {
  const { db, config } = app.house
  const { publicUrl } = config
  serve(app, contract.listQuestionnaires, policy.readQuestionnaires, async (tx, { query }) => ({
    items: await service.listQuestionnaires(tx, query.audience),
  }))
  serve(app, contract.listTemplates, policy.readQuestionnaires, async () => ({ items: [...templates] }))
  serve(app, contract.createQuestionnaire, policy.manageQuestionnaires, (tx, { body }) =>
    service.createQuestionnaire(tx, body),
  )
  serve(app, contract.importQuestionnaire, policy.manageQuestionnaires, (tx, { body }) => importDocument(tx, body))
  serve(app, contract.getQuestionnaire, policy.readQuestionnaires, (tx, { params }) =>
    service.getQuestionnaire(tx, params.id),
  )
  serve(app, contract.exportQuestionnaire, policy.readQuestionnaires, async (tx, { params, query }, { reply }) => {
    void reply.header('content-disposition', 'attachment; filename="questionnaire.json"')
    return exportDraft(tx, params.id, query.format)
  })
  serve(app, contract.updateQuestionnaire, policy.manageQuestionnaires, async (tx, { params, body }, { before }) => {
    before(await service.getQuestionnaire(tx, params.id))
    return service.updateQuestionnaire(tx, params.id, body)
  })
  serve(app, contract.saveDraft, policy.manageQuestionnaires, (tx, { params, body }) =>
    service.saveDraft(tx, params.id, body),
  )
  serve(app, contract.publishQuestionnaire, policy.manageQuestionnaires, (tx, { params }) =>
    service.publishQuestionnaire(tx, params.id),
  )
  serve(app, contract.archiveQuestionnaire, policy.manageQuestionnaires, (tx, { params }) =>
    service.archiveQuestionnaire(tx, params.id, new Date()),
  )
  serve(app, contract.restoreQuestionnaire, policy.manageQuestionnaires, (tx, { params }) =>
    service.archiveQuestionnaire(tx, params.id, null),
  )

  serve(app, contract.listLinks, policy.readQuestionnaires, async (tx, { query }) => ({
    items: await listLinks(tx, query.questionnaireId, publicUrl),
  }))
  serve(app, contract.createLink, policy.openLinks, (tx, { body }) => createLink(tx, body, publicUrl))
  serve(app, contract.closeLink, policy.openLinks, (tx, { params }) => closeLink(tx, params.id, new Date(), publicUrl))
  serve(app, contract.reopenLink, policy.openLinks, (tx, { params }) => closeLink(tx, params.id, null, publicUrl))

  serve(app, contract.listAnswers, policy.readAnswers, (tx, { query }) => listAnswers(tx, query))
  serve(app, contract.getAnswer, policy.readAnswers, (tx, { params }) => getAnswer(tx, params.id))
  serve(app, contract.listAnswerFiles, policy.readAnswers, async (tx, { query }) => ({
    items: await listFiles(tx, query),
  }))
  serveSteps(app, contract.readAnswerFile, policy.readAnswers, async ({ params: { id } }, { caller, reply }) => {
    const [file] = await db.as(caller, (tx) => listFiles(tx, { id }))
    if (!file) throw notFound('file', id)
    void reply.header('content-disposition', contentDisposition(file.name))
    return app.house.files.read(keyOf({ orgId: caller.orgId, id }))
  })
  serve(app, contract.getResults, policy.readAnswers, (tx, { params, query }) => readResults(tx, params.id, query))
  serve(app, contract.getDrivers, policy.readAnswers, (tx, { params, query }) => readDrivers(tx, params.id, query))
  serve(app, contract.recordAnswer, policy.recordAnswers, async (tx, { body }) => {
    const place = await placeOf(tx, body)
    const answers = heldAgainst(place.definition, body.answers)
    const [id] = await keepAnswers(tx, [{ ...body, answers, place }])
    return { id: id! }
  })
  serveSteps(
    app,
    contract.exportAnswers,
    policy.exportAnswers,
    async ({ params, query }, { caller, language, reply }) => {
      void reply.header('content-disposition', 'attachment; filename="reponses.csv"').type('text/csv; charset=utf-8')
      await db.as(caller, (tx) => service.getQuestionnaire(tx, params.id)) // refused before the first line
      const lines = exportAnswers((work) => db.as(caller, work), { id: params.id, filter: query, language })
      await reply.send(Readable.from(lines))
      return ''
    },
  )
}
