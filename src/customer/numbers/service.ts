import { addLine, dialable, getSite } from '#engine/people'
import type { Tx } from '#kernel/db'
import { emit } from '#kernel/events'
import { notFound } from '#shared/errors'
import { parsePhone } from '#shared/phone'
import type { Pool, TrackedNumber } from './contract.ts'
import * as repo from './repo.ts'

export const listNumbers = async (
  tx: Tx,
  filter: { siteId?: string; poolId?: string } = {},
): Promise<TrackedNumber[]> => (await repo.list(tx, filter)).map(toNumber)

/** The tracked number of a line; undefined for a site's own number. */
export async function findNumber(tx: Tx, lineId: string): Promise<TrackedNumber | undefined> {
  const row = await repo.findNumber(tx, lineId)
  return row && toNumber(row)
}

/** @throws {DomainError} `site.not_found` (404), `phone.not_dialable` (422), `line.taken` (409), `reference.unknown` (422) for the campaign. */
export async function createNumber(
  tx: Tx,
  input: { siteId: string; campaignId: string; phone: string; label: string; shownOnPages: boolean },
): Promise<TrackedNumber> {
  await getSite(tx, input.siteId)
  const phone = dialable(input.phone)
  const id = await addLine(tx, input.siteId, phone)
  const row = await repo.insertNumber(tx, {
    id,
    site_id: input.siteId,
    phone,
    label: input.label,
    campaign_id: input.campaignId,
    shown_on_pages: input.shownOnPages,
  })
  await emit(tx, 'number.tracked', { numberId: id, siteId: row.site_id }, 'numbers')
  return toNumber(row)
}

/** @throws {DomainError} `number.not_found` (404). */
export async function retireNumber(tx: Tx, id: string, retired: boolean): Promise<TrackedNumber> {
  const row = await repo.setRetired(tx, id, retired)
  if (!row) throw notFound('number', id)
  await emit(tx, retired ? 'number.retired' : 'number.restored', { numberId: id, siteId: row.site_id }, 'numbers')
  return toNumber(row)
}

export const listPools = async (tx: Tx): Promise<Pool[]> => (await repo.listPools(tx)).map(toPool)

/** Undefined when it is gone. */
export async function findPool(tx: Tx, id: string): Promise<Pool | undefined> {
  const [row] = await repo.listPools(tx, id)
  return row && toPool(row)
}

/** @throws {DomainError} as {@link createNumber}; all numbers are taken, or none. */
export async function createPool(
  tx: Tx,
  input: { siteId: string; name: string; replaces?: string | null; holdMinutes: number; phones: string[] },
): Promise<Pool> {
  const site = await getSite(tx, input.siteId)
  const replaces = input.replaces ? dialable(input.replaces) : null
  const id = await repo.insertPool(tx, {
    site_id: input.siteId,
    name: input.name,
    replaces: replaces === site.phone ? null : replaces,
    hold_minutes: input.holdMinutes,
  })
  return addToPool(tx, id, input.phones)
}

/** @throws {DomainError} `pool.not_found` (404), and as {@link createPool}. */
export async function addToPool(tx: Tx, id: string, phones: string[]): Promise<Pool> {
  const pool = await repo.findPool(tx, id)
  if (!pool) throw notFound('pool', id)
  for (const phone of new Set(phones.map(dialable))) {
    await repo.insertNumber(tx, {
      id: await addLine(tx, pool.site_id, phone),
      site_id: pool.site_id,
      phone,
      pool_id: id,
    })
  }
  await emit(tx, 'pool.filled', { poolId: id, siteId: pool.site_id }, 'numbers')
  return toPool((await repo.listPools(tx, id))[0]!)
}

/** Pools that a site's pages draw from, and the number on the pages that each replaces (null: the site's own): of several for one number, the first made. */
export async function poolsOfSite(tx: Tx, siteId: string): Promise<{ id: string; replaces: string | null }[]> {
  const rows = await repo.listPoolsOfSite(tx, siteId)
  return rows.filter((row, index) => rows.findIndex(({ replaces }) => replaces === row.replaces) === index)
}

const toNumber = (row: Awaited<ReturnType<typeof repo.insertNumber>>): TrackedNumber => {
  const { display, kind, territory } = parsePhone(row.phone)
  return {
    id: row.id,
    siteId: row.site_id,
    e164: row.phone,
    display,
    kind,
    territory,
    level: row.pool_id === null ? 'source' : 'visitor',
    campaignId: row.campaign_id,
    poolId: row.pool_id,
    label: row.label,
    shownOnPages: row.shown_on_pages,
    retiredAt: row.retired_at?.toISOString() ?? null,
  }
}

const toPool = (row: Awaited<ReturnType<typeof repo.listPools>>[number]): Pool => ({
  id: row.id,
  siteId: row.site_id,
  name: row.name,
  replaces: row.replaces,
  holdMinutes: row.hold_minutes,
  numbers: row.numbers ?? 0,
  held: row.held ?? 0,
  reusedToday: row.reused ?? 0,
})
