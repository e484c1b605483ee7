import { randomUUID } from 'node:crypto'
import { open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { conflict, DomainError } from '#shared/errors'

/**
 * Writes a file that is there whole or not at all: beside it first, flushed to the disk, then renamed. Only its owner
 * reads it. @throws {DomainError} `backup.file_exists`, `backup.disk_full`, `backup.not_writable`.
 */
export async function writeWhole(path: string, bytes: AsyncIterable<Buffer>, signal?: AbortSignal): Promise<void> {
  if (await stat(path).catch(() => undefined)) throw conflict('backup.file_exists', { path })
  const partial = `${path}.${randomUUID().slice(0, 8)}${unfinished}`
  try {
    const handle = await open(partial, 'wx', 0o600)
    // Closed here and not by the stream: what is not on the disk is not a backup.
    await pipeline(bytes, handle.createWriteStream({ flush: true }), { signal })
    await rename(partial, path)
    await flushFolder(dirname(path))
  } catch (error) {
    await rm(partial, { force: true })
    throw explainDisk(error, path)
  }
}

const unfinished = '.partial'

export function explainDisk(error: unknown, path: string): unknown {
  const { code } = error as { code?: string }
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG')
    return new DomainError(507, 'backup.disk_full', { path })
  if (['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR'].includes(code ?? ''))
    return new DomainError(422, 'backup.not_writable', { path, reason: code })
  return error
}

/** A new name survives a power cut once its folder is flushed. */
async function flushFolder(path: string) {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

const ours = /^visavis-\d{8}T\d{6}Z\.backup\.zst(\.age)?$/

/** A name that sorts by time. */
export const backupName = (at: Date, locked: boolean): string =>
  `visavis-${at.toISOString().replace(/[-:]|\.\d+/g, '')}.backup.zst${locked ? '.age' : ''}`

/** Our backups in a folder, the newest first. */
export const listBackups = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(() => []))
    .filter((name) => ours.test(name))
    .toSorted()
    .toReversed()

/**
 * Removes our backups beyond the newest `keep`, and what backups that were killed left behind a day ago or more.
 * Nothing else in the folder is touched. @returns the names removed.
 */
export async function rotate(folder: string, keep: number, now = Date.now()): Promise<string[]> {
  const old = (await listBackups(folder)).slice(keep)
  for (const name of await readdir(folder)) {
    const isLeft = name.endsWith(unfinished) && ours.test(name.slice(0, -(unfinished.length + 9)))
    if (isLeft && now - (await stat(join(folder, name))).mtimeMs > 86_400_000) old.push(name)
  }
  for (const name of old) await rm(join(folder, name))
  return old
}
