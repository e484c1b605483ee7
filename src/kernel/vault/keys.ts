import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const shortest = 32

/** Keys of a text, the current one first: one a line, or separated by commas. */
export const readKeys = (text: string): string[] =>
  text
    .split(/[\s,]+/)
    .map((key) => key.trim())
    .filter(Boolean)

/** Whether a text holds keys, each long enough that nobody guesses it. */
export const areKeys = (text: string): boolean => {
  const keys = readKeys(text)
  return keys.length > 0 && keys.every((key) => key.length >= shortest)
}

export const keyFile = (dataDir: string): string => join(dataDir, 'secret.key')
export const newKey = (): string => randomBytes(32).toString('base64url')

/**
 * The keys in the data folder, made at the first start. Two processes that start at once agree on one key: the file
 * appears whole or not at all.
 */
export async function keysInFolder(dataDir: string): Promise<string> {
  const file = keyFile(dataDir)
  const found = await readFile(file, 'utf8').catch(() => undefined)
  if (found !== undefined) return found
  await mkdir(dataDir, { recursive: true })
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  await writeFile(draft, `${newKey()}\n`, { mode: 0o600, flag: 'wx' })
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await unlink(draft)
  return readFile(file, 'utf8')
}
