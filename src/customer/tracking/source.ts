import { channelOf, isDisplay, isPaid, isVideo, type Channel } from './sources/channel.ts'
import { clicks, families } from './sources/clicks.ts'
import { siteOf } from './sources/hosts.ts'
import { readReferrer, type Referrer } from './sources/referrer.ts'
import { readTags, type Tags } from './sources/tags.ts'

export { channels, type Channel } from './sources/channel.ts'

/** Where a visit came from, in GA4's words. */
export type Source = {
  /** `google`, `facebook`, `pagesjaunes.fr`, `(direct)`; `(not set)` when only the medium is known. */
  source: string
  /** `organic`, `cpc`, `social`, `video`, `email`, `referral`, `ai-assistant`, `(none)`, or as tagged. */
  medium: string
  /** One of GA4's default groups, unless the organisation's own rules say otherwise. */
  channel: string
  /** As written by the advertiser. */
  campaign: string | null
  /** Words bought, else words typed where the engine still tells them. */
  term: string | null
  /** Which advertisement of the campaign, as written by the advertiser. */
  ad: string | null
  clickIds: Record<string, string>
}

/** Longer addresses are read up to here: no browser's visit needs more, and a hostile one costs nothing. */
const addressLength = 16_384

/**
 * An advertising platform's identifier outranks campaign tags, which outrank the referrer. Never throws: an address
 * that cannot be read says nothing.
 * @param visit `url` the page's address, `referrer` the one that the browser gave
 */
export function classifySource(visit: { url: string; referrer?: string | null }): Source {
  const url = parse(visit.url)
  const tags = readTags(url)
  const referrer = readReferrer(parse(visit.referrer), url)
  const { campaign, ad, clickIds } = tags
  const origin: Origin = fromClick(tags, referrer) ?? fromCampaign(tags, referrer) ?? referrer ?? direct
  const { source, medium } = origin
  const channel = origin.channel ?? channelOf(source, medium, campaign)
  const typed = referrer?.source === source ? referrer.term : null
  return { source, medium, channel, campaign, term: tags.term ?? typed, ad, clickIds }
}

type Origin = { source: string; medium: string; channel?: Channel }
const direct: Origin = { source: '(direct)', medium: '(none)' }

const parse = (address: unknown): URL | null =>
  typeof address === 'string' ? URL.parse(address.slice(0, addressLength)) : null

function fromClick(tags: Tags, referrer: Referrer | null): Origin | undefined {
  const click = clicks.find(({ id }) => tags.clickIds[id])
  if (!click) return undefined
  if (click.proof === 'display') return { source: click.site, medium: 'display' }
  if (siteOf(click.site)?.kind === 'search') return searchAd(click.site, tags)

  const family = families[click.site] ?? [click.site]
  const tagged = siteOf(tags.source)
  const agrees = tagged !== undefined && family.includes(tagged.name)
  const source = agrees ? tags.source : referrer && family.includes(referrer.source) ? referrer.source : click.site
  // The paid medium of another known site belongs to that site: its link was copied here.
  if (isPaid(tags.medium) && (agrees || !tagged)) return { source, medium: tags.medium }
  if (click.proof === 'paid') return { source, medium: 'cpc' }
  return { source, medium: (agrees && tags.medium) || 'social' }
}

/** As GA4 with auto-tagging: always `cpc`; the campaign's own tags only tell which kind of advertisement it was. */
function searchAd(source: string, tags: Tags): Origin {
  const channel = channelOf(source, 'cpc', tags.campaign)
  return { source, medium: 'cpc', channel: channel === 'Paid Search' ? (adFormat(tags) ?? channel) : channel }
}

function adFormat({ source, medium }: Tags): Channel | undefined {
  const kind = siteOf(source)?.kind
  if (kind === 'shopping' || medium.includes('shopping')) return 'Paid Shopping'
  if (kind === 'video' || isVideo(medium)) return 'Paid Video'
  return isDisplay(medium) ? 'Display' : undefined
}

function fromCampaign(tags: Tags, referrer: Referrer | null): Origin | undefined {
  if (tags.source) return { source: tags.source, medium: tags.medium || untagged(tags.source) }
  if (tags.medium) return { source: referrer?.source ?? '(not set)', medium: tags.medium }
  return undefined
}

/** Assistants tag their links with a source alone. */
const untagged = (source: string) => (siteOf(source)?.kind === 'assistant' ? 'ai-assistant' : '(not set)')
