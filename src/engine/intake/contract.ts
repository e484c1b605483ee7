import { z } from 'zod'
import { endpoint, IdParams, page, PageQuery } from '#shared/endpoint'

/** Something that came from outside, kept as it came until it has been understood. */
export const Delivery = z.object({
  id: z.uuid(),
  /** How it came in: `twiml`, `api` or `import`. */
  source: z.string(),
  receivedAt: z.iso.datetime(),
  /** `waiting`: not yet processed; `done`; `refused`: cannot be processed as it is. */
  state: z.enum(['waiting', 'done', 'refused']),
  /** Why it was refused: the code of an error, and its sentence in the reader's language. */
  reason: z.object({ code: z.string(), message: z.string() }).nullable(),
  attempts: z.number().int(),
  /** As it came, at most 4,000 characters shown. */
  body: z.string(),
})
export type Delivery = z.output<typeof Delivery>

/** A delivery that could not be processed as it came, without what it says. */
export const RefusedDelivery = Delivery.pick({ id: true, source: true, receivedAt: true, state: true }).extend({
  /** Of the refusal; null once it has been processed. */
  code: z.string().nullable(),
  /** Why, in French; null once it has been processed. */
  reason: z.string().nullable(),
})
export type RefusedDelivery = z.output<typeof RefusedDelivery>

const tag = 'Intake'
export const listDeliveries = endpoint({
  method: 'GET',
  path: '/api/deliveries',
  tag,
  summary: 'List what came in, refused first asked for: the quarantine',
  query: PageQuery.extend({ state: Delivery.shape.state.default('refused') }),
  reply: page(Delivery).extend({ total: z.number().int() }),
  sees: 'people',
})
export const retryDelivery = endpoint({
  method: 'PUT',
  path: '/api/deliveries/:id/retry',
  tag,
  summary: 'Process a refused delivery again',
  params: IdParams,
  reply: Delivery,
})
