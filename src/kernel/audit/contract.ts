import { z } from 'zod'
import { endpoint, PageQuery } from '#shared/endpoint'

/** `change`: something was changed; `read`: something about people was seen; `refusal`: a right was missing; `access`: a way in (sign-in, session, key). */
export const kinds = ['change', 'read', 'refusal', 'access'] as const
export const Kind = z.enum(kinds)
export type Kind = z.output<typeof Kind>

/** A person's account, an API key, a service account, the command line, the house's own jobs, somebody unknown. */
export const whos = ['account', 'key', 'service', 'command', 'house', 'nobody'] as const
export const Who = z.enum(whos)
export type Who = z.output<typeof Who>

/** Field → null (its value is nobody's business) or its value before and after; `from` is absent for something new. */
export const Changes = z.record(z.string(), z.object({ from: z.unknown().optional(), to: z.unknown() }).nullable())
export type Changes = z.output<typeof Changes>

export const AuditEntry = z.object({
  /** Place in the organisation's chain, from 1, without a gap. */
  seq: z.number().int(),
  at: z.iso.datetime(),
  kind: Kind,
  who: Who,
  whoId: z.uuid().nullable(),
  /** Today's name of the account or key; null when there is none any more. */
  whoName: z.string().nullable(),
  /** IP address; null when none is known, or when its time has passed. */
  address: z.string().nullable(),
  /** The operation: an `operationId` of the OpenAPI document, or a word of ours such as `session.open`. */
  verb: z.string(),
  /** What the operation is called, in the reader's language; English where the house has no word for it yet. */
  label: z.string(),
  objectType: z.string().nullable(),
  objectId: z.uuid().nullable(),
  /** Today's name of the object when it is an account or a key. */
  objectName: z.string().nullable(),
  /** `done`, or the code of the refusal. */
  outcome: z.string(),
  changes: Changes,
  requestId: z.string().nullable(),
  /** SHA-256 in hexadecimal: seals this entry and all before it. */
  hash: z.string(),
})
export type AuditEntry = z.output<typeof AuditEntry>

export const brokenReasons = ['missing', 'changed', 'unlinked', 'emptied', 'unknown', 'unexpected'] as const

/** Where the chain stands. */
export const AuditChain = z.object({
  /** Last entry sealed and its hash: write them down elsewhere, and nobody can rewrite the log without being found. */
  seq: z.number().int(),
  hash: z.string(),
  sealedAt: z.iso.datetime().nullable(),
  /** The last verification: up to which entry, and the first broken one if any. */
  verified: z
    .object({
      at: z.iso.datetime(),
      seq: z.number().int(),
      broken: z.object({ seq: z.number().int(), reason: z.enum(brokenReasons) }).nullable(),
    })
    .nullable(),
  keepDays: z.object({ read: z.number().int(), change: z.number().int(), address: z.number().int() }),
})
export type AuditChain = z.output<typeof AuditChain>

/** Instants, the first included, the last excluded. */
export const AuditFilter = z.object({
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  kind: Kind.optional(),
  who: Who.optional(),
  whoId: z.uuid().optional(),
  verb: z.string().max(120).optional(),
  objectType: z.string().max(60).optional(),
  objectId: z.uuid().optional(),
})
export type AuditFilter = z.output<typeof AuditFilter>

const tag = 'Audit log'
export const getAuditFilters = endpoint({
  method: 'GET',
  path: '/api/audit-filters',
  tag,
  summary: 'What the audit log can be filtered by: who, and which operations',
  reply: z.object({
    whos: z.array(z.object({ id: z.uuid(), who: Who, name: z.string() })),
    verbs: z.array(z.object({ verb: z.string(), label: z.string() })),
  }),
})
export const listAuditEntries = endpoint({
  method: 'GET',
  path: '/api/audit-entries',
  tag,
  summary: 'List the audit log, newest first',
  query: AuditFilter.extend(PageQuery.shape),
  reply: z.object({ items: z.array(AuditEntry), next: z.string().nullable() }),
  sees: 'people',
})
export const exportAuditCsv = endpoint({
  method: 'GET',
  path: '/api/audit-entries.csv',
  tag,
  summary: 'Export the audit log to CSV (UTF-8, semicolons, protected from formula injection)',
  query: AuditFilter,
  reply: z.string(),
  produces: 'text/csv',
  sees: 'people',
})
export const exportAuditLines = endpoint({
  method: 'GET',
  path: '/api/audit-entries.jsonl',
  tag,
  summary: 'Export the audit log to JSON Lines, with all that is needed to check its chain elsewhere',
  query: AuditFilter,
  reply: z.string(),
  produces: 'application/x-ndjson',
  sees: 'people',
})
export const getAuditChain = endpoint({
  method: 'GET',
  path: '/api/audit-chain',
  tag,
  summary: 'Where the chain of the audit log stands, and what its last verification found',
  reply: AuditChain,
})
export const verifyAuditChain = endpoint({
  method: 'PUT',
  path: '/api/audit-chain/verification',
  tag,
  summary: 'Verify the whole chain of the audit log now',
  reply: AuditChain,
})
