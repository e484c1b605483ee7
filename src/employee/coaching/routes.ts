import type { FastifyInstance } from 'fastify'
import { serve } from '#kernel/http'
import { listCadences, setCadence } from './cadences.ts'
import * as contract from './contract.ts'
import * as service from './one-to-ones.ts'
import * as policy from './policy.ts'

export async function coachingRoutes(app: FastifyInstance) {
  serve(app, contract.listOneToOnes, policy.readOwn, async (tx, _, { caller }) => ({
    items: await service.listOneToOnes(tx, caller.userId),
  }))
  serve(app, contract.getOneToOne, policy.readOwn, (tx, { params }, { caller }) =>
    service.getOneToOne(tx, params.id, caller.userId),
  )
  serve(app, contract.prepareOneToOne, policy.holdOwn, (tx, { params, body }, { caller }) =>
    service.prepare(tx, params.id, caller.userId, body),
  )
  serve(app, contract.shareOneToOne, policy.holdOwn, (tx, { params }, { caller }) =>
    service.share(tx, params.id, caller.userId),
  )
  serve(app, contract.setAgenda, policy.holdOwn, (tx, { params, body }, { caller }) =>
    service.setAgenda(tx, params.id, caller.userId, body.points),
  )
  serve(app, contract.moveOneToOne, policy.holdOwn, (tx, { params, body }, { caller }) =>
    service.move(tx, params.id, caller.userId, body.dueOn),
  )
  serve(app, contract.holdOneToOne, policy.holdOwn, (tx, { params, body }, { caller }) =>
    service.hold(tx, params.id, caller.userId, body.heldOn),
  )
  serve(app, contract.decideInOneToOne, policy.holdOwn, (tx, { params, body }) => service.decide(tx, params.id, body))
  serve(app, contract.listOneToOneDecisions, policy.readOwn, async (tx) => ({ items: await service.decisionsOf(tx) }))
  serve(app, contract.closeOneToOneDecision, policy.holdOwn, (tx, { params }) => service.closeDecision(tx, params.id))

  serve(app, contract.listCadences, policy.readCadences, async (tx) => ({ items: await listCadences(tx) }))
  serve(app, contract.setCadence, policy.manageCadences, (tx, { params, body }) =>
    setCadence(tx, params.id, body.everyWeeks),
  )
}
