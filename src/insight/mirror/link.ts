import { correlation, pearson, ranks } from '#shared/statistics/correlation'
import { pairsFor } from '#shared/statistics/sampling'
import type { MirrorLink } from './contract.ts'

/** One site, both faces: the mean of its dimensions and the standard error of that mean. */
export type Pair = { siteId: string; employees: FaceOfSite; customers: FaceOfSite }
export type FaceOfSite = { value: number; lo: number; hi: number; se: number }

/** Sites from which on a link is explored, and measured. */
export const fewestSites = { explored: 10, measured: 20 } as const
const z95 = 1.959963985

/**
 * What may be said of the link between the two faces over the sites. No line is drawn and no correction for unreliability
 * is made: what the answers could show at most is told instead.
 * @see Schönbrodt & Perugini (2013). At what sample size do correlations stabilize? Journal of Research in Personality 47.
 */
export function linkOf(pairs: readonly Pair[], hiddenSites: number): MirrorLink {
  const [x, y] = [pairs.map(({ employees }) => employees.value), pairs.map(({ customers }) => customers.value)]
  const reliability = {
    employees: reliabilityOf(pairs.map(({ employees }) => employees)),
    customers: reliabilityOf(pairs.map(({ customers }) => customers)),
  }
  const points = pairs.map(({ siteId, employees, customers }) => ({
    siteId,
    employees: plain(employees),
    customers: plain(customers),
  }))
  const highestVisible =
    reliability.employees === null || reliability.customers === null
      ? null
      : Math.sqrt(reliability.employees * reliability.customers)
  const nothing = { points, hiddenSites, reliability, highestVisible }
  const measured = pairs.length >= fewestSites.measured ? correlation(x, y) : null
  if (measured) {
    const { estimate, lo, hi, permutationP } = measured
    const state = lo > 0 || hi < 0 ? 'shown' : 'not_shown'
    return { ...nothing, state, r: estimate, lo, hi, p: permutationP, sitesNeeded: pairsFor(estimate) }
  }
  const r = pairs.length >= fewestSites.explored ? pearson(ranks(x), ranks(y)) : null
  if (r === null) return { ...nothing, state: 'too_few_sites', r: null, lo: null, hi: null, p: null, sitesNeeded: null }
  // Bonett and Wright's standard error of Spearman's, on Fisher's scale.
  const half = z95 * Math.sqrt((1 + r ** 2 / 2) / (pairs.length - 3))
  const centre = Math.atanh(Math.max(-0.999, Math.min(0.999, r)))
  return {
    ...nothing,
    state: 'exploratory',
    r,
    lo: Math.tanh(centre - half),
    hi: Math.tanh(centre + half),
    p: null,
    sitesNeeded: pairsFor(r),
  }
}

const plain = ({ value, lo, hi }: FaceOfSite) => ({ value, lo, hi })

/**
 * Share of the differences between sites that is no chance: variance between sites, less what the answers' own spread
 * explains, over the whole; 0 when chance explains them all. Null of fewer than two sites.
 */
export function reliabilityOf(sites: readonly FaceOfSite[]): number | null {
  if (sites.length < 2) return null
  const mean = sites.reduce((sum, { value }) => sum + value, 0) / sites.length
  const seen = sites.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / (sites.length - 1)
  const chance = sites.reduce((sum, { se }) => sum + se ** 2, 0) / sites.length
  return seen === 0 ? 0 : Math.max(0, Math.min(1, (seen - chance) / seen))
}
