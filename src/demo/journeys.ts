import { type Day, daysBetween } from './calendar.ts'
import type { SiteFacts } from './company.ts'
import { type Intent, intents, pageTitles, type Path, type WebSource, webSources } from './pages.ts'
import { between, chance, logNormal, pickBy, type Random } from './random.ts'
import type { CampaignRun } from './runs.ts'

/** One visit of a website, before anybody has looked at a clock. */
export type Journey = {
  source: WebSource
  run: CampaignRun | undefined
  referrer: string
  steps: { url: string; title: string; seconds: number }[]
}

export function drawJourney(random: Random, site: SiteFacts, runs: CampaignRun[], day: Day): Journey {
  const current = (source: WebSource) =>
    runs.find(({ key, startsOn, endsOn }) => key === source.campaign && startsOn! <= day && (!endsOn || endsOn >= day))
  const source = pickBy(random, webSources, (one) => weightOf(one, current(one), day))
  const run = current(source)
  const intent = pickBy(random, Object.keys(source.intents) as Intent[], (one) => appeal(one, source, site))
  const paths: Path[] = chance(random, 0.35) ? ['/', ...intents[intent]] : [...intents[intent]]
  const length = Math.min(paths.length, Math.max(1, Math.round(logNormal(random, 2.6, 0.5))))
  return {
    source,
    run,
    referrer: source.referrer,
    steps: paths.slice(0, length).map((path, place) => ({
      url: `https://${site.host}${path}${place === 0 ? query(random, source, run) : ''}`,
      title: titleOf(path, site),
      seconds: Math.round(Math.min(600, Math.max(4, logNormal(random, 38, 0.8)))),
    })),
  }
}

export const titleOf = (path: Path, { name }: SiteFacts): string =>
  path === '/' || path === '/agence' ? `${pageTitles[path]} – ${name}` : pageTitles[path]

/** A letter is read in the days after it was sent. */
function weightOf({ weight, campaign }: WebSource, run: CampaignRun | undefined, day: Day): number {
  if (!campaign) return weight
  if (!run) return 0
  return run.medium === 'email' ? weight * Math.exp(-daysBetween(run.startsOn!, day) / 3) : weight
}

/** Where it never freezes, people ask for hot water. */
const appeal = (intent: Intent, source: WebSource, { south }: SiteFacts): number => {
  const weight = source.intents[intent] ?? 0
  if (!south) return weight
  return intent === 'boiler' ? weight * 5 : intent === 'heatPump' || intent === 'service' ? weight / 5 : weight
}

function query(random: Random, { tags = {} }: WebSource, run: CampaignRun | undefined): string {
  const search = new URLSearchParams(tags)
  if (run?.code) search.set('utm_campaign', run.code)
  for (const [name, value] of search)
    if (value === '') search.set(name, `demo-${Math.floor(between(random, 1e9, 1e10))}`)
  return search.size > 0 ? `?${search}` : ''
}
