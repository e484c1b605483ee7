import type { Platform } from '#customer/conversions'
import { toldBy } from './answer.ts'

const timeoutMs = 20_000

/**
 * GA4 by the Measurement Protocol, to its collector in the EU. It answers 2xx whatever it makes of the event, and hangs
 * it on our visitor: the page's own `client_id` is not ours to read.
 * @see https://developers.google.com/analytics/devguides/collection/protocol/ga4/reference
 */
export const ga4 =
  ({ collect }: { collect: string }): Platform =>
  async (outgoing, { settings, secret }, { id, at, visitorId, valueCents, talkSeconds }) => {
    const query = new URLSearchParams({ measurement_id: settings['measurementId']!, api_secret: secret })
    const params = {
      transaction_id: id,
      talk_seconds: talkSeconds,
      engagement_time_msec: 1,
      ...(valueCents !== null && { value: valueCents / 100, currency: 'EUR' }),
    }
    const answer = await outgoing.ask({
      url: `${collect}?${query.toString()}`,
      body: JSON.stringify({
        client_id: visitorId,
        timestamp_micros: at.getTime() * 1000,
        consent: { ad_user_data: 'GRANTED', ad_personalization: 'GRANTED' },
        events: [{ name: 'phone_call', params }],
      }),
      maxBytes: 0,
      timeoutMs,
    })
    return toldBy(answer, () => undefined)
  }
