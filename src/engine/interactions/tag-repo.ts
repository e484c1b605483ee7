import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

export type TagRow = { id: string; name: string }

export const listTags = (tx: Tx): Promise<TagRow[]> =>
  tx
    .selectFrom('engine.tag')
    .select(['id', 'name'])
    .orderBy(sql`name collate "fr-x-icu"`)
    .execute()

/** The tags of these names, in any writing; those that are new are made. */
export async function findOrInsert(tx: Tx, names: string[]): Promise<TagRow[]> {
  const wanted = sql`lower(name) in (${sql.join(names.map((name) => sql`lower(${name})`))})`
  const find = () =>
    tx
      .selectFrom('engine.tag')
      .select(['id', 'name'])
      .where(sql<boolean>`${wanted}`)
      .execute()
  const known = await find()
  if (known.length === names.length) return known
  await tx
    .insertInto('engine.tag')
    .values(names.map((name) => ({ name })))
    .onConflict((c) => c.doNothing())
    .execute()
  return find()
}

/** @returns the ids of those that it did not have. */
export const insertAll = async (tx: Tx, interactionId: string, tagIds: string[]): Promise<string[]> =>
  (
    await tx
      .insertInto('engine.interaction_tag')
      .values(tagIds.map((tag_id) => ({ interaction_id: interactionId, tag_id })))
      .onConflict((c) => c.doNothing())
      .returning('tag_id')
      .execute()
  ).map((row) => row.tag_id)

export const remove = async (tx: Tx, interactionId: string, tagId: string): Promise<boolean> =>
  (
    await tx
      .deleteFrom('engine.interaction_tag')
      .where('interaction_id', '=', interactionId)
      .where('tag_id', '=', tagId)
      .executeTakeFirst()
  ).numDeletedRows > 0n

export const listOf = (tx: Tx, interactionId: string): Promise<TagRow[]> =>
  tx
    .selectFrom('engine.interaction_tag as i')
    .innerJoin('engine.tag as t', (join) => join.onRef('t.org_id', '=', 'i.org_id').onRef('t.id', '=', 'i.tag_id'))
    .select(['t.id', 't.name'])
    .where('i.interaction_id', '=', interactionId)
    .orderBy(sql`t.name collate "fr-x-icu"`)
    .execute()
