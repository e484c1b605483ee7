import type { Platform } from '#customer/conversions'
import { mostAnswerBytes, toldBy } from './answer.ts'
import { hashed } from './hash.ts'

const timeoutMs = 20_000

/**
 * Meta by the Conversions API. The token goes in the body, not in the address, which logs may keep.
 * @see https://developers.facebook.com/documentation/ads-commerce/conversions-api/using-the-api
 */
export const meta =
  ({ graph }: { graph: string }): Platform =>
  async (outgoing, { settings, secret }, { id, at, phone, clickedAt, clickIds, valueCents }) => {
    const event = {
      event_name: 'Contact',
      event_time: Math.floor(at.getTime() / 1000),
      event_id: id,
      action_source: 'phone_call',
      user_data: {
        ...(phone !== null && { ph: [hashed(phone.replace('+', ''))] }),
        fbc: `fb.1.${clickedAt.getTime()}.${clickIds['fbclid']}`,
      },
      ...(valueCents !== null && { custom_data: { value: valueCents / 100, currency: 'EUR' } }),
    }
    const answer = await outgoing.ask({
      url: `${graph}/${settings['apiVersion']}/${encodeURIComponent(settings['datasetId']!)}/events`,
      body: JSON.stringify({ data: [event], access_token: secret }),
      maxBytes: mostAnswerBytes,
      timeoutMs,
    })
    return toldBy(answer, (json) => {
      const { events_received: received, error } = json as { events_received?: number; error?: { message?: string } }
      return error?.message ?? (received === undefined ? undefined : `events_received ${received}`)
    })
  }
