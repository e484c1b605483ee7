import type { PlatformName, WithheldReason } from './contract.ts'

/** What is known of a call when it is asked whether a platform may be told. */
export type Facts = {
  startedAt: Date
  outcome: 'ongoing' | 'answered' | 'missed'
  talkSeconds: number | null
  /** Of somebody without a number nobody knows whether it is the first. */
  firstCall: boolean
  hidden: boolean
  erased: boolean
  leftOut: boolean
  certainty: 'support' | 'visitor' | 'uncertain' | 'direct'
  /** Of the visit that the call came from. */
  clickIds: Record<string, string>
  /** Whether the text that the visitor agreed to speaks of advertising. */
  consents: boolean
}

/** A click of the platform's, as its address named it. GA4 takes every visit. */
export const clicksOf: Record<PlatformName, readonly string[]> = {
  google_ads: ['gclid', 'gbraid', 'wbraid'],
  meta: ['fbclid'],
  ga4: [],
}
/**
 * How old a call may be, in days. Google Ads: 90, the longest window of a conversion; GA4: 72 hours; Meta: 7 days.
 * @see https://developers.google.com/analytics/devguides/collection/protocol/ga4/reference
 */
const mostDays: Record<PlatformName, number> = { google_ads: 90, ga4: 3, meta: 7 }

/** Why a call is not told to a platform; undefined: it may be. */
export function whyNot(
  platform: PlatformName,
  { minTalkSeconds, firstOnly }: { minTalkSeconds: number; firstOnly: boolean },
  call: Facts,
  now: Date,
): WithheldReason | undefined {
  if (call.erased) return 'erased'
  if (call.outcome === 'ongoing') return 'ongoing'
  if (call.leftOut) return 'left_out'
  if (call.outcome === 'missed') return 'missed'
  if ((call.talkSeconds ?? 0) < minTalkSeconds) return 'too_short'
  if (firstOnly && !call.firstCall) return call.hidden ? 'hidden' : 'repeated'
  if (call.certainty === 'uncertain') return 'uncertain'
  if (call.certainty !== 'visitor') return 'no_visitor'
  const wanted = clicksOf[platform]
  if (wanted.length > 0 && !wanted.some((name) => call.clickIds[name])) return 'no_click'
  if (!call.consents) return 'no_consent'
  return now.getTime() - call.startedAt.getTime() > mostDays[platform] * 86_400_000 ? 'too_old' : undefined
}
