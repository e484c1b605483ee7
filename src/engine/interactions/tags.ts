import type { Tx } from '#kernel/db'
import { emit } from '#kernel/events'
import { notFound } from '#shared/errors'
import type { Tag } from './contract.ts'
import { getInteraction } from './service.ts'
import * as repo from './tag-repo.ts'

export const listTags = (tx: Tx): Promise<Tag[]> => repo.listTags(tx)

/** Of one interaction. @throws {DomainError} `call.not_found` (404). */
export async function tagsOf(tx: Tx, interactionId: string): Promise<Tag[]> {
  await getInteraction(tx, interactionId)
  return repo.listOf(tx, interactionId)
}

/** The same without asking whether it is there: none if not. */
export const tagIdsOf = async (tx: Tx, interactionId: string): Promise<string[]> =>
  (await repo.listOf(tx, interactionId)).map(({ id }) => id)

/**
 * Puts tags on an interaction; those that it has already change nothing, and are told to nobody.
 * @param names trimmed, not empty; « devis » and « Devis » are one.
 * @throws {DomainError} `call.not_found` (404).
 */
export async function tagInteraction(tx: Tx, interactionId: string, names: string[]): Promise<Tag[]> {
  await getInteraction(tx, interactionId)
  const once = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()]
  const tags = await repo.findOrInsert(tx, once)
  const added = await repo.insertAll(
    tx,
    interactionId,
    tags.map(({ id }) => id),
  )
  if (added.length > 0) await emit(tx, 'interaction.tagged', { interactionId, tagIds: added })
  return tags
}

/** @throws {DomainError} `call.not_found`, `tag.not_found` (404). */
export async function untagInteraction(tx: Tx, interactionId: string, tagId: string): Promise<void> {
  await getInteraction(tx, interactionId)
  if (!(await repo.remove(tx, interactionId, tagId))) throw notFound('tag', tagId)
  await emit(tx, 'interaction.untagged', { interactionId, tagIds: [tagId] })
}
