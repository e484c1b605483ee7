import { createHash } from 'node:crypto'
import type { Caller } from '#kernel/auth'
import type { Tx } from '#kernel/db'
import type { Endpoint } from '#shared/endpoint'
import { conflict, DomainError, invalid } from '#shared/errors'
import * as repo from './kept-reply-repo.ts'

/** A reply in its final form: the same bytes the first time and when it is given back. */
export class Answer {
  readonly status: number
  readonly text: string
  readonly isReplay: boolean
  constructor(status: number, text: string, isReplay: boolean) {
    this.status = status
    this.text = text
    this.isReplay = isReplay
  }
}

/** A creation that may be asked for twice: see {@link once}. */
export type Creation = { place: repo.Place; fingerprint: Buffer; endpoint: Endpoint }

export const creates = ({ method, status }: Endpoint) => method === 'POST' && status === 201

const hash = (text: string) => createHash('sha256').update(text).digest()

/**
 * The creation that an `Idempotency-Key` names, undefined without one.
 * @param input as validated: the same whatever the order and the spaces of its JSON. Asked over other sites it is another
 *   request: what was made is not shown again to whoever no longer sees it.
 * @throws {DomainError} `idempotency.bad_key` (400).
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export function creationOf(
  endpoint: Endpoint,
  caller: Caller,
  header: string | string[] | undefined,
  input: unknown,
): Creation | undefined {
  if (header === undefined || !creates(endpoint)) return undefined
  return {
    place: { orgId: caller.orgId, callerId: caller.userId, keyHash: hash(readKey(String(header))) },
    fingerprint: hash(JSON.stringify([endpoint.method, endpoint.path, input, caller.siteIds, caller.staff])),
    endpoint,
  }
}

/** A quoted string, as the draft has it, or the bare characters that most programs send. */
function readKey(header: string): string {
  const [, quoted, bare] = /^(?:"((?:[ !#-[\]-~]|\\["\\])*)"|([!#-~]*))$/.exec(header) ?? []
  const key = quoted?.replaceAll(/\\(.)/g, '$1') ?? bare ?? ''
  if (key.length === 0 || key.length > 255) throw new DomainError(400, 'idempotency.bad_key')
  return key
}

/**
 * Creates in this transaction and keeps the reply there too: both exist or neither. Asked again within a day, it gives
 * the reply back and creates nothing. A refusal is not kept: it is asked again.
 * @throws {DomainError} `idempotency.in_progress` (409), `idempotency.other_request` (422),
 *   `idempotency.secret_shown_once` (409).
 */
export async function once<T>(tx: Tx, creation: Creation | undefined, create: () => Promise<T>): Promise<T | Answer> {
  if (!creation) return create()
  return (await recall(tx, creation)) ?? keep(tx, creation, await create())
}

export async function recall(tx: Tx, { place, fingerprint }: Creation): Promise<Answer | undefined> {
  const kept = await repo.claim(tx, place)
  if (kept === 'busy') throw conflict('idempotency.in_progress', { retryAfterSeconds: 1 })
  if (!kept) return undefined
  if (!kept.fingerprint.equals(fingerprint)) throw invalid('idempotency.other_request')
  if (kept.reply === null) throw conflict('idempotency.secret_shown_once', { id: kept.object_id })
  return new Answer(kept.status, kept.reply, true)
}

export async function keep(tx: Tx, { place, fingerprint, endpoint }: Creation, result: unknown): Promise<Answer> {
  const answer = new Answer(endpoint.status!, JSON.stringify(endpoint.reply.parse(result)), false)
  const { status, text } = answer
  const object_id = (result as { id?: string }).id ?? null
  await repo.keep(tx, place, { fingerprint, status, object_id, reply: endpoint.shownOnce ? null : text })
  return answer
}
