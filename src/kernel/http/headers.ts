import type { FastifyInstance } from 'fastify'

const policy = (directives: Record<string, string>): string =>
  Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')

const nothing = {
  'default-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
}

/** Of what is no page: should a browser open it as one after all, nothing in it runs, loads or sends. */
export const policyOfData = policy({ ...nothing, sandbox: '' }).trim()

/**
 * Of a screen. Scripts are files of ours. The kit writes a few style elements, which carry the nonce of their page; no
 * style stands in an attribute: React and the charts set styles through the object model, which needs no leave.
 */
export const policyOfScreen = (nonce?: string): string =>
  policy({
    ...nothing,
    'script-src': "'self'",
    'style-src': nonce ? `'self' 'nonce-${nonce}'` : "'self'",
    'img-src': "'self' data:",
    'font-src': "'self'",
    'connect-src': "'self'",
    // The preview of a questionnaire, which is a page of ours.
    'frame-src': "'self'",
    'form-action': "'self'",
  })

/**
 * Of the page at which questionnaires are answered: all that it needs is in it.
 * @param framed our own screens show it in a frame.
 */
export const policyOfAnsweringPage = (nonce: string, framed: boolean): string =>
  policy({
    ...nothing,
    'script-src': `'nonce-${nonce}'`,
    'style-src': `'nonce-${nonce}'`,
    'connect-src': "'self'",
    'form-action': "'self'",
    ...(framed && { 'frame-ancestors': "'self'" }),
  })

/** What a page of ours asks the browser for: nothing yet. */
const features = ['camera', 'display-capture', 'geolocation', 'microphone', 'midi', 'payment', 'serial', 'usb']

const year = 365 * 86_400

/** On every answer, also of what is not found or refused. */
export function securityHeaders(publicUrl: string): Record<string, string> {
  return {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': features.map((feature) => `${feature}=()`).join(', '),
    'content-security-policy': policyOfData,
    'cache-control': 'no-store',
    ...(publicUrl.startsWith('https:') && { 'strict-transport-security': `max-age=${2 * year}; includeSubDomains` }),
  }
}

/** Sets {@link securityHeaders} where a route has not set its own. */
export function addSecurityHeaders(app: FastifyInstance, publicUrl: string) {
  const headers = Object.entries(securityHeaders(publicUrl))
  app.addHook('onSend', async (_request, reply) => {
    for (const [name, value] of headers) if (!reply.hasHeader(name)) void reply.header(name, value)
  })
}
