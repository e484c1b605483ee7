import type { Random } from './random.ts'
import { chance, pick, shuffled } from './random.ts'
import { type SiteFacts, sites } from './company.ts'
import { hasNumberIn, type CampaignRun } from './runs.ts'

/**
 * Who has which number. French numbers come from the ranges kept for fiction, of which the company holds 0100 to 0399
 * and its customers the rest; foreign ones from Ofcom's for drama (07700 900xxx); short ones begin with 33, which is
 * not opened: nobody's telephone rings because of this demonstration.
 */
const lineOf = ({ range, place }: SiteFacts, line: number) =>
  `+33${range.slice(1)}0${place}${String(line).padStart(2, '0')}`

export const ownPhone = (site: SiteFacts): string => lineOf(site, 0)

/** The number of a campaign in a site, if it has one there: 01 to 49 in the order of the runs. */
export function runPhone(site: SiteFacts, runs: CampaignRun[], { run }: CampaignRun): string | undefined {
  const place = runs.filter((one) => hasNumberIn(one, site)).findIndex((one) => one.run === run)
  return place < 0 ? undefined : lineOf(site, place + 1)
}

export const poolPhones = (site: SiteFacts): string[] =>
  Array.from({ length: site.pool?.numbers ?? 0 }, (_, place) => lineOf(site, 50 + place))

export type CallerKind = 'mobile' | 'fixed' | 'foreign' | 'short'
const kinds: CallerKind[] = ['mobile', 'fixed', 'foreign', 'short']

const numbered = (prefix: string, digits: number, from: number, to: number) =>
  Array.from({ length: to - from }, (_, place) => prefix + String(from + place).padStart(digits, '0'))

/** A site's customers to be; no number is two sites'. */
function callersOf(site: SiteFacts): Record<CallerKind, string[]> {
  const place = sites.findIndex(({ key }) => key === site.key)
  const weigh = (some: SiteFacts[]) => some.reduce((sum, { weight }) => sum + weight, 0)
  const mobile = (many: number) => Math.floor((weigh(sites.slice(0, many)) / weigh(sites)) * 10_000)
  return {
    mobile: numbered('+3363998', 4, mobile(place), mobile(place + 1)),
    fixed: numbered(`+33${site.range.slice(1)}`, 4, site.place * 3000 - 2000, site.place * 3000 + 1000),
    foreign: numbered('+447700900', 3, place * 80, (place + 1) * 80),
    short: numbered('33', 2, place, place + 1),
  }
}

const kindOf = (random: Random): CallerKind => {
  const drawn = random()
  return drawn < 0.66 ? 'mobile' : drawn < 0.975 ? 'fixed' : drawn < 0.993 ? 'foreign' : 'short'
}

/** The customers of a site as they come to know it: new ones in an order that the seed decides, then those who called. */
export function callerBook(site: SiteFacts, random: Random) {
  const all = callersOf(site)
  const strangers = Object.fromEntries(kinds.map((kind) => [kind, shuffled(random, all[kind])])) as typeof all
  const customers: string[] = []
  return {
    stranger(random: Random): string {
      const number = strangers[kindOf(random)].pop() ?? strangers.fixed.pop()
      if (number === undefined) return pick(random, customers)
      customers.push(number)
      return number
    },
    /** Who called lately is likelier to call again. */
    customer: (random: Random): string | undefined =>
      customers.at(-1 - Math.floor(random() ** 2 * Math.min(customers.length, 400))),
  }
}

/** Anybody of a site's town, for the live demonstration; null hides the number. */
export const anyCaller = (site: SiteFacts, random: Random): string | null =>
  chance(random, site.hiddenShare) ? null : pick(random, callersOf(site)[kindOf(random)])
