import { connect, type PeerCertificate } from 'node:tls'
import { attention, fault, type Finding, ok } from './finding.ts'

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/** Everybody but this machine comes by https: passwords and the session cookie go this way. */
export function checkHttps(publicUrl: string): Finding {
  const { protocol, hostname } = new URL(publicUrl)
  if (protocol === 'https:') return ok('https', 'on', { publicUrl })
  return loopback.test(hostname)
    ? attention('https', 'this_machine', { publicUrl })
    : fault('https', 'off', { publicUrl })
}

/** @param authorities those to trust, by default the well-known. @returns undefined where there is no certificate to look at. */
export async function checkCertificate(
  publicUrl: string,
  now = new Date(),
  authorities?: string[],
): Promise<Finding | undefined> {
  const { protocol, hostname, port } = new URL(publicUrl)
  if (protocol !== 'https:') return undefined
  const host = hostname.replaceAll(/[[\]]/g, '')
  const seen = await certificateOf(host, Number(port || 443), authorities).catch(
    (error: { code?: string }) => error.code ?? 'ETLS',
  )
  if (typeof seen === 'string') return fault('certificate', 'unreached', { host, code: seen })
  const until = new Date(seen.certificate.valid_to)
  const days = Math.floor((until.getTime() - now.getTime()) / 86_400_000)
  if (days < 0) return fault('certificate', 'expired', { host, until: until.toISOString().slice(0, 10) })
  if (seen.problem) return fault('certificate', 'untrusted', { host, code: seen.problem })
  return days < 14 ? attention('certificate', 'ending', { host, days }) : ok('certificate', 'valid', { host, days })
}

/** Looked at whatever is wrong with it: the check tells. */
function certificateOf(
  host: string,
  port: number,
  ca: string[] | undefined,
): Promise<{ certificate: PeerCertificate; problem: string | undefined }> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port,
      ca,
      servername: /^[\d.:]+$/.test(host) ? undefined : host,
      rejectUnauthorized: false,
      timeout: 10_000,
    })
    socket.on('timeout', () => socket.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })))
    socket.on('error', reject)
    socket.on('secureConnect', () => {
      const certificate = socket.getPeerCertificate()
      // Typed as an Error, it is the code itself.
      const problem = socket.authorized ? undefined : String(socket.authorizationError)
      socket.end()
      resolve({ certificate, problem })
    })
  })
}

/**
 * Asks for the API's own description at the public address: it says under which address it believes to be reached.
 * @returns also the clock of whoever answered.
 */
export async function checkReachable(publicUrl: string): Promise<{ finding: Finding; clock?: Date }> {
  let reply: Response
  try {
    reply = await fetch(`${publicUrl}/api/openapi.json`, { signal: AbortSignal.timeout(10_000), redirect: 'manual' })
  } catch (error) {
    const { cause, name } = error as Error & { cause?: { code?: string; message?: string } }
    return { finding: fault('address', 'unreached', { publicUrl, code: cause?.code ?? cause?.message ?? name }) }
  }
  const date = reply.headers.get('date')
  const clock = date ? new Date(date) : undefined
  const body = (await reply.json().catch(() => undefined)) as { servers?: { url?: string }[] } | undefined
  const says = body?.servers?.[0]?.url
  if (says === undefined) return { finding: fault('address', 'another', { publicUrl, status: reply.status }), clock }
  if (says !== publicUrl) return { finding: fault('address', 'differs', { publicUrl, says }), clock }
  return { finding: ok('address', 'answers', { publicUrl }), clock }
}
