import { useText } from '#web/i18n'
import { channelKey, type ChannelKey, channels, isMedium, type Medium } from '../contract.ts'

export { channels, mediums, type ChannelKey, type Medium } from '../contract.ts'

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
      const key = channelKey(channel)
      return key ? t(`campaigns.channels.${key}`) : channel
    },
  }
}
