import type { FastifyInstance } from 'fastify'
import { serve, serveSteps } from '#kernel/http'
import * as contract from './contract.ts'
import { listFirings, retryFiring } from './log.ts'
import * as policy from './policy.ts'
import * as service from './service.ts'
import { tryRule } from './trial.ts'
import { readVocabulary } from './vocabulary.ts'

export async function ruleRoutes(app: FastifyInstance) {
  serve(app, contract.listRules, policy.readRules, async (tx, _, { language }) => ({
    items: await service.listRules(tx, language),
  }))
  serve(app, contract.getVocabulary, policy.readRules, readVocabulary)
  serve(app, contract.createRule, policy.manageRules, async (tx, { body: { enabled, ...rule } }, { language }) => {
    const { id } = await service.createRule(tx, rule, { enabled })
    return service.getRule(tx, id, language)
  })
  serve(app, contract.changeRule, policy.manageRules, async (tx, { params, body }, { language }) => {
    await service.changeRule(tx, params.id, body)
    return service.getRule(tx, params.id, language)
  })
  serve(app, contract.enableRule, policy.manageRules, async (tx, { params }, { language }) => {
    await service.enableRule(tx, params.id, true)
    return service.getRule(tx, params.id, language)
  })
  serve(app, contract.disableRule, policy.manageRules, async (tx, { params }, { language }) => {
    await service.enableRule(tx, params.id, false)
    return service.getRule(tx, params.id, language)
  })
  serve(app, contract.removeRule, policy.manageRules, async (tx, { params }) => {
    await service.removeRule(tx, params.id)
    return {}
  })
  serveSteps(app, contract.tryRule, policy.manageRules, async ({ body }, { caller, reply, audit }) => {
    // It changes nothing, but shows whom a rule would have concerned.
    await app.house.db.as(caller, (tx) => audit(tx))
    return tryRule(app.house.db, caller, body, { ended: () => reply.raw.destroyed })
  })

  serve(app, contract.listFirings, policy.readRules, (tx, { query }, { language }) => listFirings(tx, query, language))
  serve(app, contract.retryFiring, policy.manageRules, (tx, { params }, { language }) =>
    retryFiring(tx, params.id, language),
  )
}
