import type { FastifyInstance } from 'fastify'
import { serve } from '#kernel/http'
import * as contract from './contract.ts'
import * as policy from './policy.ts'
import { getSiteModel } from './service.ts'

export async function attributionRoutes(app: FastifyInstance) {
  serve(app, contract.getSiteModel, policy.readModel, (tx, { params }) => getSiteModel(tx, params.id))
}
