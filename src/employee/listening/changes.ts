import { holm, pOf } from '#shared/statistics/score'
import { z95 } from '#shared/interval'
import type { Change, GatedMean, ResultGroup, WaveFall, WaveResults } from './contract.ts'

type Told = { themes: WaveResults['themes']; groups: Omit<ResultGroup, 'changes'>[] }

/** A fall or rise is told as shown below this, once all that are looked at are taken together. */
const mostChance = 0.05

/**
 * What has changed from one wave to the next, group by group and theme by theme: only between what the gate tells of both.
 * The two are held to be independent people, which for the same people makes the interval wider than it need be. Many
 * groups and themes are looked at at once: a change is shown where chance explains it in fewer than 5 % of cases by Holm's
 * method over all of them.
 * @returns for each group of the later wave its changes, in the order of its themes; null where one of the two is not told.
 */
export function changesBetween(before: Told, after: Told): (Change | null)[][] {
  const found = after.groups.map((group) => {
    const then = before.groups.find(({ key }) => key === group.key)
    return after.themes.map((theme, place) => {
      const earlier = then?.themes[before.themes.findIndex(({ id }) => id === theme.id)]
      return earlier ? difference(earlier, group.themes[place]!) : null
    })
  })
  const adjusted = holm(found.flat().flatMap((change) => (change ? [change.p] : [])))
  let next = 0
  return found.map((changes) =>
    changes.map((change): Change | null => {
      if (!change) return null
      const { p: _, ...rest } = change
      return { ...rest, shown: adjusted[next++]! < mostChance }
    }),
  )
}

function difference(before: GatedMean, after: GatedMean) {
  if ('hidden' in before || 'hidden' in after) return null
  const value = after.value - before.value
  const half = Math.hypot(halfOf(before), halfOf(after))
  return { value, lo: value - half, hi: value + half, p: half === 0 ? 1 : pOf((value * z95) / half) }
}
/** An interval is cut at the ends of the scale: its uncut side says how wide it is. */
const halfOf = ({ value, lo, hi }: Extract<GatedMean, { value: number }>) => Math.max(value - lo, hi - value)

/** What has demonstrably become worse, of everybody and of sites: what somebody should be told of. */
export const fallsIn = ({ wave, themes, groups }: WaveResults): Omit<WaveFall, 'siteName'>[] =>
  groups
    .filter(({ kind }) => kind !== 'team')
    .flatMap(({ siteId, changes }) =>
      changes.flatMap((change, place) =>
        change?.shown && change.value < 0
          ? [{ id: wave.id, name: wave.name, siteId, theme: themes[place]!.title, change: Math.round(change.value) }]
          : [],
      ),
    )
