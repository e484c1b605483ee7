import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { knows, languageOf, say } from '#kernel/i18n'
import { DomainError, InputError } from '#shared/errors'

/** After which a pool that was exhausted or a database that was restarted may well be there again. */
const busySeconds = 2

type Field = { path: string; code: string }

/** Turns whatever was thrown into application/problem+json (RFC 9457) with a stable code and nothing internal. */
export function sendProblem(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply) {
  const { status, code, params, fields } = explain(error)
  if (status >= 500) request.log.error({ err: error }, 'A request failed')
  const language = languageOf(request.headers['accept-language'])
  const sentence = (lang: 'fr' | 'en', key: string, values: Record<string, unknown>) =>
    say(lang, `errors.${knows(`errors.${key}`) ? key : 'input.invalid'}`, values)
  const waitSeconds = { 429: Number(params.minutes ?? 1) * 60, 503: busySeconds }[status] ?? 0
  const retryAfterSeconds = Number(params.retryAfterSeconds ?? waitSeconds)
  if (retryAfterSeconds > 0) void reply.header('retry-after', String(retryAfterSeconds))
  return reply
    .removeHeader('content-disposition')
    .status(status)
    .type('application/problem+json')
    .send({
      type: 'about:blank',
      status,
      code,
      title: sentence(language, code, params),
      detail: sentence(language, code, params),
      messages: { fr: sentence('fr', code, params), en: sentence('en', code, params) },
      ...(fields && { errors: fields.map((field) => ({ ...field, message: sentence(language, field.code, {}) })) }),
    })
}

function explain(error: Error & { code?: string; statusCode?: number; syscall?: string }): {
  status: number
  code: string
  params: Record<string, unknown>
  fields?: Field[]
} {
  if (error instanceof InputError) return { status: error.status, code: error.code, params: {}, fields: error.fields }
  if (error instanceof DomainError) return error
  const known = byCode[error.code ?? '']
  if (known) return { status: known[0], code: known[1], params: {} }
  // What `pg` says of a connection that was cut or not had in time has no code; a socket that is gone has another's.
  if (/^Connection terminated|^timeout exceeded when|not queryable$/.test(error.message) || error.syscall === 'connect')
    return { status: 503, code: 'server.busy', params: {} }
  if (error.statusCode !== undefined && error.statusCode < 500)
    return { status: error.statusCode, code: 'input.invalid', params: {} }
  return { status: 500, code: 'server.failed', params: {} }
}

/** Fastify's codes, and PostgreSQL's: what they would tell of another organisation's values stays here. */
const byCode: Record<string, [number, string]> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'input.too_large'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'input.media_type'],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'input.not_json'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'input.not_json'],
  '23505': [409, 'value.taken'],
  '23503': [422, 'reference.unknown'],
  '23P01': [409, 'value.taken'],
  '23514': [422, 'input.invalid'],
  '22007': [422, 'input.invalid'],
  '22008': [422, 'input.invalid'],
  '22P02': [422, 'input.invalid'],
  '22P05': [400, 'input.invalid'],
  '22021': [400, 'input.invalid'],
  '40P01': [503, 'server.busy'],
  '53100': [503, 'server.storage_full'],
  ENOSPC: [503, 'server.storage_full'],
  '53300': [503, 'server.busy'],
  '57P01': [503, 'server.busy'],
  '57P02': [503, 'server.busy'],
  '57P03': [503, 'server.busy'],
  ECONNREFUSED: [503, 'server.busy'],
  ECONNRESET: [503, 'server.busy'],
  EPIPE: [503, 'server.busy'],
  ETIMEDOUT: [503, 'server.busy'],
}
