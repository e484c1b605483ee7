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

export const isMedium = (medium: string): medium is Medium => (mediums as readonly string[]).includes(medium)
export const channelKey = (channel: string): ChannelKey | undefined =>
  (Object.keys(channels) as ChannelKey[]).find((key) => channels[key] === channel)
