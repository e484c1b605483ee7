import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { isReachable, readRange } from './address.ts'
import { type Answer, exchange, isRedirect } from './exchange.ts'
import { traced } from '#kernel/trace'
import { OutgoingError } from './refusal.ts'

export type Outgoing = {
  /** Asks an address that a user typed. @throws {OutgoingError} */
  ask: (request: OutgoingRequest) => Promise<Answer & { /** The last one asked. */ url: string }>
  /**
   * Early help while a form is filled in: refuses what can be seen to be wrong. {@link Outgoing.ask} checks again when it
   * connects, for names change. @throws {OutgoingError}; not for a name that is not known yet.
   */
  check: (url: string) => Promise<void>
}
export type OutgoingRequest = {
  url: string
  /** Sent as JSON by POST when there is one. */
  body?: string
  headers?: Record<string, string>
  /** How much of the answer is read at most; 0: its head only. */
  maxBytes: number
  /** Media types taken; any when left out. */
  types?: string[]
  /** Followed at most, 3 or fewer, and never with a body. None by default. */
  redirects?: number
  /** Of the whole, names and redirects included. */
  timeoutMs: number
}

type Settings = {
  /** Ranges opened beside the public internet, such as `10.0.0.0/8`. */
  outgoingAllow?: string[]
  /** Ports that may be asked, from and to; 80 and 443 by default. */
  outgoingPorts?: [from: number, to: number][]
  /** Finds the addresses of a name; the system's resolver by default, hence with /etc/hosts. */
  resolve?: Resolve
}
export type Resolve = (name: string) => Promise<string[]>

const webPorts: [number, number][] = [80, 443].map((port) => [port, port])
const bySystem: Resolve = async (name) => (await lookup(name, { all: true })).map(({ address }) => address)

/** The one way out to addresses that users typed: webhooks, avatars, discovery, previews. */
export function openOutgoing({
  outgoingAllow = [],
  outgoingPorts = webPorts,
  resolve = bySystem,
}: Settings = {}): Outgoing {
  const opened = outgoingAllow.map(readRange).filter((range) => range !== undefined)

  /** All of a name's addresses, or none: one that is refused among them is a trap. */
  const addressesOf = async (url: URL, signal: AbortSignal): Promise<string[]> => {
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const addresses = isIP(host) ? [host] : await inTime(resolve(host), signal)
    if (addresses.length === 0) throw new OutgoingError('name_unknown')
    if (!addresses.every((address) => isReachable(address, opened))) throw new OutgoingError('address_refused')
    return addresses
  }

  return {
    async check(text) {
      const url = readUrl(text, outgoingPorts)
      await addressesOf(url, AbortSignal.timeout(2000)).catch((error: unknown) => {
        if (error instanceof OutgoingError && error.code === 'outgoing.address_refused') throw error
      })
    },
    async ask({ body, headers = {}, redirects = 0, timeoutMs, ...request }) {
      const signal = AbortSignal.timeout(timeoutMs)
      const mayFollow = body === undefined ? Math.min(redirects, 3) : 0
      let url = readUrl(request.url, outgoingPorts)
      let sent = body === undefined ? headers : { 'content-type': 'application/json', ...headers }
      for (let hop = 0; ; hop += 1) {
        const addresses = await addressesOf(url, signal)
        const method = body === undefined ? 'GET' : 'POST'
        // Whose address it is, is the tenant's own business.
        const answer = await traced(`${method} outside`, 'client', { 'http.request.method': method }, () =>
          exchange({ ...request, url, addresses, method, headers: sent, body, signal }),
        )
        const { location } = answer.headers
        if (redirects === 0 || !isRedirect(answer.status) || typeof location !== 'string')
          return { ...answer, url: url.href }
        if (hop >= mayFollow) throw new OutgoingError('too_many_redirects')
        const next = readUrl(location, outgoingPorts, url)
        if (next.origin !== url.origin) sent = withoutCredentials(sent)
        url = next
      }
    },
  }
}

function readUrl(text: string, ports: [number, number][], base?: URL): URL {
  if (!URL.canParse(text, base)) throw new OutgoingError('bad_address')
  const url = new URL(text, base)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new OutgoingError('scheme')
  if (url.username || url.password) throw new OutgoingError('user_info')
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  if (!ports.some(([from, to]) => from <= port && port <= to)) throw new OutgoingError('port')
  return url
}

/** What another host may hear: headers have many ways to carry a secret, so only those known to carry none. */
const withoutCredentials = (headers: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) =>
      ['accept', 'accept-language', 'user-agent'].includes(name.toLowerCase()),
    ),
  )

/** The system's resolver cannot be called off: the request goes on without its answer. */
function inTime(found: Promise<string[]>, signal: AbortSignal): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new OutgoingError('timeout'))
    if (signal.aborted) return late()
    signal.addEventListener('abort', late, { once: true })
    found
      .then(resolve, (error: unknown) => reject(new OutgoingError('name_unknown', error)))
      .finally(() => signal.removeEventListener('abort', late))
  })
}
