import type { FileSource, FileTarget } from '#kernel/backup'
import { type FileStore, keyOf } from './store.ts'

/** Takes files along in a backup: those that its snapshot shows. */
export const filesOf = (store: FileStore): FileSource => ({
  async *list(client) {
    const { rows } = await client.query<{ org_id: string; id: string; size: string; sha256: string }>(
      'select org_id, id, size, sha256 from engine.file where confirmed order by id',
    )
    for (const { org_id, size, ...row } of rows) yield { ...row, orgId: org_id, size: Number(size) }
  },
  async *read(file) {
    yield await store.read(keyOf(file))
  },
})

export const filesInto = (store: FileStore): FileTarget => ({
  async write(file, parts) {
    const bytes: Buffer[] = []
    for await (const part of parts) bytes.push(part)
    await store.write(keyOf(file), Buffer.concat(bytes))
  },
  forget: (file) => store.remove(keyOf(file)),
})
