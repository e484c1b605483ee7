import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import { phonePattern } from '#shared/phone-pattern'

/** Removes messages that name a number, told or not. @returns how many. */
export const forgetMessages = async (tx: Tx, phone: string): Promise<number> =>
  Number(
    (await sql`delete from engine.webhook_message where body ~ ${phonePattern(phone)}`.execute(tx)).numAffectedRows,
  )
