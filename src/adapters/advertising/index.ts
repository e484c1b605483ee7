import type { Platforms } from '#customer/conversions'
import { ga4 } from './ga4.ts'
import { googleAds } from './google-ads.ts'
import { meta } from './meta.ts'

export const addresses = {
  ingest: 'https://datamanager.googleapis.com/v1/events:ingest',
  token: 'https://oauth2.googleapis.com/token',
  collect: 'https://region1.google-analytics.com/mp/collect',
  graph: 'https://graph.facebook.com',
}

/** The advertising platforms, at their addresses or, for a test, at others. */
export const advertising = (at: typeof addresses = addresses): Platforms => ({
  google_ads: googleAds(at),
  ga4: ga4(at),
  meta: meta(at),
})
