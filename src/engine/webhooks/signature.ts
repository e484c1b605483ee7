import { createHmac, randomBytes } from 'node:crypto'

/** `whsec_` and 32 random bytes in base64, as the convention writes secrets. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

/**
 * The three headers of a message, signed with each secret that is valid.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signedHeaders(id: string, body: string, at: Date, secrets: string[]): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}
