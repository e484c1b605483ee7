import { sign } from 'node:crypto'
import type { Platform, Told } from '#customer/conversions'
import type { Outgoing } from '#kernel/outgoing'
import { mostAnswerBytes, toldBy } from './answer.ts'
import { hashed } from './hash.ts'

const timeoutMs = 20_000
const scope = 'https://www.googleapis.com/auth/datamanager'

type Refusal = { error?: { status?: string; message?: string } }

/**
 * Google Ads by the Data Manager API, with the key of a service account. A request fails as a whole: one event each.
 * @see https://developers.google.com/data-manager/api/reference/rest/v1/events/ingest
 */
export const googleAds =
  ({ ingest, token }: { ingest: string; token: string }): Platform =>
  async (outgoing, { settings, secret }, { id, at, phone, clickIds, valueCents }) => {
    const access = await accessToken(outgoing, token, secret)
    if ('refusal' in access) return access.refusal
    const { gclid, gbraid, wbraid } = clickIds
    const event = {
      eventTimestamp: at.toISOString(),
      transactionId: id,
      eventSource: 'PHONE',
      adIdentifiers: { gclid, gbraid, wbraid },
      ...(phone !== null && { userData: { userIdentifiers: [{ phoneNumber: hashed(phone) }] } }),
      ...(valueCents !== null && { conversionValue: valueCents / 100, currency: 'EUR' }),
      consent: { adUserData: 'CONSENT_GRANTED', adPersonalization: 'CONSENT_GRANTED' },
    }
    const operatingAccount = { accountType: 'GOOGLE_ADS', accountId: settings['accountId']!.replaceAll('-', '') }
    const answer = await outgoing.ask({
      url: ingest,
      body: JSON.stringify({
        destinations: [{ operatingAccount, productDestinationId: settings['conversionActionId'] }],
        events: [event],
        encoding: 'HEX',
      }),
      headers: { authorization: `Bearer ${access.token}` },
      maxBytes: mostAnswerBytes,
      timeoutMs,
    })
    return toldBy(answer, (json) => {
      const { requestId, error } = json as { requestId?: string } & Refusal
      return requestId ?? [error?.status, error?.message].filter(Boolean).join(': ')
    })
  }

/** An hour's access for a service account. @see https://developers.google.com/identity/protocols/oauth2/service-account */
async function accessToken(
  outgoing: Outgoing,
  url: string,
  secret: string,
): Promise<{ token: string } | { refusal: Told }> {
  const { client_email: email, private_key: key } = JSON.parse(secret) as { client_email: string; private_key: string }
  const issuedAt = Math.floor(Date.now() / 1000)
  const claims = { iss: email, scope, aud: url, iat: issuedAt, exp: issuedAt + 3600 }
  const signed = [{ alg: 'RS256', typ: 'JWT' }, claims].map(inBase64).join('.')
  const assertion = `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`
  const answer = await outgoing.ask({
    url,
    body: new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    maxBytes: mostAnswerBytes,
    timeoutMs,
  })
  const told = toldBy(answer, (json) => (json as { error_description?: string }).error_description)
  if (!told.ok) return { refusal: told }
  return { token: (JSON.parse(answer.body.toString('utf8')) as { access_token: string }).access_token }
}

const inBase64 = (json: object): string => Buffer.from(JSON.stringify(json)).toString('base64url')
