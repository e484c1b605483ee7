import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DomainError } from '#shared/errors'
import type { FileStore } from './store.ts'

/** A folder of this machine. */
export const onDisk = (folder: string): FileStore => ({
  async write(key, bytes) {
    const path = join(folder, key)
    const draft = `${path}.part`
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await writeWhole(draft, bytes)
      await rename(draft, path)
      await sync(dirname(path))
    } catch (error) {
      await rm(draft, { force: true })
      throw explain(error)
    }
  },
  async read(key) {
    try {
      return await readFile(join(folder, key))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new DomainError(410, 'file.missing')
      throw error
    }
  },
  remove: (key) => rm(join(folder, key), { force: true }),
})

async function writeWhole(path: string, bytes: Buffer) {
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A name survives a power cut once its folder is written. */
async function sync(folder: string) {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const explain = (error: unknown): unknown =>
  ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '')
    ? new DomainError(503, 'file.no_room')
    : error
