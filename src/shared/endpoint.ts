import { z } from 'zod'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Shape = z.ZodType | undefined

/** One door of the HTTP API: validated and served by the server, listed by OpenAPI, called with full types by the web. */
export type Endpoint<
  P extends Shape = Shape,
  Q extends Shape = Shape,
  B extends Shape = Shape,
  R extends z.ZodType = z.ZodType,
> = {
  method: Method
  /** Fastify's writing: `/api/calls/:id`. */
  path: string
  summary: string
  /** Groups the endpoint in the reference page. */
  tag: string
  params?: P
  query?: Q
  body?: B
  reply: R
  /** Status of success; 200 by default, 201 for a creation. */
  status?: number
  /** Media type of the reply when it is not JSON, such as `text/csv`. */
  produces?: string
  /** It shows what is about people, always or when one of these fields of the query is given: the audit log notes who looked. */
  sees?: 'people' | readonly string[]
  /** Fields of the body whose values the audit log may hold, before and after: a secret, a person's words or number never. */
  settings?: readonly string[]
  /** How large a body may be, in bytes; 1 MiB by default. */
  mostBytes?: number
  /** The reply holds a secret that is never shown again: it is not kept for a request that comes twice. */
  shownOnce?: boolean
}

export function endpoint<
  R extends z.ZodType,
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
>(definition: Endpoint<P, Q, B, R>): Endpoint<P, Q, B, R> {
  return definition
}

type Value<S> = S extends z.ZodType ? z.output<S> : undefined
type Given<S> = S extends z.ZodType ? z.input<S> : undefined

/** What a handler receives: validated, with defaults filled in. */
export type Input<E> =
  E extends Endpoint<infer P, infer Q, infer B> ? { params: Value<P>; query: Value<Q>; body: Value<B> } : never
/** What a caller gives: only the parts that the endpoint has. */
export type Request<E> =
  E extends Endpoint<infer P, infer Q, infer B>
    ? (P extends z.ZodType ? { params: Given<P> } : object) &
        (Q extends z.ZodType ? { query?: Given<Q> } : object) &
        (B extends z.ZodType ? { body: Given<B> } : object)
    : never
export type Reply<E> = E extends Endpoint<Shape, Shape, Shape, infer R> ? z.output<R> : never

/** A list read in steps: give `next` back as `cursor`; `null` at the end. */
export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() })
export const PageQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export const IdParams = z.object({ id: z.uuid() })
export const Empty = z.object({})
