import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Whom people asked to erase, kept beside the database and not in it: a backup that is older than an erasure brings the
 * person back, and this says whom to erase again. It holds keyed hashes, no number.
 */
export type Journal = {
  /** On the disk once it resolves. */
  note: (entry: Entry) => Promise<void>
  read: () => Promise<Entry[]>
}
export type Entry = {
  id: string
  orgId: string
  /** The number's hash, and the organisation's key that made it, sealed. */
  subject: string
  key: string
  opposed: boolean
  at: string
}

export const journalFile = (dataDir: string): string => join(dataDir, 'erasures.jsonl')

export function openJournal(dataDir: string): Journal {
  const file = journalFile(dataDir)
  return {
    async note(entry) {
      await mkdir(dataDir, { recursive: true })
      const journal = await open(file, 'a', 0o600)
      try {
        // One short write at the end of a file: two processes do not mix theirs. It begins a line of its own: one that a
        // crash cut short takes none with it.
        await journal.write(`\n${JSON.stringify(entry)}\n`)
        await journal.sync()
      } finally {
        await journal.close()
      }
    },
    async read() {
      const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return ''
        throw error
      })
      // A line cut short by a crash was not promised to anybody.
      return text.split('\n').flatMap((line) => readLine(line) ?? [])
    },
  }
}

function readLine(line: string): Entry | undefined {
  try {
    return line ? (JSON.parse(line) as Entry) : undefined
  } catch {
    return undefined
  }
}
