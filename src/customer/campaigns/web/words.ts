import { useText } from '#web/i18n'

/** The mediums of the web and of paper: the value kept is also the key of its name in the locales. */
export const mediums = [
  'cpc',
  'email',
  'print',
  'social',
  'display',
  'referral',
  'organic',
  'sms',
  'qr',
  'video',
  'affiliate',
  'radio',
  'tv',
  'outdoor',
] as const
export type Medium = (typeof mediums)[number]

/**
 * The default channel groups of GA4, and the ones of paper and waves; by the key of their name in the locales.
 * @see https://support.google.com/analytics/answer/9756891
 */
export const channels = {
  paidSearch: 'Paid Search',
  organicSearch: 'Organic Search',
  paidSocial: 'Paid Social',
  organicSocial: 'Organic Social',
  email: 'Email',
  display: 'Display',
  referral: 'Referral',
  direct: 'Direct',
  print: 'Print',
  radio: 'Radio',
  tv: 'TV',
  outdoor: 'Outdoor',
  sms: 'SMS',
  paidVideo: 'Paid Video',
  organicVideo: 'Organic Video',
  paidShopping: 'Paid Shopping',
  organicShopping: 'Organic Shopping',
  crossNetwork: 'Cross-network',
  paidOther: 'Paid Other',
  affiliates: 'Affiliates',
  audio: 'Audio',
  push: 'Mobile Push Notifications',
  unassigned: 'Unassigned',
} as const
export type ChannelKey = keyof typeof channels

const isMedium = (medium: string): medium is Medium => (mediums as readonly string[]).includes(medium)

/** Where a medium usually stands, proposed as the medium is chosen. */
export const usualChannel: Record<Medium, ChannelKey> = {
  cpc: 'paidSearch',
  email: 'email',
  print: 'print',
  social: 'organicSocial',
  display: 'display',
  referral: 'referral',
  organic: 'organicSearch',
  sms: 'sms',
  qr: 'print',
  video: 'paidVideo',
  affiliate: 'affiliates',
  radio: 'radio',
  tv: 'tv',
  outdoor: 'outdoor',
}

export const channelOfMedium = (medium: string): string | undefined =>
  isMedium(medium) ? channels[usualChannel[medium]] : undefined

/** The reader's words for a medium and a channel; what the company made up stays as it wrote it. */
export function useCampaignWords() {
  const t = useText()
  return {
    medium: (medium: string): string => (isMedium(medium) ? t(`campaigns.mediums.${medium}`) : medium),
    channel(channel: string): string {
      const key = (Object.keys(channels) as ChannelKey[]).find((key) => channels[key] === channel)
      return key ? t(`campaigns.channels.${key}`) : channel
    },
  }
}
