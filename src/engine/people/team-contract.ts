import { z } from 'zod'
import { endpoint, IdParams } from '#shared/endpoint'

/** Somebody who works here, with or without an account. */
export const Employee = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Who signs in: a member's id; null: without an account. */
  memberId: z.uuid().nullable(),
  /** Where they are now. */
  teamIds: z.array(z.uuid()),
  siteIds: z.array(z.uuid()),
})
export type Employee = z.output<typeof Employee>

/** People who work together, at a site or not. */
export const Team = z.object({
  id: z.uuid(),
  name: z.string(),
  siteId: z.uuid().nullable(),
  /** How many are in it now, and who leads it. */
  members: z.number().int(),
  leads: z.array(z.string()),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
})
export type Team = z.output<typeof Team>

/** From when to when somebody was in a team, or at a site; several of one person are a leaving and a coming back. */
export const Membership = z.object({
  id: z.uuid(),
  employeeId: z.uuid(),
  name: z.string(),
  memberId: z.uuid().nullable(),
  since: z.iso.datetime(),
  /** Null: still there. */
  until: z.iso.datetime().nullable(),
})
export type Membership = z.output<typeof Membership>
export const TeamMembership = Membership.extend({ leads: z.boolean() })
export type TeamMembership = z.output<typeof TeamMembership>

const personName = z.string().trim().min(1).max(120)
const teamName = z.string().trim().min(1).max(80)
/** Somebody known, a member who is in no team yet, or somebody new. */
const Who = z.union([
  z.object({ employeeId: z.uuid() }),
  z.object({ memberId: z.uuid() }),
  z.object({ name: personName }),
])
export type Who = z.output<typeof Who>
const joining = z.object({ who: Who, since: z.iso.datetime().optional() })
const leaving = z.object({ until: z.iso.datetime().optional() })
const MembershipParams = IdParams.extend({ membershipId: z.uuid() })
const listed = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })

const employees = 'Employees'
export const listEmployees = endpoint({
  method: 'GET',
  path: '/api/employees',
  tag: employees,
  sees: 'people',
  summary: 'List those who work here, and members who are not yet among them',
  reply: listed(Employee).extend({ others: z.array(z.object({ memberId: z.uuid(), name: z.string() })) }),
})
export const renameEmployee = endpoint({
  method: 'PATCH',
  path: '/api/employees/:id',
  tag: employees,
  summary: 'Change the name of somebody who works here',
  params: IdParams,
  body: z.object({ name: personName }),
  reply: Employee,
})

const teams = 'Teams'
export const listTeams = endpoint({
  method: 'GET',
  path: '/api/teams',
  tag: teams,
  summary: 'List the teams, those that have ended last',
  reply: listed(Team),
})
export const createTeam = endpoint({
  method: 'POST',
  path: '/api/teams',
  tag: teams,
  status: 201,
  summary: 'Create a team',
  body: z.object({ name: teamName, siteId: z.uuid().nullable().default(null) }),
  reply: Team,
})
export const updateTeam = endpoint({
  method: 'PATCH',
  path: '/api/teams/:id',
  tag: teams,
  summary: 'Change a team',
  params: IdParams,
  body: z.object({ name: teamName.optional(), siteId: z.uuid().nullable().optional() }),
  reply: Team,
})
export const endTeam = endpoint({
  method: 'PUT',
  path: '/api/teams/:id/end',
  tag: teams,
  summary: 'End a team; those who are in it leave it',
  params: IdParams,
  reply: Team,
})
export const reopenTeam = endpoint({
  method: 'DELETE',
  path: '/api/teams/:id/end',
  tag: teams,
  summary: 'Take back the end of a team, with those who left it by that',
  params: IdParams,
  reply: Team,
})
export const listTeamMembers = endpoint({
  method: 'GET',
  path: '/api/teams/:id/members',
  tag: teams,
  sees: 'people',
  summary: 'Who is in a team, and who was',
  params: IdParams,
  reply: listed(TeamMembership),
})
export const joinTeam = endpoint({
  method: 'POST',
  path: '/api/teams/:id/members',
  tag: teams,
  status: 201,
  summary: 'Put somebody into a team, from now or an earlier instant on',
  params: IdParams,
  body: joining.extend({ leads: z.boolean().default(false) }),
  reply: TeamMembership,
})
export const changeTeamMember = endpoint({
  method: 'PATCH',
  path: '/api/teams/:id/members/:membershipId',
  tag: teams,
  summary: 'Say whether somebody leads the team',
  params: MembershipParams,
  body: z.object({ leads: z.boolean() }),
  reply: TeamMembership,
})
export const leaveTeam = endpoint({
  method: 'PUT',
  path: '/api/teams/:id/members/:membershipId/end',
  tag: teams,
  summary: 'Somebody leaves a team, now or at an earlier instant; their time in it stays known',
  params: MembershipParams,
  body: leaving,
  reply: TeamMembership,
})
export const returnToTeam = endpoint({
  method: 'DELETE',
  path: '/api/teams/:id/members/:membershipId/end',
  tag: teams,
  summary: 'Take back that somebody left a team',
  params: MembershipParams,
  reply: TeamMembership,
})

const sites = 'Sites'
export const listSiteMembers = endpoint({
  method: 'GET',
  path: '/api/sites/:id/members',
  tag: sites,
  sees: 'people',
  summary: 'Who works at a site, and who did',
  params: IdParams,
  reply: listed(Membership),
})
export const joinSite = endpoint({
  method: 'POST',
  path: '/api/sites/:id/members',
  tag: sites,
  status: 201,
  summary: 'Say who works at a site, from now or an earlier instant on',
  params: IdParams,
  body: joining,
  reply: Membership,
})
export const leaveSite = endpoint({
  method: 'PUT',
  path: '/api/sites/:id/members/:membershipId/end',
  tag: sites,
  summary: 'Somebody no longer works at a site; their time there stays known',
  params: MembershipParams,
  body: leaving,
  reply: Membership,
})
export const returnToSite = endpoint({
  method: 'DELETE',
  path: '/api/sites/:id/members/:membershipId/end',
  tag: sites,
  summary: 'Take back that somebody left a site',
  params: MembershipParams,
  reply: Membership,
})
