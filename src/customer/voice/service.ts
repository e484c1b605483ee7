import type { Tx } from '#kernel/db'
import { emit } from '#kernel/events'
import { notFound } from '#shared/errors'
import type { Provider, VoiceConnection } from './contract.ts'
import * as repo from './repo.ts'

export const listConnections = async (tx: Tx, publicUrl: string): Promise<VoiceConnection[]> =>
  (await repo.list(tx)).map((row) => toConnection(row, publicUrl))

export async function createConnection(
  tx: Tx,
  input: { name: string; provider: Provider; secret: string },
  publicUrl: string,
): Promise<VoiceConnection> {
  const row = await repo.insert(tx, input)
  await emit(tx, 'voice_connection.created', { connectionId: row.id, provider: row.provider })
  return toConnection(row, publicUrl)
}

/** @throws {DomainError} `voice_connection.not_found` (404). */
export async function removeConnection(tx: Tx, id: string): Promise<void> {
  if (!(await repo.remove(tx, id))) throw notFound('voice_connection', id)
  await emit(tx, 'voice_connection.removed', { connectionId: id })
}

export const hookUrl = (publicUrl: string, id: string, hook: 'voice' | 'status') =>
  `${publicUrl}/hooks/twiml/${id}/${hook}`

const toConnection = (row: Awaited<ReturnType<typeof repo.insert>>, publicUrl: string): VoiceConnection => ({
  id: row.id,
  name: row.name,
  provider: row.provider as Provider,
  voiceUrl: hookUrl(publicUrl, row.id, 'voice'),
  statusUrl: hookUrl(publicUrl, row.id, 'status'),
  lastDeliveryAt: row.last_delivery_at?.toISOString() ?? null,
  forged: row.forged,
  createdAt: row.created_at.toISOString(),
})
