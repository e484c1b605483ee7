import type { FastifyInstance } from 'fastify'
import { serve } from '#kernel/http'
import { languageOf } from '#kernel/i18n'
import { DomainError } from '#shared/errors'
import * as service from './charter.ts'
import * as contract from './contract.ts'
import { sendCharter, sendNothing } from './page.ts'
import * as policy from './policy.ts'
import { removePage } from './repo.ts'

export { makeCommitment, noteEvidence } from './charter.ts'

export async function charterRoutes(app: FastifyInstance) {
  const { db, config } = app.house
  const { publicUrl } = config
  serve(app, contract.getCharter, policy.readCharter, (tx) => service.readCharter(tx, publicUrl))
  serve(app, contract.makeCommitment, policy.manageCharter, (tx, { body }) => service.makeCommitment(tx, body))
  serve(app, contract.changeCommitment, policy.manageCharter, (tx, { params, body }) =>
    service.changeCommitment(tx, params.id, body),
  )
  serve(app, contract.noteEvidence, policy.manageCharter, (tx, { params, body }) =>
    service.noteEvidence(tx, params.id, body),
  )
  serve(app, contract.archiveCommitment, policy.manageCharter, (tx, { params }) =>
    service.archiveCommitment(tx, params.id, new Date()),
  )
  serve(app, contract.restoreCommitment, policy.manageCharter, (tx, { params }) =>
    service.archiveCommitment(tx, params.id, null),
  )
  serve(app, contract.publishCharter, policy.manageCharter, (tx) => service.publishCharter(tx, publicUrl))
  serve(app, contract.withdrawCharter, policy.manageCharter, async (tx) => {
    await removePage(tx)
    return {}
  })

  app.get<{ Params: { token: string } }>('/charte/:token', async (request, reply) => {
    const language = languageOf(request.headers['accept-language'])
    try {
      return await sendCharter(reply, language, await service.readPublicly(db, request.params.token))
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'charter.not_found')) throw error
      return sendNothing(reply.status(404), language, 'errors.charter.not_found')
    }
  })
}
