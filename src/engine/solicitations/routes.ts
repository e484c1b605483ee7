import type { FastifyInstance } from 'fastify'
import { serve } from '#kernel/http'
import * as contract from './contract.ts'
import * as policy from './policy.ts'
import { setRule } from './repo.ts'
import { keptRule } from './service.ts'

export async function solicitationRoutes(app: FastifyInstance) {
  serve(app, contract.getSolicitationRule, policy.readSolicitations, (tx) => keptRule(tx))
  serve(app, contract.setSolicitationRule, policy.ruleSolicitations, async (tx, { body }, { before }) => {
    before(await keptRule(tx))
    await setRule(tx, { rest_days: body.restDays, most_per_year: body.mostPerYear })
    return keptRule(tx)
  })
}
