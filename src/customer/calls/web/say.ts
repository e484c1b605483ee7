import { useCampaignWords } from '#customer/campaigns/web'
import { useFormat, useText, type Format, type Text } from '#web/i18n'

/** What it takes to say something of a call in the reader's language. */
export type Say = {
  t: Text
  format: Pick<Format, 'number' | 'duration'>
  /** A channel and a medium as people say them; those that the company invented come back as they are. */
  channel: (channel: string) => string
  medium: (medium: string) => string
}

export function useSay(): Say {
  const t = useText()
  const format = useFormat()
  return { t, format, ...useCampaignWords() }
}

/** Where a caller's number suggests, in words. */
export const zoneName = (zone: string, t: Text): string =>
  zone === 'none' || zone === 'mobile' ? t(`calls.zones.${zone}`) : zone
