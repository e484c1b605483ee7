import { z } from 'zod'
import { Empty, endpoint, IdParams } from '#shared/endpoint'

const instant = z.iso.datetime()

/** A program that calls the API. It shows what it is with any of its keys. */
export const ServiceAccount = z.object({
  id: z.uuid(),
  name: z.string(),
  /** What it is for, and whom to ask about it. */
  note: z.string(),
  createdAt: instant,
  /** Since when its keys open nothing; null: they do. */
  suspendedAt: instant.nullable(),
})
export type ServiceAccount = z.output<typeof ServiceAccount>

export const ApiKey = z.object({
  id: z.uuid(),
  serviceAccountId: z.uuid(),
  name: z.string(),
  /** First characters, to recognise it; the whole is shown once, at creation. */
  prefix: z.string(),
  scopes: z.array(z.string()),
  /** The sites that it sees and writes; null: the whole organisation's. */
  siteIds: z.array(z.uuid()).nullable(),
  createdAt: instant,
  /** From when it opens nothing; null: it has no end. */
  expiresAt: instant.nullable(),
  /** Since when another is in its place. */
  rotatedAt: instant.nullable(),
  lastUsedAt: instant.nullable(),
})
export type ApiKey = z.output<typeof ApiKey>
const NewApiKey = ApiKey.extend({ secret: z.string() })

const name = z.string().trim().min(1).max(80)
const note = z.string().trim().max(500)
const accounts = 'Service accounts'

export const listServiceAccounts = endpoint({
  method: 'GET',
  path: '/api/service-accounts',
  tag: accounts,
  summary: 'List the service accounts',
  reply: z.object({ items: z.array(ServiceAccount) }),
})
export const createServiceAccount = endpoint({
  method: 'POST',
  path: '/api/service-accounts',
  tag: accounts,
  status: 201,
  summary: 'Create a service account, for a program that calls the API',
  body: z.object({ name, note: note.default('') }),
  settings: ['name', 'note'],
  reply: ServiceAccount,
})
export const updateServiceAccount = endpoint({
  method: 'PATCH',
  path: '/api/service-accounts/:id',
  tag: accounts,
  summary: 'Rename a service account, suspend it or let it work again',
  params: IdParams,
  body: z.object({ name, note, suspended: z.boolean() }).partial(),
  settings: ['name', 'note', 'suspended'],
  reply: ServiceAccount,
})
export const removeServiceAccount = endpoint({
  method: 'DELETE',
  path: '/api/service-accounts/:id',
  tag: accounts,
  summary: 'Remove a service account and revoke all its keys',
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
    /** Whose key; absent: of a new service account of the same name. */
    serviceAccountId: z.uuid().optional(),
    name,
    scopes: z.array(z.string()).min(1).max(50),
    siteIds: z.array(z.uuid()).min(1).max(500).nullable().default(null),
    /** Null: it has no end. */
    expiresInDays: z.int().min(1).max(1095).nullable().default(365),
  }),
  reply: NewApiKey,
  shownOnce: true,
  settings: ['serviceAccountId', 'name', 'scopes', 'siteIds', 'expiresInDays'],
})
export const rotateApiKey = endpoint({
  method: 'POST',
  path: '/api/api-keys/:id/rotate',
  tag: keys,
  status: 201,
  summary: 'Replace an API key by a new one of the same rights and life; the old one still works for a while',
  params: IdParams,
  body: z.object({ /** How long the old key still works. */ overlapHours: z.int().min(0).max(720).default(24) }),
  reply: NewApiKey,
  shownOnce: true,
  settings: ['overlapHours'],
})
export const revokeApiKey = endpoint({
  method: 'DELETE',
  path: '/api/api-keys/:id',
  tag: keys,
  summary: 'Revoke an API key',
  params: IdParams,
  reply: Empty,
})
