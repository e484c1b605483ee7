import type { FaceCount, FaceFacts } from '#engine/measures'
import type { Tx } from '#kernel/db'
import { questionsOf, scaleOf } from '#shared/questionnaire/definition'
import { byQuestion } from '#shared/questionnaire/marks'
import { countMarks } from './count-repo.ts'
import { list, listVersions } from './repo.ts'

/** What customers said within some days about the dimensions of the mirror, site by site, whatever questionnaire asked it. */
export async function customersFace(
  tx: Tx,
  asked: { from: string; to: string } | { occasionId?: string | undefined },
): Promise<FaceFacts | undefined> {
  if (!('from' in asked)) return undefined
  const facts: FaceCount[] = []
  for (const { id, audience } of await list(tx)) {
    if (audience !== 'customers') continue
    const questions = new Map(
      (await listVersions(tx, id))
        .toReversed()
        .flatMap(({ definition }) => questionsOf(definition).map((question) => [question.id, question] as const)),
    )
    const about = [...questions.values()].filter((question) => question.dimension && scaleOf(question))
    if (about.length === 0) continue
    const marks = await countMarks(tx, id, { span: asked, filter: {} })
    for (const [siteId, own] of Map.groupBy(marks, (mark) => mark.siteId)) {
      const counts = byQuestion(own)
      for (const question of about) {
        const given = counts.get(question.id)
        if (!given) continue
        const numbers = [...given].flatMap(([value, n]) => (value === 'na' ? [] : [[Number(value), n] as const]))
        facts.push({
          siteId,
          question: `${id} ${question.id}`,
          dimension: question.dimension!,
          scale: scaleOf(question)!,
          counts: new Map(numbers),
        })
      }
    }
  }
  return { ...asked, occasion: null, facts }
}
