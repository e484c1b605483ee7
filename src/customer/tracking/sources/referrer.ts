import { siteOf, siteOfApp, type Kind, type Site } from './hosts.ts'
import { termParameters } from './search.ts'
import { clean } from './tags.ts'

/** The site that the visitor left for ours. */
export type Referrer = { source: string; medium: string; term: string | null }

const media: Record<Kind, string> = {
  search: 'organic',
  social: 'social',
  video: 'video',
  shopping: 'referral',
  assistant: 'ai-assistant',
  mail: 'email',
  directory: 'referral',
}

/** Nothing for a visit without referrer, from the same host, or from an address that names no site. */
export function readReferrer(referrer: URL | null, page: URL | null): Referrer | null {
  const host = hostOf(referrer)
  if (!referrer || !host) return null
  if (referrer.protocol === 'android-app:') return named(siteOfApp(host), host, referrer)
  if (referrer.protocol !== 'https:' && referrer.protocol !== 'http:') return null
  return host === hostOf(page) ? null : named(siteOf(host), host, referrer)
}

function named(site: Site | undefined, host: string, referrer: URL): Referrer {
  if (!site) return { source: clean(host), medium: 'referral', term: null }
  return {
    source: site.name,
    medium: media[site.kind],
    term: site.kind === 'search' ? typed(site.name, referrer) : null,
  }
}

function typed(engine: string, { search, searchParams }: URL): string | null {
  if (!search) return null
  for (const name of termParameters[engine] ?? ['q']) {
    const words = clean(searchParams.get(name) ?? '')
    if (words) return words
  }
  return null
}

/** Without `www.` and the root's final dot. */
const hostOf = (url: URL | null): string => (url?.hostname ?? '').toLowerCase().replace(/^www\.|\.$/g, '')
