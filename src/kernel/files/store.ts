/** Where the bytes of files lie. A file is there whole or not at all, and never changes. */
export type FileStore = {
  /** On the disk, or taken by the bucket, once it resolves. @throws {DomainError} `file.no_room`, `file.store_silent` (503). */
  write: (key: string, bytes: Buffer) => Promise<void>
  /** @throws {DomainError} `file.missing` (410), `file.store_silent` (503). */
  read: (key: string) => Promise<Buffer>
  /** One that is not there is no error. */
  remove: (key: string) => Promise<void>
}

export const keyOf = ({ orgId, id }: { orgId: string; id: string }): string => `${orgId}/${id}`
