import { z } from 'zod'
import { endpoint, IdParams } from '#shared/endpoint'

/**
 * What somebody says yes to: each lifts what it names and no more (French consumer code, articles L223-1 and D223-9; CPCE,
 * article L34-5). `measurement` is being recognised on the website.
 */
export const Purpose = z.enum(['measurement', 'advertising', 'telephone', 'telephone_hours', 'email', 'sms'])
export type Purpose = z.output<typeof Purpose>

export const ConsentText = z.object({
  id: z.uuid(),
  /** What websites and forms name it by, such as `2026-11`. */
  version: z.string(),
  purposes: z.array(Purpose),
  /** Word by word what is read. */
  body: z.string(),
  createdAt: z.iso.datetime(),
  /** How many people said yes to it, whatever they said later. */
  people: z.number().int(),
})
export type ConsentText = z.output<typeof ConsentText>

/** A version that visits carry: what was read is known if a text of that version is kept here. */
export const ShownVersion = z.object({
  version: z.string(),
  visits: z.number().int(),
  firstAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
})
export type ShownVersion = z.output<typeof ShownVersion>

/** A file that proves what was said: a form that was scanned, a letter. */
export const Proof = z.object({ id: z.uuid(), name: z.string() })
export type Proof = z.output<typeof Proof>

/** One thing said about one purpose. */
export const Said = z.object({
  id: z.uuid(),
  purpose: Purpose,
  given: z.boolean(),
  /** The version of the text that was read; null for what was taken back. */
  version: z.string().nullable(),
  at: z.iso.datetime(),
  place: z.string(),
  recordedAt: z.iso.datetime(),
  proof: Proof.nullable(),
})
export type Said = z.output<typeof Said>

const Phone = z.string().trim().min(1).max(40)
const Version = z.string().trim().min(1).max(60)
const tag = 'Personal data'
export const listConsentTexts = endpoint({
  method: 'GET',
  path: '/api/consent-texts',
  tag,
  summary: 'List the texts to which people say yes, and the versions that visits of the websites carry',
  reply: z.object({ items: z.array(ConsentText), shown: z.array(ShownVersion) }),
})
export const addConsentText = endpoint({
  method: 'POST',
  path: '/api/consent-texts',
  tag,
  status: 201,
  summary: 'Keep a text word by word; it cannot be changed, another version can be added',
  body: z.object({
    version: Version,
    purposes: z.array(Purpose).min(1).max(6),
    body: z.string().trim().min(1).max(10_000),
  }),
  settings: ['version', 'purposes'],
  reply: ConsentText,
})
export const recordConsent = endpoint({
  method: 'POST',
  path: '/api/consents',
  tag,
  status: 201,
  summary: 'Record that somebody said yes, or took it back: to what, when and where',
  body: z.object({
    phone: Phone,
    purposes: z.array(Purpose).min(1).max(6),
    given: z.boolean(),
    /** The version of the text that was read; needed for a yes. */
    version: Version.optional(),
    /** Now, by default. */
    at: z.iso.datetime({ offset: true }).optional(),
    place: z.string().trim().min(1).max(300),
    proofId: z.uuid().optional(),
  }),
  settings: ['purposes', 'given', 'version'],
  reply: z.object({ items: z.array(Said) }),
})
export const readConsents = endpoint({
  method: 'POST',
  path: '/api/consent-states',
  tag,
  summary: 'What whoever has a number has said, newest first: the first of each purpose holds',
  body: z.object({ phone: Phone }),
  reply: z.object({ phone: z.string(), items: z.array(Said) }),
})

/** Served apart from the API: what others wrote is never a page of ours. */
export const mostProofBytes = 5 * 1024 * 1024
export const listProofs = endpoint({
  method: 'GET',
  path: '/files/consent-proofs',
  tag,
  sees: 'people',
  summary: 'List the files that prove consents, newest first, 200 at most',
  reply: z.object({
    items: z.array(Proof.extend({ size: z.number().int(), sha256: z.string(), createdAt: z.iso.datetime() })),
  }),
})
export const addProof = endpoint({
  method: 'POST',
  path: '/files/consent-proofs',
  tag,
  status: 201,
  summary:
    'Give a file that proves a consent (PDF, PNG, JPEG, WebP or plain text, 5 MiB at most), to be named when it is recorded',
  body: z.object({
    fileName: z.string().trim().min(1).max(200),
    content: z.base64().max(Math.ceil(mostProofBytes / 3) * 4),
  }),
  mostBytes: 2 * mostProofBytes,
  reply: Proof,
})
export const readProof = endpoint({
  method: 'GET',
  path: '/files/consent-proofs/:id',
  tag,
  sees: 'people',
  summary: 'Download a file that proves a consent',
  params: IdParams,
  produces: 'application/octet-stream',
  reply: z.custom<Uint8Array>((value) => value instanceof Uint8Array).meta({ type: 'string', format: 'binary' }),
})
