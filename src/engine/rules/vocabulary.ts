import type { Tx } from '#kernel/db'
import { published } from '#kernel/events'
import { actionKinds, choicesOf } from './action.ts'
import { isOfSite } from './check.ts'
import type { Vocabulary } from './contract.ts'
import { fieldsOf } from './fields.ts'
import { nounOf } from './words.ts'

export async function readVocabulary(tx: Tx): Promise<Vocabulary> {
  const choices: Vocabulary['choices'] = {}
  for (const [of, list] of choicesOf()) choices[of] = await list(tx)
  return {
    events: published().map((event) => ({
      type: event.type,
      noun: nounOf(event),
      fields: [...fieldsOf(event).values()],
      ofSite: isOfSite(event),
      actions: actionKinds()
        .filter(({ fits }) => fits?.(event) ?? true)
        .map(({ kind }) => kind),
    })),
    actions: actionKinds().map(({ kind, inputs }) => ({ kind, inputs })),
    choices,
  }
}
