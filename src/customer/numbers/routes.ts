import type { FastifyInstance } from 'fastify'
import { serve } from '#kernel/http'
import { parsePhone } from '#shared/phone'
import { advise } from './advice.ts'
import * as contract from './contract.ts'
import * as policy from './policy.ts'
import * as numbers from './service.ts'

export async function numberRoutes(app: FastifyInstance) {
  serve(app, contract.listNumbers, policy.readNumbers, async (tx, { query }) => ({
    items: await numbers.listNumbers(tx, query),
  }))
  serve(app, contract.createNumber, policy.manageNumbers, (tx, { body }) => numbers.createNumber(tx, body))
  serve(app, contract.retireNumber, policy.manageNumbers, (tx, { params }) => numbers.retireNumber(tx, params.id, true))
  serve(app, contract.restoreNumber, policy.manageNumbers, (tx, { params }) =>
    numbers.retireNumber(tx, params.id, false),
  )
  serve(app, contract.listPools, policy.readNumbers, async (tx) => ({ items: await numbers.listPools(tx) }))
  serve(app, contract.getPoolAdvice, policy.readNumbers, (tx, { params }) => advise(tx, params.id))
  serve(app, contract.createPool, policy.manageNumbers, (tx, { body }) => numbers.createPool(tx, body))
  serve(app, contract.addToPool, policy.manageNumbers, (tx, { params, body }) =>
    numbers.addToPool(tx, params.id, body.phones),
  )
  serve(app, contract.parsePhone, policy.readNumbers, async (_tx, { query }) => parsePhone(query.input))
}
