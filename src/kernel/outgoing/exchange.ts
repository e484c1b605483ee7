import { type IncomingMessage, request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { explain, OutgoingError } from './refusal.ts'

export type Answer = {
  status: number
  /** Names in lower case. */
  headers: Record<string, string | string[] | undefined>
  /** Empty when nothing was to be read. */
  body: Buffer
}
export type Exchange = {
  url: URL
  /** Checked: the connection is made to one of these and to no other. */
  addresses: string[]
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: string
  maxBytes: number
  types?: string[]
  signal: AbortSignal
}

/**
 * One request, one answer, on a connection of its own: nothing of one tenant's is used again for another's.
 * Node's client rather than `fetch`: it takes no proxy from the environment unless its agent is told to, and connects
 * to the addresses that it is given while SNI, certificate and Host keep the name.
 * @throws {OutgoingError}
 */
export async function exchange({ url, addresses, method, headers, body, signal, ...limits }: Exchange) {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const start = url.protocol === 'https:' ? httpsRequest : httpRequest
  const request = start({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port,
    path: url.pathname + url.search,
    method,
    headers: { 'accept-encoding': 'identity', ...headers, host: url.host },
    lookup: only(addresses),
    agent: false,
    rejectUnauthorized: true, // whatever NODE_TLS_REJECT_UNAUTHORIZED says
    signal,
  })
  request
    .once('response', resolve)
    .on('error', reject)
    .once('close', () => reject(new OutgoingError('unreachable')))
  request.end(body)
  try {
    const response = await promise
    return { status: response.statusCode!, headers: response.headers, body: await read(response, limits) }
  } catch (error) {
    throw explain(signal.aborted ? signal.reason : error)
  } finally {
    request.destroy()
  }
}

/** Answers every question for a name with the addresses that were checked. */
const only =
  (addresses: string[]): LookupFunction =>
  (_name, { all }, done) => {
    const found = addresses.map((address) => ({ address, family: isIP(address) }))
    if (all) done(null, found)
    else done(null, found[0]!.address, found[0]!.family)
  }

async function read(response: IncomingMessage, { maxBytes, types }: Pick<Exchange, 'maxBytes' | 'types'>) {
  if (maxBytes === 0 || isRedirect(response.statusCode!)) return Buffer.alloc(0)
  const type = response.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (types && !types.includes(type)) throw new OutgoingError('content_type')
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) throw new OutgoingError('too_large')
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > maxBytes) throw new OutgoingError('too_large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status)
