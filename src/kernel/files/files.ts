import { createHash } from 'node:crypto'
import { type Actor, type Database, type Tx, uuidv7 } from '#kernel/db'
import { enqueue } from '#kernel/jobs'
import { notFound } from '#shared/errors'
import { documents, kindOf } from './kind.ts'
import * as repo from './repo.ts'
import { type FileStore, keyOf } from './store.ts'

export type KeptFile = repo.FileRow

/**
 * Keeps a file's bytes. It belongs to nothing before {@link confirmFile}, in the transaction of what it belongs to; what
 * is never confirmed is taken away after a day.
 * @param kept told in the transaction that writes it down.
 * @throws {DomainError} what {@link kindOf} and the store throw.
 */
export async function keepFile(
  { db, files }: { db: Database; files: FileStore },
  actor: Actor & { orgId: string; userId?: string },
  { name, bytes, taken = documents }: { name: string; bytes: Buffer; taken?: Parameters<typeof kindOf>[2] },
  kept: (tx: Tx, id: string) => Promise<void>,
): Promise<KeptFile> {
  const media_type = await kindOf(name, bytes, taken)
  const id = uuidv7()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  // Known before it is there: nothing lies in the store that nobody would ever take away.
  await db.as(actor, async (tx) => {
    await repo.insert(tx, { id, name, media_type, size: bytes.length, sha256, kept_by: actor.userId ?? null })
    await kept(tx, id)
  })
  await files.write(keyOf({ orgId: actor.orgId, id }), bytes)
  return (await db.as(actor, (tx) => repo.find(tx, id)))!
}

/** @throws {DomainError} `file.not_found` (404). */
export async function confirmFile(tx: Tx, id: string): Promise<void> {
  if (!(await repo.confirm(tx, id))) throw notFound('file', id)
}

/** @throws {DomainError} `file.not_found` (404). */
export async function getFile(tx: Tx, id: string): Promise<KeptFile> {
  const found = await repo.find(tx, id)
  if (!found) throw notFound('file', id)
  return found
}

/** Their bytes go by a job of this transaction. */
export async function removeFiles(tx: Tx, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await repo.remove(tx, ids)
  for (const id of ids) await enqueue(tx, 'files.remove', { id })
}

/** Takes away what nothing confirmed. */
export const forgetUnconfirmed = async (tx: Tx): Promise<void> => removeFiles(tx, await repo.listForgotten(tx))
