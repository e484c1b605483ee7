import type { CallEvent } from '#engine/interactions/contract'
import type { Provider } from './contract.ts'

/** What we ask of whoever speaks a telephone cloud's language. Implemented by adapters/twiml. */
export type VoiceCloud = {
  /** Whether the request comes from the cloud that shares the secret; `url` is the public one, whole. */
  verifySignature: (request: {
    provider: Provider
    secret: string
    url: string
    headers: Record<string, string | string[] | undefined>
    rawBody: Buffer
    now: Date
  }) => boolean
  /** @throws {DomainError} `hook.malformed` (413, 422). */
  parseForm: (rawBody: Buffer) => Record<string, string>
  /** @throws {DomainError} `hook.malformed` (422). */
  parseCallEvent: (params: Record<string, string>, receivedAt: Date) => CallEvent
  dialReply: (dial: { to: string; actionUrl: string; timeoutSeconds: number }) => string
  emptyReply: () => string
}
