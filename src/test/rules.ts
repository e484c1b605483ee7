import { createRule } from '#engine/rules'
import { type Condition, RuleInput } from '#engine/rules/contract'
import type { Actor, Database } from '#kernel/db'
import type { z } from 'zod'

type Given = Partial<z.input<typeof RuleInput>>

/** A rule that puts « vu » on every call, unless said otherwise. */
export const aRule = (given: Given = {}): RuleInput =>
  RuleInput.parse({ name: 'Essai', on: 'call.tracked', actions: [{ kind: 'tag', settings: { tag: 'vu' } }], ...given })

export const makeRule = (db: Database, org: Actor, given: Given = {}): Promise<{ id: string }> =>
  db.as(org, (tx) => createRule(tx, aRule(given)))

export const missed: Condition = { match: 'all', tests: [{ field: 'outcome', is: 'is', value: 'missed' }] }
