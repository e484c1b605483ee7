import rateLimit, { normalizeIP } from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Caller } from '#kernel/auth'
import { type Config, rateLimits } from '#kernel/config'
import type { Log } from '#kernel/log'
import { isReachable } from '#kernel/outgoing'
import { DomainError } from '#shared/errors'
import { credentialOf } from './authenticate.ts'

const windowMs = 60_000
const most = 20_000

/** Credentials that were good when last seen, and with whose requests theirs are counted. */
export type Known = {
  learn: (credential: string, caller: Caller) => void
  forget: (credential: string) => void
}

/**
 * Counts requests by the minute, in this process: with their caller's where that is known, else with those of their
 * address. A credential that nobody has seen to be good counts with its address: guessing keys is no way around.
 */
export async function registerRateLimits(app: FastifyInstance, config: Config, log: Log): Promise<Known> {
  const limits = config.rateLimits ?? rateLimits
  if (limits === 'off') return { learn: () => {}, forget: () => {} }
  const known = new Map<string, string>()
  const isHidden = hiddenBehindProxy(config, log)

  await app.register(rateLimit, {
    timeWindow: windowMs,
    cache: most,
    enableDraftSpec: true,
    keyGenerator(request) {
      const kind = kindOf(request)
      if (kind === undefined || (kind !== 'anonymous' && isHidden(request))) return ''
      const credential = kind === 'anonymous' && credentialOf(request)
      return (credential && known.get(credential)) || `${kind} ${normalizeIP(request.ip)}`
    },
    max: (_request, key) => limits[kindOfKey(key)],
    allowList: (_request, key) => key === '' || limits[kindOfKey(key)] === 0,
    errorResponseBuilder: (_request, { ttl }) =>
      new DomainError(429, 'rate.limited', { retryAfterSeconds: Math.ceil(ttl / 1000) }),
  })
  return {
    learn(credential, { via, userId }) {
      if (known.has(credential)) return
      if (known.size >= most) known.delete(known.keys().next().value!)
      known.set(credential, `caller ${via === 'key' ? userId : credential}`)
    },
    forget: (credential) => void known.delete(credential),
  }
}

type Kind = 'caller' | 'anonymous' | 'collector' | 'hooks'
const kindOfKey = (key: string) => key.split(' ', 1)[0] as Kind

/** Undefined for what costs little: the files of the web app. */
function kindOf({ routeOptions: { url = '' } }: FastifyRequest): Exclude<Kind, 'caller'> | undefined {
  if (url.startsWith('/api/')) return 'anonymous'
  if (url.startsWith('/t/') || url === '/t.js' || url.startsWith('/r/') || url.startsWith('/b/')) return 'collector'
  return url.startsWith('/hooks/') ? 'hooks' : undefined
}

/** Behind a proxy that nobody named, everybody has its address: visitors and clouds must not pay for each other. */
function hiddenBehindProxy({ trustedProxies }: Config, log: Log) {
  let warned = false
  return ({ headers, ip }: FastifyRequest): boolean => {
    if (trustedProxies || headers['x-forwarded-for'] === undefined || isReachable(ip, [])) return false
    if (!warned)
      log.warn(`Requests come through a proxy at ${ip}: name it in TRUSTED_PROXIES, or visitors have no limit`)
    warned = true
    return true
  }
}
