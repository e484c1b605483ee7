import { z } from 'zod'
import { endpoint, IdParams, page, PageQuery } from '#shared/endpoint'

/** A file of the company's own: what it is, how far it is, what has become of its lines. */
export const Import = z.object({
  id: z.uuid(),
  kind: z.string(),
  fileName: z.string(),
  /** Heads of its columns. */
  columns: z.array(z.string()),
  /** `draft`: its columns wait to be confirmed; `failed`: the file as a whole was useless. */
  status: z.enum(['draft', 'waiting', 'running', 'done', 'failed']),
  /** Why it failed. */
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** Read so far, the heads not counted. */
  lines: z.number().int(),
  created: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
})
export type Import = z.output<typeof Import>

/** Place of a column, from 0, for each field that has one. */
const Mapping = z.array(z.object({ field: z.string().max(60), place: z.number().int().min(0).max(999) })).max(60)
const ImportField = z.object({ name: z.string(), needed: z.boolean() })
export type ImportField = z.output<typeof ImportField>

/** A line that was refused, as the file counts it. */
export const ImportRefusal = z.object({
  line: z.number().int(),
  code: z.string(),
  message: z.string(),
})
export type ImportRefusal = z.output<typeof ImportRefusal>

const tag = 'Imports'
export const mostFileBytes = 24 * 1024 * 1024

export const listImportKinds = endpoint({
  method: 'GET',
  path: '/api/import-kinds',
  tag,
  summary: 'List what may be imported, and the fields of each',
  reply: z.object({ items: z.array(z.object({ kind: z.string(), fields: z.array(ImportField) })) }),
})
export const listImports = endpoint({
  method: 'GET',
  path: '/api/imports',
  tag,
  summary: 'List the imports, newest first; drafts for a day',
  query: PageQuery,
  reply: page(Import),
})
export const createImport = endpoint({
  method: 'POST',
  path: '/api/imports',
  tag,
  status: 201,
  summary: 'Give a file (CSV or .xlsx, 24 MiB at most); it waits for its columns to be confirmed',
  body: z.object({
    kind: z.string().max(60),
    fileName: z.string().trim().min(1).max(200),
    content: z.base64().max(Math.ceil(mostFileBytes / 3) * 4),
  }),
  mostBytes: 2 * mostFileBytes,
  reply: Import.extend({
    /** The first rows after the heads. They are not kept. */
    sample: z.array(z.array(z.string())),
    mapping: Mapping,
  }),
  settings: ['kind'],
})
export const startImport = endpoint({
  method: 'PUT',
  path: '/api/imports/:id/mapping',
  tag,
  summary: 'Say which column holds which field: the import begins',
  params: IdParams,
  body: z.object({ mapping: Mapping }),
  reply: Import,
})
export const getImport = endpoint({
  method: 'GET',
  path: '/api/imports/:id',
  tag,
  summary: 'One import, with its first refused lines',
  params: IdParams,
  reply: Import.extend({
    refusals: z.array(ImportRefusal),
    /** As chosen; of a draft, as the heads tell. */
    mapping: Mapping,
  }),
})
export const exportRefusals = endpoint({
  method: 'GET',
  path: '/api/imports/:id/refusals.csv',
  tag,
  summary: 'Download every refused line with its reason',
  params: IdParams,
  reply: z.string(),
  produces: 'text/csv',
})
