import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

/** What is told, of what; `level`: how far it has come, of what comes by steps. */
export type Telling = { what: string; subject: string; level?: number }

/** Notes a telling unless it was told, at that level or a higher one, since an instant. @returns whether it is new. */
export const claim = async (tx: Tx, { what, subject, level = 0 }: Telling, since: Date): Promise<boolean> =>
  (
    await sql`insert into customer.told as t (what, subject, level) values (${what}, ${subject}, ${level})
      on conflict (org_id, what, subject) do update set level = excluded.level, at = now()
      where t.at < ${since} or t.level < excluded.level returning 1`.execute(tx)
  ).rows.length > 0
