import { readCursor, type Tx, writeCursor } from '#kernel/db'
import type { PlatformName, Transmission } from './contract.ts'
import { getDestination } from './destinations.ts'
import * as repo from './repo.ts'

export const transmissionsOf = async (tx: Tx, callId: string): Promise<Transmission[]> =>
  (await repo.listOfCall(tx, callId)).map(toTransmission)

/** @throws {DomainError} `conversion_destination.not_found` (404), `input.bad_cursor` (422). */
export async function listTransmissions(
  tx: Tx,
  destinationId: string,
  { cursor, limit, state }: { cursor?: string; limit: number; state?: string },
): Promise<{ items: Transmission[]; next: string | null }> {
  await getDestination(tx, destinationId)
  const after = cursor === undefined ? undefined : (readCursor(cursor, 2) as [string, string])
  const rows = await repo.listOfDestination(tx, destinationId, { state, after, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(toTransmission),
    next: rows.length > limit && last ? writeCursor([last.at.toISOString(), last.id]) : null,
  }
}

const toTransmission = (row: repo.TransmissionRow): Transmission => ({
  id: row.id,
  callId: row.call_id,
  destinationId: row.destination_id,
  name: row.name,
  platform: row.platform as PlatformName,
  state: row.state as Transmission['state'],
  reason: row.reason as Transmission['reason'],
  answer: row.answer,
  at: row.at.toISOString(),
})
