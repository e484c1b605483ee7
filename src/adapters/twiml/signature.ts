import { createHash, createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto'
import { parse, stringify } from 'node:querystring'

export type TwimlProvider = 'twilio' | 'signalwire' | 'telnyx'

export interface SignedRequest {
  provider: TwimlProvider
  /** Twilio's auth token, SignalWire's signing key, or Telnyx's public key (32 bytes in base64). */
  secret: string
  /** Full public address, query included, as configured at the provider: never built from the `Host` header. */
  url: string
  headers: Record<string, string | string[] | undefined>
  /** Before any parsing: one byte changed or re-encoded, and nothing verifies. */
  rawBody: Buffer
  now: Date
}

/**
 * True only for a request that the provider signed. Anything missing, malformed or repeated is a refusal, and an empty
 * secret refuses everything.
 *
 * @see https://www.twilio.com/docs/usage/security
 * @see https://developer.signalwire.com/guides/webhook-security
 * @see https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks
 */
export function verifySignature(request: SignedRequest): boolean {
  if (!request.secret || !URL.canParse(request.url)) return false
  return strategies[request.provider](request)
}

const strategies: Record<TwimlProvider, (request: SignedRequest) => boolean> = {
  twilio: (request) => verifyTwilio(request, header(request, 'x-twilio-signature')),

  signalwire(request) {
    const { secret, url, rawBody } = request
    const hex = (algorithm: string) => createHmac(algorithm, secret).update(url).update(rawBody).digest('hex')
    if (isPresent(request, 'x-signalwire-sha256-signature')) {
      return isSame(header(request, 'x-signalwire-sha256-signature'), hex('sha256'))
    }
    const given = header(request, 'x-signalwire-signature') ?? header(request, 'x-twilio-signature')
    return isSame(given, hex('sha1')) || verifyTwilio(request, given)
  },

  telnyx(request) {
    const sentAt = header(request, 'telnyx-timestamp') ?? ''
    const signature = fromBase64(header(request, 'telnyx-signature-ed25519'), 64)
    const x = fromBase64(request.secret, 32)?.toString('base64url')
    if (!signature || !x || !/^\d{1,12}$/.test(sentAt)) return false
    if (Math.abs(request.now.getTime() / 1000 - Number(sentAt)) > telnyxToleranceSeconds) return false
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    return verify(null, Buffer.concat([Buffer.from(`${sentAt}|`), request.rawBody]), key, signature)
  },
}

const telnyxToleranceSeconds = 300

function verifyTwilio({ secret, url, rawBody }: SignedRequest, given: string | undefined): boolean {
  const bodyHash = new URL(url).searchParams.get('bodySHA256')
  if (bodyHash !== null && !isSame(bodyHash, createHash('sha256').update(rawBody).digest('hex'))) return false
  const signedFields = bodyHash === null ? sortedFields(rawBody) : ''
  return urlVariants(url).some((variant) =>
    isSame(
      given,
      createHmac('sha1', secret)
        .update(variant + signedFields)
        .digest('base64'),
    ),
  )
}

/** Names sorted by code unit, each followed by its value; a repeated name counts once per distinct value, sorted. */
function sortedFields(rawBody: Buffer): string {
  const form = new URLSearchParams(rawBody.toString())
  return [...new Set(form.keys())]
    .toSorted(byCodeUnit)
    .flatMap((name) => [...new Set(form.getAll(name))].toSorted(byCodeUnit).map((value) => name + value))
    .join('')
}

const byCodeUnit = (a: string, b: string) => (a < b ? -1 : Number(a > b))

/** Twilio is not consistent about the standard port nor about how it escapes the query: four readings are accepted. */
function urlVariants(url: string): string[] {
  const { protocol, username, password, hostname, port, pathname, search } = new URL(url)
  const user = username && `${username}${password && `:${password}`}@`
  const standardPort = protocol === 'https:' ? '443' : '80'
  return ['', `:${port || standardPort}`]
    .map((suffix) => `${protocol}//${user}${hostname}${suffix}${pathname}${search}`)
    .flatMap((variant) => [variant, withLegacyQuery(variant)])
}

function withLegacyQuery(url: string): string {
  const start = url.indexOf('?')
  return start < 0 ? url : `${url.slice(0, start)}?${stringify(parse(url.slice(start + 1)))}`
}

const matching = ({ headers }: SignedRequest, name: string) =>
  Object.entries(headers).filter(([key, value]) => key.toLowerCase() === name && value !== undefined)

const isPresent = (request: SignedRequest, name: string) => matching(request, name).length > 0

/** A header sent twice is ambiguous, hence absent. */
function header(request: SignedRequest, name: string): string | undefined {
  const values = matching(request, name).flatMap(([, value]) => value ?? [])
  return values.length === 1 ? values[0] : undefined
}

/** In constant time for equal lengths, which are public. */
function isSame(given: string | undefined, expected: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Strict: Node's own decoder silently skips what is not base64. */
function fromBase64(text: string | undefined, bytes: number): Buffer | undefined {
  const decoded = Buffer.from(text ?? '', 'base64')
  return decoded.length === bytes && decoded.toString('base64') === text ? decoded : undefined
}
