import { exportPKCS8, generateKeyPair, jwtVerify } from 'jose'
import { z } from 'zod'
import { openReceiver } from './receiver.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const account = z.strictObject({ accountType: z.literal('GOOGLE_ADS'), accountId: z.string().regex(/^\d{10}$/) })

/** @see https://developers.google.com/data-manager/api/reference/rest/v1/events/ingest */
const Ingest = z.strictObject({
  destinations: z
    .array(z.strictObject({ operatingAccount: account, productDestinationId: z.string().regex(/^\d+$/) }))
    .min(1),
  events: z
    .array(
      z.strictObject({
        eventTimestamp: z.iso.datetime(),
        transactionId: z.string().min(1),
        eventSource: z.enum(['WEB', 'APP', 'IN_STORE', 'PHONE', 'OTHER']),
        adIdentifiers: z.strictObject({
          gclid: z.string().optional(),
          gbraid: z.string().optional(),
          wbraid: z.string().optional(),
        }),
        userData: z.strictObject({ userIdentifiers: z.array(z.strictObject({ phoneNumber: sha256 })) }).optional(),
        conversionValue: z.number().optional(),
        currency: z.string().length(3).optional(),
        consent: z.strictObject({
          adUserData: z.enum(['CONSENT_GRANTED', 'CONSENT_DENIED']),
          adPersonalization: z.enum(['CONSENT_GRANTED', 'CONSENT_DENIED']),
        }),
      }),
    )
    .min(1)
    .max(2000),
  encoding: z.literal('HEX'),
})

/** @see https://developers.facebook.com/documentation/ads-commerce/conversions-api/using-the-api */
const MetaEvents = z.strictObject({
  access_token: z.string(),
  data: z.array(
    z.strictObject({
      event_name: z.string(),
      event_time: z.number().int(),
      event_id: z.string(),
      action_source: z.enum(['website', 'phone_call', 'email', 'chat', 'physical_store', 'system_generated', 'other']),
      user_data: z.strictObject({
        ph: z.array(sha256).optional(),
        fbc: z.string().regex(/^fb\.1\.\d{13}\..+$/),
      }),
      custom_data: z.strictObject({ value: z.number(), currency: z.string() }).optional(),
    }),
  ),
})

/** @see https://developers.google.com/analytics/devguides/collection/protocol/ga4/reference */
const Collect = z.strictObject({
  client_id: z.string().min(1),
  timestamp_micros: z.number().int().min(1_000_000_000_000_000),
  consent: z.strictObject({
    ad_user_data: z.enum(['GRANTED', 'DENIED']),
    ad_personalization: z.enum(['GRANTED', 'DENIED']),
  }),
  events: z
    .array(z.strictObject({ name: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }))
    .max(25),
})

/** Google Ads, GA4 and Meta on loopback, as they document themselves: strict with what they are told. */
export async function openAdvertising() {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
  const serviceAccount = JSON.stringify({
    type: 'service_account',
    client_email: 'visavis@exemple.iam.gserviceaccount.com',
    private_key: await exportPKCS8(privateKey),
  })
  const receiver = await openReceiver()
  const taken: { platform: 'google_ads' | 'ga4' | 'meta'; body: unknown }[] = []
  let broken = false
  const token = `${receiver.url}/token`

  receiver.become(async (response, { path, headers, body }) => {
    const reply = (status: number, json: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
    if (broken) return reply(503, { error: { code: 503, status: 'UNAVAILABLE', message: 'Try later.' } })
    if (path === '/token') {
      const form = new URLSearchParams(body)
      const { payload } = await jwtVerify(form.get('assertion') ?? '', publicKey, { audience: token })
      const wanted = payload['scope'] === 'https://www.googleapis.com/auth/datamanager'
      const grant = form.get('grant_type') === 'urn:ietf:params:oauth:grant-type:jwt-bearer'
      if (!wanted || !grant) return reply(400, { error: 'invalid_scope', error_description: 'No such scope.' })
      return reply(200, { access_token: 'un-acces', token_type: 'Bearer', expires_in: 3599 })
    }
    if (path === '/events:ingest') {
      const { success, data } = Ingest.safeParse(JSON.parse(body))
      if (headers.authorization !== 'Bearer un-acces')
        return reply(401, { error: { code: 401, status: 'UNAUTHENTICATED', message: 'Who?' } })
      if (!success)
        return reply(400, {
          error: { code: 400, status: 'INVALID_ARGUMENT', message: 'There was a problem with the request.' },
        })
      taken.push({ platform: 'google_ads', body: data })
      return reply(200, { requestId: 'demande-1' })
    }
    if (path.startsWith('/collect?')) {
      const query = new URL(path, receiver.url).searchParams
      const { data } = Collect.safeParse(JSON.parse(body))
      if (query.get('measurement_id') && query.get('api_secret') && data) taken.push({ platform: 'ga4', body: data })
      // Whatever it makes of it.
      return response.writeHead(204).end()
    }
    const { success, data } = MetaEvents.safeParse(JSON.parse(body))
    if (!/^\/v\d+\.\d\/\w+\/events$/.test(path) || !success || data.access_token !== 'jeton de Meta')
      return reply(400, { error: { message: 'Invalid parameter', type: 'OAuthException', code: 100 } })
    taken.push({ platform: 'meta', body: data })
    return reply(200, { events_received: data.data.length, messages: [], fbtrace_id: 'trace' })
  })
  return {
    taken,
    serviceAccount,
    addresses: {
      token,
      ingest: `${receiver.url}/events:ingest`,
      collect: `${receiver.url}/collect`,
      graph: receiver.url,
    },
    breakDown: (is: boolean) => void (broken = is),
    asked: () => receiver.heard.length,
    close: receiver.close,
  }
}
