import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

/** Removes what rules did before an instant, unless something of it is still to be done. @returns how many. */
export const purgeFirings = async (tx: Tx, before: Date, most: number): Promise<number> =>
  Number(
    (
      await sql`with old as (select f.id from engine.rule_firing f where f.fired_at < ${before}
          and not exists (select from engine.rule_effect e where e.firing_id = f.id and e.state = 'waiting')
          order by f.fired_at limit ${most}),
        effects as (delete from engine.rule_effect where firing_id in (select id from old))
        delete from engine.rule_firing where id in (select id from old)`.execute(tx)
    ).numAffectedRows,
  )

/** What was found out about calls of somebody's goes. @returns how many. */
export const forgetFirings = async (tx: Tx, interactionIds: string[]): Promise<number> =>
  Number(
    (await sql`update engine.rule_firing set facts = '{}' where subject = any(${interactionIds}::text[])`.execute(tx))
      .numAffectedRows,
  )
