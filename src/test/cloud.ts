import { createHmac, generateKeyPairSync, sign } from 'node:crypto'

type Fields = Record<string, string>

/** A telephone cloud that signs what it sends, written from the providers' documents and not from our own checks. */
export type Cloud = {
  provider: 'twilio' | 'signalwire' | 'telnyx'
  /** What the administrator copies from the cloud's console. */
  secret: string
  headers: (url: string, body: string, now?: Date) => Record<string, string>
}

export const form = (fields: Fields): string => new URLSearchParams(fields).toString()

/** @see https://www.twilio.com/docs/usage/security */
export const twilio = (secret = 'jeton-d-essai-twilio'): Cloud => ({
  provider: 'twilio',
  secret,
  headers(url, body) {
    const pairs = [...new URLSearchParams(body)].toSorted(([a], [b]) => (a < b ? -1 : 1)).flat()
    return {
      'x-twilio-signature': createHmac('sha1', secret)
        .update([url, ...pairs].join(''))
        .digest('base64'),
    }
  },
})

/** @see https://developer.signalwire.com/guides/webhook-security */
export const signalwire = (secret = 'PSK_cle_d_essai'): Cloud => ({
  provider: 'signalwire',
  secret,
  headers: (url, body) => ({
    'x-signalwire-sha256-signature': createHmac('sha256', secret)
      .update(url + body)
      .digest('hex'),
  }),
})

/** @see https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks */
export function telnyx(): Cloud {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return {
    provider: 'telnyx',
    secret: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64'),
    headers(_url, body, now = new Date()) {
      const at = String(Math.floor(now.getTime() / 1000))
      const signature = sign(null, Buffer.from(`${at}|${body}`), privateKey).toString('base64')
      return { 'telnyx-timestamp': at, 'telnyx-signature-ed25519': signature }
    },
  }
}
