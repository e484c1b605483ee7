import type { FastifyInstance } from 'fastify'
import { serve } from '#kernel/http'
import { raiseLeast, readLeast } from './anonymity.ts'
import * as contract from './contract.ts'
import * as policy from './policy.ts'

export async function anonymityRoutes(app: FastifyInstance) {
  serve(app, contract.getAnonymity, policy.readAnonymity, (tx) => readLeast(tx))
  serve(app, contract.raiseAnonymity, policy.raiseAnonymity, async (tx, { body }, { before }) => {
    before(await readLeast(tx))
    return raiseLeast(tx, body)
  })
}
