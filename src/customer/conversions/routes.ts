import type { FastifyInstance } from 'fastify'
import { getCall } from '#customer/calls'
import { serve } from '#kernel/http'
import * as contract from './contract.ts'
import {
  createDestination,
  getDestination,
  listDestinations,
  removeDestination,
  setDestinationEnabled,
} from './destinations.ts'
import { listTransmissions, transmissionsOf } from './list.ts'
import * as policy from './policy.ts'

export async function conversionRoutes(app: FastifyInstance) {
  const { vault } = app.house
  serve(app, contract.listDestinations, policy.readConversions, async (tx) => ({ items: await listDestinations(tx) }))
  serve(app, contract.createDestination, policy.manageConversions, (tx, { body }) => createDestination(tx, vault, body))
  serve(app, contract.setDestinationEnabled, policy.manageConversions, async (tx, { params, body }, { before }) => {
    before(await getDestination(tx, params.id))
    return setDestinationEnabled(tx, params.id, body.enabled)
  })
  serve(app, contract.removeDestination, policy.manageConversions, async (tx, { params }) => {
    await removeDestination(tx, params.id)
    return {}
  })
  serve(app, contract.listTransmissions, policy.readConversions, (tx, { params, query }) =>
    listTransmissions(tx, params.id, query),
  )
  serve(app, contract.listCallTransmissions, policy.readConversions, async (tx, { params }) => {
    await getCall(tx, params.id)
    return { items: await transmissionsOf(tx, params.id) }
  })
}
