import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import { phonePattern } from '#shared/phone-pattern'

/** What somebody wrote, of the answers that a condition finds; what is counted of them stays. */
const withoutWords = sql`(
  select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(answers)
  where jsonb_typeof(value) <> 'string' or key || '=*' <> all (marks))`
const says = (phone: string) => sql`answers::text ~ ${phonePattern(phone)}`

/** Takes away what was written in answers given before an instant. @returns how many had words. */
export const purgeAnswers = async (tx: Tx, before: Date, most: number): Promise<number> =>
  Number(
    (
      await sql`update engine.answer set answers = ${withoutWords} where (org_id, id) in (
        select org_id, id from engine.answer where answered_at < ${before}
          and exists (select from jsonb_each(answers) where jsonb_typeof(value) = 'string' and key || '=*' = any (marks))
        limit ${most})`.execute(tx)
    ).numAffectedRows,
  )

/** Answers in which a number stands, as whoever is asked for their own file is told. */
export const showAnswers = async (tx: Tx, phone: string): Promise<Record<string, unknown>[]> =>
  (
    await sql<Record<string, unknown>>`select answered_at as "answeredAt", channel, answers from engine.answer
      where ${says(phone)} order by answered_at`.execute(tx)
  ).rows

/** @returns how many answers named the number. */
export const forgetAnswers = async (tx: Tx, phone: string): Promise<number> =>
  Number(
    (await sql`update engine.answer set answers = ${withoutWords} where ${says(phone)}`.execute(tx)).numAffectedRows,
  )
