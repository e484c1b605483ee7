import { z } from 'zod'
import { Empty, endpoint, IdParams } from '#shared/endpoint'
import { Role } from './fields.ts'

export * from './fields.ts'
export * from './invitation-contract.ts'
export * from './password-contract.ts'
export * from './session-contract.ts'

export const ApiKey = z.object({
  id: z.uuid(),
  name: z.string(),
  /** First characters, to recognise it; the whole is shown once, at creation. */
  prefix: z.string(),
  scopes: z.array(z.string()),
  /** The sites that it sees and writes; null: the whole organisation's. */
  siteIds: z.array(z.uuid()).nullable(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
})
export type ApiKey = z.output<typeof ApiKey>

/** Over what a member's rights are: chosen sites, and chosen teams with their sites. */
export const Scope = z.object({ siteIds: z.array(z.uuid()).max(500), teamIds: z.array(z.uuid()).max(500) })
export type Scope = z.output<typeof Scope>
export const Member = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: Role,
  /** Null: the whole organisation. */
  scope: Scope.nullable(),
  since: z.iso.datetime(),
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

const keys = 'API keys'
export const listApiKeys = endpoint({
  method: 'GET',
  path: '/api/api-keys',
  tag: keys,
  summary: 'List the API keys',
  reply: z.object({ items: z.array(ApiKey), /** Every right that a key may carry. */ scopes: z.array(z.string()) }),
})
export const createApiKey = endpoint({
  method: 'POST',
  path: '/api/api-keys',
  tag: keys,
  status: 201,
  summary: 'Create an API key; its secret is shown this once',
  body: z.object({
    name: z.string().trim().min(1).max(80),
    scopes: z.array(z.string()).min(1).max(50),
    siteIds: z.array(z.uuid()).min(1).max(500).nullable().default(null),
  }),
  reply: ApiKey.extend({ secret: z.string() }),
  shownOnce: true,
  settings: ['name', 'scopes'],
})
export const revokeApiKey = endpoint({
  method: 'DELETE',
  path: '/api/api-keys/:id',
  tag: keys,
  summary: 'Revoke an API key',
  params: IdParams,
  reply: Empty,
})
