import { listSites } from '#engine/people'
import type { Tx } from '#kernel/db'
import type { Vault } from '#kernel/vault'
import type { Asked, SurveyPlan } from './contract.ts'
import { surenessOf, targetsOf, toInvite } from './draw.ts'
import { type Frame, frameOf } from './frame.ts'

/** A frame with the answers wanted of each of its strata. */
export type Aimed = Frame & { target: number }

/** Each site's answers wanted, shared out among its strata. */
export function aim(frames: readonly Frame[], perSite: number): Aimed[] {
  return [...Map.groupBy(frames, ({ siteId }) => siteId).values()].flatMap((own) => {
    const targets = targetsOf(
      own.map(({ people }) => people.length),
      perSite,
    )
    return own.map((frame, place) => ({ ...frame, target: targets[place]! }))
  })
}

/** What a survey would come to. Nothing is drawn, nobody is written to. */
export async function planSurvey(tx: Tx, vault: Vault, asked: Asked): Promise<SurveyPlan> {
  const strata = aim(await frameOf(tx, vault, asked), asked.perSite)
  const sites = await listSites(tx)
  const nameOf = (siteId: string | null) => sites.find(({ id }) => id === siteId)?.name ?? null
  const byName = (a: { siteName: string | null }, b: { siteName: string | null }) =>
    a.siteName === null ? 1 : b.siteName === null ? -1 : a.siteName.localeCompare(b.siteName, 'fr')
  const bySite = Map.groupBy(strata, ({ siteId }) => siteId)
  return {
    sites: [...bySite]
      .map(([siteId, own]) => {
        const sum = (of: (stratum: Aimed) => number) => own.reduce((total, stratum) => total + of(stratum), 0)
        const expected = Math.min(
          asked.perSite,
          sum(({ people }) => people.length * asked.expectedRate),
        )
        return {
          siteId,
          siteName: nameOf(siteId),
          reachable: sum(({ people }) => people.length),
          resting: sum(({ resting }) => resting),
          opposed: sum(({ opposed }) => opposed),
          unreachable: sum(({ unreachable }) => unreachable),
          invited: sum(({ target, people }) =>
            toInvite({ wanted: target, rate: asked.expectedRate, left: people.length }),
          ),
          expected,
          ...surenessOf(Math.floor(expected)),
        }
      })
      .toSorted(byName),
    strata: strata
      .map(({ people, ...stratum }) => ({ ...stratum, reachable: people.length, siteName: nameOf(stratum.siteId) }))
      .toSorted(byName),
  }
}
