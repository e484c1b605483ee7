import { randomBytes } from 'node:crypto'
import { getSite } from '#engine/people'
import type { Tx } from '#kernel/db'
import { emit } from '#kernel/events'
import { notFound } from '#shared/errors'
import type { DeclaredWebsite, Website } from './contract.ts'
import * as repo from './website-repo.ts'

export const listWebsites = async (tx: Tx, publicUrl: string): Promise<Website[]> =>
  (await repo.list(tx)).map((row) => toWebsite(row, publicUrl))

/** Undefined when it is gone. */
export async function findWebsite(tx: Tx, id: string): Promise<DeclaredWebsite | undefined> {
  const row = await repo.find(tx, id)
  return row && { id: row.id, siteId: row.site_id, host: row.host, key: row.key }
}

/** @throws {DomainError} `website.not_found` (404). */
export async function getWebsite(tx: Tx, id: string, publicUrl: string): Promise<Website> {
  const row = await repo.find(tx, id)
  if (!row) throw notFound('website', id)
  return toWebsite(row, publicUrl)
}

/** @throws {DomainError} `site.not_found` (404), `value.taken` (409) for a host declared already. */
export async function createWebsite(
  tx: Tx,
  input: { siteId: string; host: string },
  publicUrl: string,
): Promise<Website> {
  await getSite(tx, input.siteId)
  const row = await repo.insert(tx, {
    site_id: input.siteId,
    host: input.host,
    key: randomBytes(9).toString('base64url'),
  })
  await emit(tx, 'website.declared', { websiteId: row.id, siteId: row.site_id }, 'websites')
  return toWebsite(row, publicUrl)
}

const toWebsite = (row: Awaited<ReturnType<typeof repo.insert>>, publicUrl: string): Website => ({
  id: row.id,
  siteId: row.site_id,
  host: row.host,
  key: row.key,
  snippet: `<script async src="${publicUrl}/t.js" data-key="${row.key}"></script>`,
  seenAt: row.seen_at?.toISOString() ?? null,
  seenUrl: row.seen_url,
})
