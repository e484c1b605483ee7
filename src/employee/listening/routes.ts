import type { FastifyInstance } from 'fastify'
import { AnswerMessage } from '#engine/questionnaires/contract'
import { type PageParts, sendNotice, sendPage } from '#engine/questionnaires'
import { readExactly, refuseForgery, serve } from '#kernel/http'
import { languageOf } from '#kernel/i18n'
import { DomainError } from '#shared/errors'
import { castBallot, showTicket } from './ballots.ts'
import { closeWave } from './closing.ts'
import * as contract from './contract.ts'
import * as policy from './policy.ts'
import { readResults } from './results.ts'
import * as waves from './waves.ts'

export async function waveRoutes(app: FastifyInstance) {
  const { publicUrl } = app.house.config
  serve(app, contract.listWaves, policy.readWaves, async (tx) => ({ items: await waves.listWaves(tx) }))
  serve(app, contract.openWave, policy.manageWaves, (tx, { body }) => waves.openWave(tx, body, publicUrl))
  serve(app, contract.closeWave, policy.manageWaves, (tx, { params }) => closeWave(tx, params.id))
  serve(app, contract.getWaveResults, policy.readWaves, (tx, { params }) => readResults(tx, params.id))
}

/** What whoever holds a ticket reaches. No address of theirs is kept, in no log either: see the log's list of routes. */
export const ballotRoutes = (parts: PageParts) => async (app: FastifyInstance) => {
  const { db } = app.house
  app.get<{ Params: { token: string } }>('/b/:token', async (request, reply) => {
    const language = languageOf(request.headers['accept-language'])
    const { token } = request.params
    try {
      const { versionId, definition, context } = await showTicket(db, token)
      return await sendPage(
        reply,
        parts,
        { address: `/b/${token}`, mode: 'page', versionId, definition, context },
        language,
      )
    } catch (error) {
      if (!(error instanceof DomainError && error.code.startsWith('ticket.'))) throw error
      return sendNotice(reply.status(error.status), parts, language, `errors.${error.code}`)
    }
  })
  app.post<{ Params: { token: string } }>('/b/:token/answers', async (request, reply) => {
    refuseForgery(request)
    const { answers } = readExactly(AnswerMessage, request.body)
    await castBallot(db, request.params.token, answers)
    return reply.status(201).send({})
  })
}
