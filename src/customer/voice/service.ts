import { type Tx, uuidv7 } from '#kernel/db'
import { emit } from '#kernel/events'
import type { Vault } from '#kernel/vault'
import { notFound } from '#shared/errors'
import type { Provider, VoiceConnection } from './contract.ts'
import * as repo from './repo.ts'

export const listConnections = async (tx: Tx, publicUrl: string): Promise<VoiceConnection[]> =>
  (await repo.list(tx)).map((row) => toConnection(row, publicUrl))

export async function createConnection(
  tx: Tx,
  { secret, ...input }: { name: string; provider: Provider; secret: string },
  { publicUrl, vault }: { publicUrl: string; vault: Vault },
): Promise<VoiceConnection> {
  const id = uuidv7()
  const row = await repo.insert(tx, { ...input, id, secret: vault.seal(secret, purposeOf(id)) })
  await emit(tx, 'voice_connection.created', { connectionId: row.id, provider: row.provider })
  return toConnection(row, publicUrl)
}

/** @throws {DomainError} `voice_connection.not_found` (404). */
export async function removeConnection(tx: Tx, id: string): Promise<void> {
  if (!(await repo.remove(tx, id))) throw notFound('voice_connection', id)
  await emit(tx, 'voice_connection.removed', { connectionId: id })
}

const purposeOf = (id: string) => `voice connection ${id}`

/** The cloud and the secret that it signs with; undefined when there is no such connection. */
export async function findSecret(
  tx: Tx,
  vault: Vault,
  id: string,
): Promise<{ provider: Provider; secret: string } | undefined> {
  const row = await repo.findSecret(tx, id)
  return row && { provider: row.provider as Provider, secret: vault.open(row.secret, purposeOf(id)) }
}

/** Seals with the current key what is in clear or under an older key. @returns how many. */
export async function sealConnections(tx: Tx, vault: Vault): Promise<number> {
  const stale = (await repo.listSecrets(tx)).filter(({ secret }) => !vault.isCurrent(secret))
  for (const { id, secret } of stale) {
    const text = vault.isSealed(secret) ? vault.open(secret, purposeOf(id)) : secret
    await repo.replaceSecret(tx, id, secret, vault.seal(text, purposeOf(id)))
  }
  return stale.length
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
