import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { QualificationKind, QualificationRule } from './qualification-contract.ts'

export const listRules = async (tx: Tx): Promise<QualificationRule[]> =>
  (await tx
    .selectFrom('customer.qualification_rule')
    .select(['kind', 'since', 'least', 'list'])
    .execute()) as QualificationRule[]

export async function replaceRules(tx: Tx, rules: QualificationRule[]): Promise<void> {
  await tx.deleteFrom('customer.qualification_rule').execute()
  if (rules.length > 0) await tx.insertInto('customer.qualification_rule').values(rules).execute()
}

type Bounds = Pick<QualificationRule, 'least' | 'list'>

/** When a rule holds for the call `c`. */
const holds: Record<QualificationKind, (rule: Bounds) => RawBuilder<SqlBool>> = {
  listed: ({ list }) => sql`c.caller = any(${list}::text[])`,
  scan: ({ least }) => sql`(select count(distinct o.phone) from customer.tracked_call o
    where o.org_id = c.org_id and o.person_id = c.person_id
      and o.started_at between c.started_at - interval '1 hour' and c.started_at + interval '1 hour') >= ${least}`,
  hidden: () => sql`c.caller is null`,
  short: ({ least }) => sql`c.outcome = 'answered' and c.talk_seconds < ${least}`,
  repeated: ({ least }) => sql`exists (select from customer.tracked_call o
    where o.org_id = c.org_id and o.person_id = c.person_id and o.site_id = c.site_id
      and o.started_at >= c.started_at - make_interval(mins => ${least}) and (o.started_at, o.id) < (c.started_at, c.id))`,
  customer: () => sql`c.customer`,
  zone: ({ list }) => sql`c.zone is not null and c.zone <> 'mobile' and not c.zone = any(${list}::text[])`,
}

/** Which calls are to be looked at: one, and its caller's of the day around it; or all from a day on. */
type Which = { id: string; personId: string | null; startedAt: Date } | { ids: string[] } | { from: string }

function where(which: Which): RawBuilder<SqlBool> {
  if ('from' in which) return sql`c.local_day >= ${which.from}`
  if ('ids' in which) return sql`c.id = any(${which.ids}::uuid[])`
  const { id, personId, startedAt } = which
  return sql`(c.id = ${id} or c.person_id = ${personId}
    and c.started_at between ${startedAt}::timestamptz - interval '1 day' and ${startedAt}::timestamptz + interval '1 day')`
}

/** Writes which rule leaves each of the calls out. What was erased stays as it was judged. @param rules in their order */
export async function qualify(tx: Tx, rules: QualificationRule[], which: Which): Promise<void> {
  const held = rules.map(
    ({ kind, since, ...bounds }) => sql`when c.local_day >= ${since} and (${holds[kind](bounds)}) then ${kind}`,
  )
  const why = sql<string | null>`case when c.verdict = 'counted' then null when c.verdict = 'quarantined' then 'hand'
    ${held.length > 0 ? sql.join(held, sql` `) : sql``} end`
  await sql`update customer.tracked_call as t set quarantine = judged.why
    from (select c.org_id, c.id, ${why} as why from customer.tracked_call c where ${where(which)} and not c.erased) as judged
    where t.org_id = judged.org_id and t.id = judged.id and t.quarantine is distinct from judged.why`.execute(tx)
}

/** Calls since a day, and how many of them each rule would hold. */
export async function tryRules(tx: Tx, since: string, rules: (Bounds & { kind: QualificationKind })[]) {
  const counts = rules.map(
    ({ kind, ...bounds }) => sql`count(*) filter (where ${holds[kind](bounds)})::int as ${sql.ref(kind)}`,
  )
  const { rows } = await sql<{ calls: number } & Record<QualificationKind, number>>`
    select count(*)::int as calls, ${sql.join(counts)} from customer.tracked_call c where c.local_day >= ${since} and not c.erased`.execute(
    tx,
  )
  return rows[0]!
}

/** @returns undefined when there is no such call. */
export const setVerdict = (tx: Tx, id: string, verdict: 'counted' | 'quarantined' | null) =>
  tx
    .updateTable('customer.tracked_call')
    .set({ verdict })
    .where('id', '=', id)
    .returning(['id', 'person_id', 'started_at', 'site_id'])
    .executeTakeFirst()
export const findQuarantine = async (tx: Tx, id: string): Promise<string | null> =>
  (await tx.selectFrom('customer.tracked_call').select('quarantine').where('id', '=', id).executeTakeFirstOrThrow())
    .quarantine
