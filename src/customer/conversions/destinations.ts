import { type Tx, uuidv7 } from '#kernel/db'
import { emit } from '#kernel/events'
import type { Vault } from '#kernel/vault'
import { invalid, notFound } from '#shared/errors'
import { type ConversionDestination, type PlatformName, settingsOf } from './contract.ts'
import * as repo from './repo.ts'

export async function listDestinations(tx: Tx): Promise<ConversionDestination[]> {
  const counts = Map.groupBy(await repo.count(tx), (row) => row.destination_id)
  return (await repo.list(tx)).map((row) => toDestination(row, counts.get(row.id) ?? []))
}

/** @throws {DomainError} `conversion_destination.not_found` (404). */
export async function getDestination(tx: Tx, id: string): Promise<ConversionDestination> {
  const found = (await listDestinations(tx)).find((one) => one.id === id)
  if (!found) throw notFound('conversion_destination', id)
  return found
}

type Given = Pick<
  ConversionDestination,
  'name' | 'platform' | 'settings' | 'minTalkSeconds' | 'firstOnly' | 'valueCents'
> & { secret: string }

/** @throws {DomainError} `conversion_destination.settings`, `conversion_destination.version`, `conversion_destination.secret` (422), `value.taken` (409). */
export async function createDestination(tx: Tx, vault: Vault, given: Given): Promise<ConversionDestination> {
  const needed: readonly string[] = settingsOf[given.platform]
  const names = Object.keys(given.settings)
  if (names.length !== needed.length || !needed.every((name) => names.includes(name)))
    throw invalid('conversion_destination.settings', { needed: needed.join(', ') })
  const { apiVersion } = given.settings
  if (apiVersion !== undefined && !/^v\d{1,3}\.\d$/.test(apiVersion)) throw invalid('conversion_destination.version')
  if (given.platform === 'google_ads' && !isServiceAccount(given.secret)) throw invalid('conversion_destination.secret')
  const id = uuidv7()
  await repo.insert(tx, {
    id,
    name: given.name,
    platform: given.platform,
    settings: given.settings,
    secret: vault.seal(given.secret, purposeOf(id)),
    min_talk_seconds: given.minTalkSeconds,
    first_only: given.firstOnly,
    value_cents: given.valueCents,
  })
  await emit(tx, 'conversion_destination.created', { destinationId: id })
  return getDestination(tx, id)
}

/** @throws {DomainError} `conversion_destination.not_found` (404). */
export async function setDestinationEnabled(tx: Tx, id: string, enabled: boolean): Promise<ConversionDestination> {
  if (!(await repo.setEnabled(tx, id, enabled))) throw notFound('conversion_destination', id)
  return getDestination(tx, id)
}

/** @throws {DomainError} `conversion_destination.not_found` (404). */
export async function removeDestination(tx: Tx, id: string): Promise<void> {
  if (!(await repo.remove(tx, id))) throw notFound('conversion_destination', id)
  await emit(tx, 'conversion_destination.removed', { destinationId: id })
}

export const purposeOf = (id: string) => `conversion destination ${id}`

/** Seals with the current key what is under an older one. */
export async function sealDestinations(tx: Tx, vault: Vault): Promise<void> {
  for (const { id, secret } of await repo.listSecrets(tx))
    if (!vault.isCurrent(secret))
      await repo.replaceSecret(tx, id, secret, vault.seal(vault.open(secret, purposeOf(id)), purposeOf(id)))
}

function isServiceAccount(text: string): boolean {
  try {
    const { client_email: email, private_key: key } = JSON.parse(text) as Record<string, unknown>
    return typeof email === 'string' && typeof key === 'string' && key.includes('PRIVATE KEY')
  } catch {
    return false
  }
}

type Row = Awaited<ReturnType<typeof repo.list>>[number]
type Counts = Awaited<ReturnType<typeof repo.count>>

function toDestination(row: Row, counts: Counts): ConversionDestination {
  const of = (state: string) => counts.filter((one) => one.state === state).reduce((sum, { calls }) => sum + calls, 0)
  return {
    id: row.id,
    name: row.name,
    platform: row.platform as PlatformName,
    settings: row.settings as Record<string, string>,
    minTalkSeconds: row.min_talk_seconds,
    firstOnly: row.first_only,
    valueCents: row.value_cents,
    enabled: row.enabled,
    createdAt: row.created_at.toISOString(),
    sent: of('sent'),
    refused: of('refused'),
    waiting: of('waiting'),
    withheld: counts.flatMap(({ state, reason, calls }) => (state === 'withheld' && reason ? [{ reason, calls }] : [])),
  }
}
