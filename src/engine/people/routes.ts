import type { FastifyInstance } from 'fastify'
import { serve } from '#kernel/http'
import * as contract from './contract.ts'
import * as policy from './policy.ts'
import { createSite, getSite, listSites, updateSite } from './service.ts'

export async function peopleRoutes(app: FastifyInstance) {
  serve(app, contract.listSites, policy.readSites, async (tx) => ({ items: await listSites(tx) }))
  serve(app, contract.createSite, policy.manageSites, (tx, { body }) => createSite(tx, body))
  serve(app, contract.updateSite, policy.manageSites, async (tx, { params, body }, { before }) => {
    before(await getSite(tx, params.id))
    return updateSite(tx, params.id, body)
  })
}
