import { join } from 'node:path'
import { onDisk } from './disk.ts'
import { inBucket } from './s3.ts'
import type { FileStore } from './store.ts'

export { filesInto, filesOf } from './backup.ts'
export { confirmFile, forgetUnconfirmed, getFile, keepFile, type KeptFile, removeFiles } from './files.ts'
export { tables } from './kind.ts'
export { type FileStore, keyOf } from './store.ts'

/** A bucket where one is given, a folder of the data directory otherwise. */
export const openFiles = ({ dataDir, filesUrl }: { dataDir: string; filesUrl?: string }): FileStore =>
  filesUrl ? inBucket(filesUrl) : onDisk(join(dataDir, 'files'))
