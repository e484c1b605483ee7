import type { FaceCount, FaceFacts } from '#engine/measures'
import { versionOf } from '#engine/questionnaires'
import type { Tx } from '#kernel/db'
import { questionsOf, scaleOf } from '#shared/questionnaire/definition'
import * as repo from './repo.ts'

/** What employees said in a wave, the latest that is closed unless one is named, about the dimensions of the mirror. */
export async function employeesFace(
  tx: Tx,
  asked: { from: string; to: string } | { occasionId?: string | undefined },
): Promise<FaceFacts | undefined> {
  if ('from' in asked) return undefined
  const closed = (await repo.list(tx)).filter((wave) => wave.closed_at)
  const wave = asked.occasionId === undefined ? closed[0] : closed.find(({ id }) => id === asked.occasionId)
  const version = wave && (await versionOf(tx, wave.version_id))
  if (!wave || !version) return undefined
  const about = questionsOf(version.definition).filter((question) => question.dimension && scaleOf(question))
  const ballots = await repo.countBallots(tx, wave.id)
  const facts: FaceCount[] = []
  const places = Map.groupBy(ballots, ({ site_id, team_id }) => `${site_id} ${team_id}`)
  for (const own of places.values())
    for (const question of about) {
      const counts = new Map<number, number>()
      for (const { mark, n } of own) {
        const value = mark.startsWith(`${question.id}=`) ? Number(mark.slice(question.id.length + 1)) : Number.NaN
        if (!Number.isNaN(value)) counts.set(value, (counts.get(value) ?? 0) + n)
      }
      if (counts.size === 0) continue
      const { site_id: siteId, team_id: teamId } = own[0]!
      facts.push({
        siteId,
        teamId,
        question: question.id,
        dimension: question.dimension!,
        scale: scaleOf(question)!,
        counts,
      })
    }
  const day = (at: Date) => at.toISOString().slice(0, 10)
  return { from: day(wave.opened_at), to: day(wave.closed_at!), occasion: { id: wave.id, name: wave.name }, facts }
}

/** The closed waves of the same questionnaire as the latest of all, oldest first. */
export async function employeesOccasions(tx: Tx): Promise<{ id: string; name: string }[]> {
  const closed = (await repo.list(tx)).filter((wave) => wave.closed_at)
  return closed
    .filter((wave) => wave.questionnaire_id === closed[0]!.questionnaire_id)
    .map(({ id, name }) => ({ id, name }))
    .toReversed()
}
