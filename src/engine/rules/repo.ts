import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { Action, Condition } from './contract.ts'

export type RuleRow = {
  id: string
  name: string
  event_type: string
  site_id: string | null
  condition: Condition
  actions: Action[]
  max_per_hour: number
  enabled: boolean
  stopped_reason: string | null
  stopped_at: Date | null
  key: string | null
}
export type NewRule = Omit<RuleRow, 'id' | 'stopped_reason' | 'stopped_at'>

const columns = [
  'id',
  'name',
  'event_type',
  'site_id',
  'condition',
  'actions',
  'max_per_hour',
  'enabled',
  'stopped_reason',
  'stopped_at',
  'key',
] as const

const kept = (tx: Tx) => tx.selectFrom('engine.rule').select(columns).where('removed_at', 'is', null)

export const list = (tx: Tx, keyPrefix?: string): Promise<RuleRow[]> =>
  kept(tx)
    .$if(keyPrefix !== undefined, (q) => q.where(sql<boolean>`starts_with(key, ${keyPrefix})`))
    .orderBy('id')
    .execute() as Promise<RuleRow[]>
export const listEnabled = (tx: Tx): Promise<RuleRow[]> =>
  kept(tx).where('enabled', '=', true).orderBy('id').execute() as Promise<RuleRow[]>
/** Until commit. Whoever writes a firing holds the rule's key: a stronger lock would have two of them wait for each other. */
export const lock = (tx: Tx, id: string): Promise<RuleRow | undefined> =>
  kept(tx).where('id', '=', id).forNoKeyUpdate().executeTakeFirst() as Promise<RuleRow | undefined>

const written = ({ condition, actions, ...rest }: Partial<NewRule>) => ({
  ...rest,
  ...(condition && { condition: JSON.stringify(condition) }),
  ...(actions && { actions: JSON.stringify(actions) }),
})
export const insert = (tx: Tx, rule: NewRule): Promise<RuleRow> =>
  tx
    .insertInto('engine.rule')
    .values(written(rule) as ReturnType<typeof written> & NewRule & { condition: string; actions: string })
    .returning(columns)
    .executeTakeFirstOrThrow() as Promise<RuleRow>
export const update = (
  tx: Tx,
  id: string,
  rule: Partial<NewRule> & { stopped_reason?: string | null; stopped_at?: Date | null; removed_at?: Date },
): Promise<RuleRow> =>
  tx
    .updateTable('engine.rule')
    .set(written(rule) as object)
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow() as Promise<RuleRow>

/** Of the transaction's organisation; 0 while it has no rule. */
export const readVersion = async (tx: Tx): Promise<{ orgId: string; version: number }> =>
  (
    await sql<{ orgId: string; version: number }>`
    select core.current_org() as "orgId", coalesce((select version from engine.rule_book), 0)::int8 as version`.execute(
      tx,
    )
  ).rows[0]!
