import { type Answers, type Definition, questionsOf } from './definition.ts'

/** Up to which mark somebody is unhappy: a detractor; satisfied by neither; an effort that was not made easy. */
export const unhappyUpTo = { nps: 6, csat: 2, ces: 3 } as const
const outOf = { nps: 10, csat: 5, ces: 7 } as const

/** The first mark that says that somebody is unhappy, and out of how many; undefined when none does. */
export function unhappyMark(definition: Definition, answers: Answers): { mark: number; of: number } | undefined {
  for (const { id, type } of questionsOf(definition)) {
    if (type !== 'nps' && type !== 'csat' && type !== 'ces') continue
    const mark = answers[id]
    if (typeof mark === 'number' && mark <= unhappyUpTo[type]) return { mark, of: outOf[type] }
  }
  return undefined
}
