import { type Tx, uuidv7 } from '#kernel/db'
import * as repo from './repo.ts'

/** Line and site of each of these numbers (E.164) that is one. */
export async function findLines(tx: Tx, phones: string[]): Promise<Map<string, { id: string; siteId: string }>> {
  const rows = await repo.listLines(tx, [...new Set(phones)])
  return new Map(rows.map(({ id, site_id, phone }) => [phone, { id, siteId: site_id }]))
}

/**
 * As `identify`, for many at once.
 * @throws when somebody else meets one of them at the same time: whoever has many to identify does it alone.
 */
export async function identifyAll(
  tx: Tx,
  channel: 'phone' | 'visitor',
  values: string[],
): Promise<Map<string, { personId: string; isNew: boolean }>> {
  const all = [...new Set(values)]
  if (all.length === 0) return new Map()
  const known = new Map((await repo.listIdentities(tx, channel, all)).map((row) => [row.value, row.person_id]))
  const strangers = all.filter((value) => !known.has(value)).map((value) => ({ channel, value, person_id: uuidv7() }))
  if (strangers.length > 0) {
    await repo.insertPersons(
      tx,
      strangers.map(({ person_id }) => person_id),
    )
    await repo.insertIdentities(tx, strangers)
  }
  return new Map<string, { personId: string; isNew: boolean }>([
    ...[...known].map(([value, personId]) => [value, { personId, isNew: false }] as const),
    ...strangers.map(({ value, person_id }) => [value, { personId: person_id, isNew: true }] as const),
  ])
}
