import { type AnsweringGroup, gate, type HiddenBecause } from './gate.ts'

/** Where somebody who answered works: of no site, of no team. */
export type Place = { siteId: string | null; teamId?: string | null | undefined }

export const everybody = 'whole'
export const keyOfSite = (siteId: string) => `site ${siteId}`
export const keyOfTeam = (siteId: string | null, teamId: string) => `team ${siteId ?? ''} ${teamId}`

/** The groups that somebody of a place is counted in: all together, their site, their team. */
export const keysOf = ({ siteId, teamId }: Place): string[] => [
  everybody,
  ...(siteId ? [keyOfSite(siteId)] : []),
  ...(teamId ? [keyOfTeam(siteId, teamId)] : []),
]

/**
 * The gate over all together, sites and teams: the one tree of all exits, so that what one tells and another hides never
 * add up. @param people how many answered one question at each place; every place that has answered, whoever asks.
 * @param least of `readLeast`.
 * @returns why each group is hidden, null for those that may be told.
 */
export function gatePlaces(
  people: readonly (Place & { n: number })[],
  least: number,
): Map<string, HiddenBecause | null> {
  const groups = new Map<string, AnsweringGroup>([[everybody, { name: everybody, n: 0 }]])
  for (const { n, ...place } of people) {
    const keys = keysOf(place)
    for (const [depth, key] of keys.entries()) {
      const known = groups.get(key) ?? { name: key, n: 0, parent: keys[depth - 1] }
      groups.set(key, { ...known, n: known.n + n })
    }
  }
  const tree = [...groups.values()]
  const hidden = gate(tree, least)
  return new Map(tree.map(({ name }, place) => [name, hidden[place]!] as const))
}
