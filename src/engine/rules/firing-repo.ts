import { type SqlBool, sql } from 'kysely'
import { uuidv7, type Tx } from '#kernel/db'

export type EffectState = 'waiting' | 'done' | 'skipped' | 'failed'
export type FiringRow = {
  id: string
  rule_id: string
  rule_name: string
  event_id: string
  event_type: string
  facts: Record<string, unknown>
  stopped_reason: string | null
  fired_at: Date
}
export type EffectRow = {
  id: string
  firing_id: string
  kind: string
  target: string
  state: EffectState
  error: string | null
  settled_at: Date | null
}

type NewFiring = { rule_id: string; event_id: string; subject: string; facts: string }

/** @returns those that are new: a rule that has acted upon this subject does not act again. In the order of their rules. */
export const insertFirings = (tx: Tx, firings: NewFiring[]): Promise<{ id: string; rule_id: string }[]> =>
  tx
    .insertInto('engine.rule_firing')
    .values(firings)
    .onConflict((c) => c.columns(['org_id', 'rule_id', 'subject']).doNothing())
    .returning(['id', 'rule_id'])
    .execute()

/** How often each has fired within the last hour. */
export const countLastHour = async (tx: Tx, ruleIds: string[]): Promise<Map<string, number>> => {
  const rows = await tx
    .selectFrom('engine.rule_firing')
    .select(['rule_id', sql<number>`count(*)::int`.as('n')])
    .where('rule_id', 'in', ruleIds)
    .where('fired_at', '>', sql<Date>`now() - interval '1 hour'`)
    .groupBy('rule_id')
    .execute()
  return new Map(rows.map((row) => [row.rule_id, row.n]))
}

export const setStopped = (tx: Tx, firingIds: string[], reason: string) =>
  tx.updateTable('engine.rule_firing').set({ stopped_reason: reason }).where('id', 'in', firingIds).execute()

export type NewEffect = {
  id: string
  firing_id: string
  position: number
  kind: string
  target: string
  settings: string | null
  state: EffectState
  error: string | null
}
export const newEffectId = (): string => uuidv7()

export const insertEffects = (tx: Tx, effects: NewEffect[]) =>
  tx
    .insertInto('engine.rule_effect')
    .values(effects.map((effect) => ({ ...effect, settled_at: effect.state === 'done' ? sql<Date>`now()` : null })))
    .execute()

export type OpenEffect = EffectRow & { settings: Record<string, unknown>; event_id: string; rule_id: string }

const open = (tx: Tx) =>
  tx
    .selectFrom('engine.rule_effect as e')
    .innerJoin('engine.rule_firing as f', (join) =>
      join.onRef('f.org_id', '=', 'e.org_id').onRef('f.id', '=', 'e.firing_id'),
    )
    .select([
      'e.id',
      'e.firing_id',
      'e.kind',
      'e.target',
      'e.state',
      'e.error',
      'e.settled_at',
      'e.settings',
      'f.event_id',
      'f.rule_id',
    ])
    .where('e.state', 'in', ['waiting', 'failed'])

/** An effect that is not settled. */
export const findOpen = (tx: Tx, id: string) =>
  open(tx).where('e.id', '=', id).executeTakeFirst() as Promise<OpenEffect | undefined>
/** The same, kept for this transaction alone. */
export const lockOpen = (tx: Tx, id: string) =>
  open(tx).where('e.id', '=', id).forUpdate('e').executeTakeFirst() as Promise<OpenEffect | undefined>
export const listOpenOf = async (tx: Tx, firingId: string): Promise<string[]> =>
  (await open(tx).where('e.firing_id', '=', firingId).execute()).map(({ id }) => id)

export const settle = (tx: Tx, id: string, state: 'done' | 'skipped') =>
  tx
    .updateTable('engine.rule_effect')
    .set({ state, settings: null, error: null, settled_at: sql`now()` })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'failed'])
    .execute()
/** Told again with the same reason, it changes nothing. @returns whether it changed. */
export const noteError = async (tx: Tx, id: string, error: string): Promise<boolean> =>
  (
    await tx
      .updateTable('engine.rule_effect')
      .set({ error })
      .where('id', '=', id)
      .where('state', 'in', ['waiting', 'failed'])
      .where(sql<SqlBool>`error is distinct from ${error}`)
      .executeTakeFirst()
  ).numUpdatedRows > 0n

/** Newest first, before an id. */
export const listFirings = (
  tx: Tx,
  { ruleId, id, before, limit }: { ruleId?: string; id?: string; before?: string; limit: number },
): Promise<FiringRow[]> =>
  tx
    .selectFrom('engine.rule_firing as f')
    .innerJoin('engine.rule as r', (join) => join.onRef('r.org_id', '=', 'f.org_id').onRef('r.id', '=', 'f.rule_id'))
    .select([
      'f.id',
      'f.rule_id',
      'r.name as rule_name',
      'f.event_id',
      'r.event_type',
      'f.facts',
      'f.stopped_reason',
      'f.fired_at',
    ])
    .$if(ruleId !== undefined, (q) => q.where('f.rule_id', '=', ruleId!))
    .$if(id !== undefined, (q) => q.where('f.id', '=', id!))
    .$if(before !== undefined, (q) => q.where('f.id', '<', before!))
    .orderBy('f.id', 'desc')
    .limit(limit)
    .execute() as Promise<FiringRow[]>
export const listEffects = (tx: Tx, firingIds: string[]): Promise<EffectRow[]> =>
  tx
    .selectFrom('engine.rule_effect')
    .select(['id', 'firing_id', 'kind', 'target', 'state', 'error', 'settled_at'])
    .where('firing_id', 'in', firingIds)
    .orderBy('position')
    .orderBy('target')
    .orderBy('id')
    .execute() as Promise<EffectRow[]>

/** How often each rule fired in the last 30 days, and when at last. */
export const summarise = async (tx: Tx): Promise<Map<string, { fired: number; lastAt: Date }>> => {
  const rows = await tx
    .selectFrom('engine.rule_firing')
    .select(['rule_id', sql<number>`count(*)::int`.as('fired'), sql<Date>`max(fired_at)`.as('last_at')])
    .where('fired_at', '>', sql<Date>`now() - interval '30 days'`)
    .groupBy('rule_id')
    .execute()
  return new Map(rows.map((row) => [row.rule_id, { fired: row.fired, lastAt: row.last_at }]))
}

/** Takes back what fails, and only that. */
export async function inSavepoint<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql`savepoint action`.execute(tx)
  try {
    const result = await work()
    await sql`release savepoint action`.execute(tx)
    return result
  } catch (error) {
    await sql`rollback to savepoint action`.execute(tx)
    throw error
  }
}
