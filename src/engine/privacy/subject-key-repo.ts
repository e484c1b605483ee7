import type { Tx } from '#kernel/db'

export const find = async (tx: Tx): Promise<string | undefined> =>
  (await tx.selectFrom('engine.subject_key').select('sealed').executeTakeFirst())?.sealed
/** @returns the one that is there, if another was first. */
export const insert = async (tx: Tx, sealed: string): Promise<string> =>
  (
    await tx
      .insertInto('engine.subject_key')
      .values({ sealed })
      .onConflict((c) => c.column('org_id').doUpdateSet((eb) => ({ sealed: eb.ref('engine.subject_key.sealed') })))
      .returning('sealed')
      .executeTakeFirstOrThrow()
  ).sealed
export const replace = (tx: Tx, sealed: string) => tx.updateTable('engine.subject_key').set({ sealed }).execute()
