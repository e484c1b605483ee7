import { z } from 'zod'
import { Empty, endpoint, IdParams } from '#shared/endpoint'
import { Role, Scope } from './fields.ts'

export * from './fields.ts'
export * from './api-key-contract.ts'
export * from './invitation-contract.ts'
export * from './password-contract.ts'
export * from './second-factor-contract.ts'
export * from './session-contract.ts'
export * from './single-sign-on-contract.ts'

export const Member = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: Role,
  /** Null: the whole organisation. */
  scope: Scope.nullable(),
  since: z.iso.datetime(),
  /** Whether a code is asked of them beside their password. */
  secondFactor: z.boolean(),
  /** To the minute; null for somebody who has not come in yet. */
  lastSeenAt: z.iso.datetime().nullable(),
})
export type Member = z.output<typeof Member>
const members = 'Members'
export const listMembers = endpoint({
  method: 'GET',
  path: '/api/members',
  tag: members,
  sees: 'people',
  summary: 'List those who have access',
  reply: z.object({ items: z.array(Member) }),
})
export const setMemberScope = endpoint({
  method: 'PUT',
  path: '/api/members/:id/scope',
  tag: members,
  summary: 'Give a member access to the whole organisation, or to chosen sites and teams',
  params: IdParams,
  body: z.object({ scope: Scope.nullable() }),
  settings: ['scope'],
  reply: Member,
})

export const setRole = endpoint({
  method: 'PUT',
  path: '/api/members/:id/role',
  tag: members,
  summary: 'Give a member another role',
  params: IdParams,
  body: z.object({ role: Role }),
  settings: ['role'],
  reply: Member,
})
export const removeMember = endpoint({
  method: 'DELETE',
  path: '/api/members/:id',
  tag: members,
  summary: 'Take a member’s access away and close their sessions',
  params: IdParams,
  reply: Empty,
})
