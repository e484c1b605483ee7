import { getSite } from '#engine/people'
import type { Tx } from '#kernel/db'
import type { Parameters, SiteModel } from './contract.ts'
import { casesOf, fixed, learn, type Lessons, prior } from './model.ts'
import { reliabilityOf, type Saying } from './reliability.ts'
import * as repo from './repo.ts'

/** What a site has taught, or the prior until it has taught anything. */
export const parametersOf = async (tx: Tx, siteId: string): Promise<Parameters> =>
  (await repo.find(tx, siteId))?.parameters ?? prior

/** When a site's model was learnt last; undefined if it never was. */
export const learntAt = async (tx: Tx, siteId: string): Promise<Date | undefined> =>
  (await repo.find(tx, siteId))?.learntAt

/** @throws {DomainError} `site.not_found` (404). */
export async function getSiteModel(tx: Tx, siteId: string): Promise<SiteModel> {
  await getSite(tx, siteId)
  const learnt = await repo.find(tx, siteId)
  return {
    siteId,
    parameters: learnt?.parameters ?? prior,
    prior,
    believeAbove: fixed.believeAbove,
    learntAt: learnt?.learntAt.toISOString() ?? null,
    cases: learnt?.cases ?? { visits: 0, calls: 0, telClicks: 0, telCalls: 0, knownCallers: 0 },
    ...(learnt?.reliability ?? reliabilityOf([])),
  }
}

/** @param test what the new parameters say of calls whose caller is certain. */
export async function learnSite(
  tx: Tx,
  siteId: string,
  lessons: Lessons,
  test: (parameters: Parameters) => Saying[],
  now = new Date(),
): Promise<void> {
  const parameters = learn(lessons)
  const reliability = reliabilityOf(test(parameters))
  await repo.save(tx, siteId, { parameters, cases: casesOf(lessons), reliability }, now)
}
