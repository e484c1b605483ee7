import { clicks } from './clicks.ts'

/** What the page's address says of the click: campaign tags, and the identifiers of advertising platforms. */
export type Tags = {
  source: string
  medium: string
  campaign: string | null
  term: string | null
  /** Which advertisement of the campaign: utm_content. */
  ad: string | null
  clickIds: Record<string, string>
}

const textLength = 200
/** Longer than any identifier seen: a cut one could no longer be sent back to its platform. */
const clickIdLength = 512

const clickNames = new Map(clicks.map(({ id }) => [id.toLowerCase(), id]))

/** Trimmed, at most `length` UTF-16 units, fit for a database: no control character, no half of a pair. */
export const clean = (value: string, length = textLength): string =>
  value
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, length)
    .trimEnd()
    .toWellFormed()

/** Names of parameters count in any case; of a name given twice, the first that is not empty. */
export function readTags(url: URL | null): Tags {
  const utm = new Map<string, string>()
  const clickIds: Record<string, string> = {}
  if (url?.search) {
    for (const [key, value] of url.searchParams) {
      const name = key.toLowerCase()
      const click = clickNames.get(name)
      if (click) clickIds[click] ||= clean(value, clickIdLength)
      else if (name.startsWith('utm_') && !utm.get(name)) utm.set(name, clean(value))
    }
  }
  return {
    source: utm.get('utm_source')?.toLowerCase() ?? '',
    medium: utm.get('utm_medium')?.toLowerCase() ?? '',
    campaign: utm.get('utm_campaign') || null,
    term: utm.get('utm_term') || null,
    ad: utm.get('utm_content') || null,
    clickIds: Object.fromEntries(Object.entries(clickIds).filter(([, value]) => value)),
  }
}
