import { z } from 'zod'
import { endpoint, IdParams, page, PageQuery } from '#shared/endpoint'

/** Anything owed to somebody, with its clock. */
export const Request = z.object({
  id: z.uuid(),
  subject: z.string(),
  /** Null: the whole company's. */
  siteId: z.uuid().nullable(),
  siteName: z.string().nullable(),
  /** Of its site, or of the company's first. */
  timeZone: z.string(),
  /** To whom it is owed. */
  personName: z.string().nullable(),
  /** The call that it came from. */
  interactionId: z.uuid().nullable(),
  /** The answer that it came from: somebody unhappy is to be called back. */
  answerId: z.uuid().nullable(),
  /** Between two people: nobody else sees it, whatever their rights. */
  isPrivate: z.boolean(),
  /** Who is to do it; null: whoever is there. */
  ownerId: z.uuid().nullable(),
  ownerName: z.string().nullable(),
  openedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  /** Open and past its due instant, or closed after it. */
  late: z.boolean(),
})
export type Request = z.output<typeof Request>

/** What happened to it. `by` is null when nobody of the organisation did it: a rule, or a program. */
export const RequestStep = z.object({
  id: z.uuid(),
  kind: z.enum(['opened', 'assigned', 'closed', 'reopened']),
  at: z.iso.datetime(),
  by: z.string().nullable(),
  /** `assigned`: to whom; null when to nobody. */
  ownerName: z.string().nullable(),
})
export type RequestStep = z.output<typeof RequestStep>
export const RequestDetail = Request.extend({ history: z.array(RequestStep) })
export type RequestDetail = z.output<typeof RequestDetail>

export const RequestFilter = z.object({
  state: z.enum(['open', 'closed']).default('open'),
  /** `me`: the caller's own; `none`: nobody's. */
  owner: z.union([z.enum(['me', 'none']), z.uuid()]).optional(),
  siteId: z.uuid().optional(),
  late: z.literal('yes').optional(),
})
export type RequestFilter = z.output<typeof RequestFilter>

/** Of open requests, whatever the filter. */
export const RequestCounts = z.object({
  open: z.number().int(),
  late: z.number().int(),
  mine: z.number().int(),
  unowned: z.number().int(),
})
export type RequestCounts = z.output<typeof RequestCounts>

const Subject = z.string().trim().min(1).max(200)
const tag = 'Requests'
export const listRequests = endpoint({
  method: 'GET',
  path: '/api/requests',
  tag,
  summary: 'List what is to be done: open ones by due instant, so late first; closed ones newest first',
  sees: 'people',
  query: RequestFilter.extend(PageQuery.shape),
  reply: page(Request).extend({ counts: RequestCounts }),
})
export const getRequest = endpoint({
  method: 'GET',
  path: '/api/requests/:id',
  tag,
  summary: 'One request and its history',
  sees: 'people',
  params: IdParams,
  reply: RequestDetail,
})
export const openRequest = endpoint({
  method: 'POST',
  path: '/api/requests',
  tag,
  status: 201,
  summary: 'Open a request',
  settings: ['dueAt', 'siteId', 'ownerId'],
  body: z.object({
    subject: Subject,
    dueAt: z.iso.datetime(),
    siteId: z.uuid().nullable().default(null),
    ownerId: z.uuid().nullable().default(null),
    /** Its person is the one to whom something is owed; its site is the request’s when none is given. */
    interactionId: z.uuid().nullable().default(null),
  }),
  reply: Request,
})
export const assignRequest = endpoint({
  method: 'PUT',
  path: '/api/requests/:id/owner',
  tag,
  summary: 'Give a request to somebody, or to nobody in particular (null)',
  settings: ['ownerId'],
  params: IdParams,
  body: z.object({ ownerId: z.uuid().nullable() }),
  reply: Request,
})
export const closeRequest = endpoint({
  method: 'PUT',
  path: '/api/requests/:id/closure',
  tag,
  summary: 'Close a request',
  params: IdParams,
  reply: Request,
})
export const reopenRequest = endpoint({
  method: 'DELETE',
  path: '/api/requests/:id/closure',
  tag,
  summary: 'Open a closed request again; an open one stays as it is',
  params: IdParams,
  reply: Request,
})
export const listOwners = endpoint({
  method: 'GET',
  path: '/api/request-owners',
  tag,
  summary: 'Who may be given a request',
  reply: z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string() })) }),
})
