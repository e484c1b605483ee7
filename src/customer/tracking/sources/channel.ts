import { siteOf } from './hosts.ts'

/** GA4's default channel groups, by their English names, in the order of their rules. */
export const channels = [
  'Direct',
  'Cross-network',
  'Paid Shopping',
  'Paid Search',
  'Paid Social',
  'Paid Video',
  'Display',
  'Paid Other',
  'AI Assistant',
  'Organic Shopping',
  'Organic Social',
  'Organic Video',
  'Organic Search',
  'Referral',
  'Email',
  'Affiliates',
  'Audio',
  'SMS',
  'Mobile Push Notifications',
  'Unassigned',
] as const
export type Channel = (typeof channels)[number]

const paid = /^(.*cp.*|ppc|retargeting|paid.*)$/
const shoppingCampaign = /^(.*(([^a-df-z]|^)shop|shopping).*)$/
const displayMedia = new Set(['display', 'banner', 'expandable', 'interstitial', 'cpm'])
const socialMedia = new Set(['social', 'social-network', 'social-media', 'sm', 'social network', 'social media'])
const linkMedia = new Set(['referral', 'app', 'link'])
const emails = new Set(['email', 'e-mail', 'e_mail', 'e mail'])

export const isPaid = (medium: string): boolean => paid.test(medium)
export const isDisplay = (medium: string): boolean => displayMedia.has(medium)
export const isVideo = (medium: string): boolean => medium.includes('video')

/**
 * GA4's rules, first match wins. The rule of AI assistants is younger than the published order of the others: here it
 * precedes the organic ones, whose media it does not share.
 * @param source lower case, as `medium`
 * @see https://support.google.com/analytics/answer/9756891
 */
export function channelOf(source: string, medium: string, campaign: string | null): Channel {
  const name = campaign?.toLowerCase() ?? ''
  const kind = siteOf(source)?.kind
  const shopping = kind === 'shopping' || shoppingCampaign.test(name)

  if (source === '(direct)' && (medium === '(none)' || medium === '(not set)')) return 'Direct'
  if (name.includes('cross-network')) return 'Cross-network'
  if (isPaid(medium)) {
    if (shopping) return 'Paid Shopping'
    if (kind === 'search') return 'Paid Search'
    if (kind === 'social') return 'Paid Social'
    if (kind === 'video') return 'Paid Video'
  }
  if (isDisplay(medium)) return 'Display'
  if (isPaid(medium)) return 'Paid Other'
  if (kind === 'assistant' || medium === 'ai-assistant') return 'AI Assistant'
  if (shopping) return 'Organic Shopping'
  if (kind === 'social' || socialMedia.has(medium)) return 'Organic Social'
  if (kind === 'video' || isVideo(medium)) return 'Organic Video'
  if (kind === 'search' || medium === 'organic') return 'Organic Search'
  if (linkMedia.has(medium)) return 'Referral'
  if (emails.has(source) || emails.has(medium)) return 'Email'
  if (medium === 'affiliate') return 'Affiliates'
  if (medium === 'audio') return 'Audio'
  if (source === 'sms' || medium === 'sms') return 'SMS'
  if (medium.endsWith('push') || medium.includes('mobile') || medium.includes('notification')) {
    return 'Mobile Push Notifications'
  }
  return 'Unassigned'
}
