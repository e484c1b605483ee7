import { apps } from './apps.ts'
import { assistants } from './assistants.ts'
import { directories } from './directories.ts'
import { googleHosts } from './google.ts'
import { mail } from './mail.ts'
import { search } from './search.ts'
import { shopping } from './shopping.ts'
import { social, video } from './social.ts'

export type Kind = 'search' | 'social' | 'video' | 'shopping' | 'assistant' | 'mail' | 'directory'
export type Site = { name: string; kind: Kind }

const lists: [Kind, Record<string, string>][] = [
  ['search', { ...search, google: `${search.google} ${googleHosts.join(' ')}` }],
  ['social', social],
  ['video', video],
  ['shopping', shopping],
  ['assistant', assistants],
  ['mail', mail],
  ['directory', directories],
]

/** Names, other names and hosts that match as they are. */
const exact = new Map<string, Site>()
/** Hosts that match with all their subdomains. */
const domains = new Map<string, Site>()

for (const [kind, list] of lists) {
  for (const [name, tokens] of Object.entries(list)) {
    const site = { name, kind }
    exact.set(name, site)
    for (const token of tokens.split(' ')) {
      if (token.startsWith('.')) domains.set(token.slice(1), site)
      else if (token) exact.set(token, site)
    }
  }
}

/**
 * The site that a host or a campaign's `utm_source` names (`l.facebook.com`, `fb`), by whole labels:
 * neither `not-linkedin.example` nor `linkedin.com.evil.example` is LinkedIn.
 */
export function siteOf(name: string): Site | undefined {
  const door = name.startsWith('www.') ? 4 : name.startsWith('m.') ? 2 : 0
  const known = exact.get(name) ?? (door ? exact.get(name.slice(door)) : undefined)
  if (known || !name.includes('.')) return known
  for (let rest = name; ;) {
    const site = domains.get(rest)
    const dot = rest.indexOf('.')
    if (site || dot < 0) return site
    rest = rest.slice(dot + 1)
  }
}

const packages = new Map(Object.entries(apps))

/** The site behind an Android package. */
export function siteOfApp(name: string): Site | undefined {
  return exact.get(packages.get(name) ?? '')
}
