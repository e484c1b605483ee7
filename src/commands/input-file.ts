import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { ConfigError } from '#kernel/config'

/** A file, or standard input for « - ». Before anything else: a wrong name must not cost a start of the database. */
export async function openInput(file: string): Promise<Readable> {
  if (file === '-') return process.stdin
  const handle = await open(file).catch((error: Error & { code?: string }) => {
    throw new ConfigError([
      error.code === 'ENOENT' ? `There is no file ${file}.` : `The file ${file} cannot be read (${error.code}).`,
    ])
  })
  if (!(await handle.stat()).isDirectory()) return handle.createReadStream()
  await handle.close()
  throw new ConfigError([`${file} is a folder, not a file.`])
}
