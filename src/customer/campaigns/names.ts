import { type Language, say } from '#kernel/i18n'
import { channelKey, isMedium } from './vocabulary.ts'

/** As the web says them; what the company made up stays as it wrote it. */
export const mediumName = (language: Language, medium: string): string =>
  isMedium(medium) ? say(language, `campaigns.mediums.${medium}`) : medium
export function channelName(language: Language, channel: string): string {
  const key = channelKey(channel)
  return key ? say(language, `campaigns.channels.${key}`) : channel
}
