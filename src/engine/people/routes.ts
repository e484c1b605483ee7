import type { FastifyInstance } from 'fastify'
import { serve } from '#kernel/http'
import * as contract from './contract.ts'
import * as policy from './policy.ts'
import { createSite, listSites, updateSite } from './service.ts'

export async function peopleRoutes(app: FastifyInstance) {
  serve(app, contract.listSites, policy.readSites, async (tx) => ({ items: await listSites(tx) }))
  serve(app, contract.createSite, policy.manageSites, (tx, { body }) => createSite(tx, body))
  serve(app, contract.updateSite, policy.manageSites, (tx, { params, body }) => updateSite(tx, params.id, body))
}
