import type { Endpoint, Reply, Request } from '#shared/endpoint'
import { language, text } from '#web/i18n'
import { keyOfAttempt, settleAttempt } from './attempts.ts'
import { ApiError } from './error.ts'
import { setAnswered } from './reachable.ts'

type Parts = { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown }
export type CallOptions = { signal?: AbortSignal }
/** The request may be left out when the endpoint asks for nothing. */
export type Given<E, O> =
  object extends Request<E> ? [request?: Request<E>, options?: O] : [request: Request<E>, options?: O]

/** The address of an endpoint, for a link: a CSV to download. */
export function hrefOf<E extends Endpoint>(endpoint: E, ...[request]: Given<E, never>): string {
  const { params = {}, query = {} } = (request ?? {}) as Parts
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(asText(params[name])))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, asText(value))
  }
  return search.size > 0 ? `${path}?${search.toString()}` : path
}

const asText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''

/** @throws {ApiError} on any refusal, `network` (status 0) when there is no answer. */
export async function callApi<E extends Endpoint>(
  endpoint: E,
  ...[request, { signal } = {}]: Given<E, CallOptions>
): Promise<Reply<E>> {
  const { body: given } = (request ?? {}) as Parts
  const body = given === undefined ? undefined : JSON.stringify(given)
  const href = hrefOf(endpoint, ...([request] as unknown as Given<E, never>))
  const creation = endpoint.status === 201 ? `${href} ${body}` : undefined
  const response = await fetch(href, {
    method: endpoint.method,
    headers: {
      accept: 'application/json, application/problem+json',
      'accept-language': language(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(creation !== undefined && { 'idempotency-key': keyOfAttempt(creation) }),
    },
    body,
    signal,
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause
    setAnswered(false)
    throw new ApiError(0, 'network', text('errors.network'))
  })
  // A proxy that finds no server behind it says so in its own way.
  const isAnswer = response.ok || response.headers.get('content-type')?.includes('json') || response.status < 500
  setAnswered(isAnswer)
  if (!isAnswer) throw new ApiError(0, 'network', text('errors.network'))
  const refusal = response.ok ? undefined : await ApiError.from(response, text('errors.unknown'))
  const isSettled = !refusal || (refusal.status < 500 && refusal.code !== 'idempotency.in_progress')
  if (creation !== undefined && isSettled) settleAttempt(creation)
  if (refusal) throw refusal
  return (await response.json()) as Reply<E>
}
