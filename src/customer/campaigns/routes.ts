import type { FastifyInstance } from 'fastify'
import { serve } from '#kernel/http'
import * as contract from './contract.ts'
import * as policy from './policy.ts'
import { changeCosts, createCampaign, getCampaign, listCampaigns, updateCampaign } from './service.ts'

export async function campaignRoutes(app: FastifyInstance) {
  serve(app, contract.listCampaigns, policy.readCampaigns, async (tx) => ({ items: await listCampaigns(tx) }))
  serve(app, contract.createCampaign, policy.manageCampaigns, (tx, { body }) => createCampaign(tx, body))
  serve(app, contract.updateCampaign, policy.manageCampaigns, async (tx, { params, body }, { before }) => {
    before(await getCampaign(tx, params.id))
    return updateCampaign(tx, params.id, body)
  })
  serve(app, contract.changeCosts, policy.manageCampaigns, async (tx, { params, body }, { before }) => {
    before(await getCampaign(tx, params.id))
    return changeCosts(tx, params.id, body.costs)
  })
}
