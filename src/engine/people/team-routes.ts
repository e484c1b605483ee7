import type { FastifyInstance } from 'fastify'
import { serve } from '#kernel/http'
import * as contract from './contract.ts'
import { listEmployees, renameEmployee } from './employees.ts'
import { atSite, comeBack, inTeam, join, leave, listMemberships, setLead } from './memberships.ts'
import * as policy from './policy.ts'
import * as teams from './teams.ts'

export async function teamRoutes(app: FastifyInstance) {
  const { readTeams, manageTeams } = policy
  serve(app, contract.listEmployees, readTeams, (tx) => listEmployees(tx))
  serve(app, contract.renameEmployee, manageTeams, (tx, { params, body }) => renameEmployee(tx, params.id, body.name))

  serve(app, contract.listTeams, readTeams, async (tx) => ({ items: await teams.listTeams(tx) }))
  serve(app, contract.createTeam, manageTeams, (tx, { body }) => teams.createTeam(tx, body))
  serve(app, contract.updateTeam, manageTeams, (tx, { params, body }) => teams.updateTeam(tx, params.id, body))
  serve(app, contract.endTeam, manageTeams, (tx, { params }) => teams.endTeam(tx, params.id))
  serve(app, contract.reopenTeam, manageTeams, (tx, { params }) => teams.reopenTeam(tx, params.id))

  serve(app, contract.listTeamMembers, readTeams, async (tx, { params }) => ({
    items: await listMemberships(tx, inTeam(params.id)),
  }))
  serve(app, contract.joinTeam, manageTeams, (tx, { params, body }) => join(tx, inTeam(params.id), body))
  serve(app, contract.changeTeamMember, manageTeams, (tx, { params, body }) =>
    setLead(tx, params.id, params.membershipId, body.leads),
  )
  serve(app, contract.leaveTeam, manageTeams, (tx, { params, body }) =>
    leave(tx, inTeam(params.id), params.membershipId, body.until),
  )
  serve(app, contract.returnToTeam, manageTeams, (tx, { params }) =>
    comeBack(tx, inTeam(params.id), params.membershipId),
  )

  serve(app, contract.listSiteMembers, readTeams, async (tx, { params }) => ({
    items: await listMemberships(tx, atSite(params.id)),
  }))
  serve(app, contract.joinSite, manageTeams, (tx, { params, body }) => join(tx, atSite(params.id), body))
  serve(app, contract.leaveSite, manageTeams, (tx, { params, body }) =>
    leave(tx, atSite(params.id), params.membershipId, body.until),
  )
  serve(app, contract.returnToSite, manageTeams, (tx, { params }) =>
    comeBack(tx, atSite(params.id), params.membershipId),
  )
}
