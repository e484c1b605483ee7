import { emit } from '#kernel/events'
import type { Tx } from '#kernel/db'
import { conflict, invalid, notFound } from '#shared/errors'
import { parsePhone } from '#shared/phone'
import type { Site } from './contract.ts'
import * as repo from './repo.ts'

export const listSites = async (tx: Tx): Promise<Site[]> => (await repo.listSites(tx)).map(toSite)

/** @throws {DomainError} `site.not_found` (404). */
export async function getSite(tx: Tx, id: string): Promise<Site> {
  const site = await repo.findSite(tx, id)
  if (!site) throw notFound('site', id)
  return toSite(site)
}

/** @throws {DomainError} `phone.not_dialable` (422), `line.taken` (409). */
export async function createSite(tx: Tx, input: { name: string; timeZone: string; phone: string }): Promise<Site> {
  const phone = dialable(input.phone)
  const site = await repo.insertSite(tx, { name: input.name, time_zone: input.timeZone, phone })
  await addLine(tx, site.id, phone)
  await emit(tx, 'site.created', { siteId: site.id })
  return toSite(site)
}

/**
 * A new time zone dates the site's past calls again; a new number keeps the old one as a line of the site.
 * @throws {DomainError} `site.not_found` (404), `phone.not_dialable` (422), `line.taken` (409).
 */
export async function updateSite(
  tx: Tx,
  id: string,
  input: { name?: string; timeZone?: string; phone?: string },
): Promise<Site> {
  const before = await getSite(tx, id)
  const phone = input.phone === undefined ? before.phone : dialable(input.phone)
  if (phone !== before.phone && (await repo.findLine(tx, phone))?.site_id !== id) await addLine(tx, id, phone)
  const site = await repo.updateSite(tx, id, {
    name: input.name ?? before.name,
    time_zone: input.timeZone ?? before.timeZone,
    phone,
  })
  await emit(tx, 'site.changed', { siteId: id })
  if (site.time_zone !== before.timeZone) await emit(tx, 'site.zone_changed', { siteId: id, timeZone: site.time_zone })
  return toSite(site)
}

/** Gives a site a number that it answers. @throws {DomainError} `line.taken` (409) when it is another line's. */
export async function addLine(tx: Tx, siteId: string, phone: string): Promise<string> {
  const line = await repo.insertLine(tx, { site_id: siteId, phone })
  if (!line) throw conflict('line.taken', { phone: parsePhone(phone).display })
  return line.id
}

/** Who answers a number: its line, its site, the site's time zone. The number may be written any way. */
export async function findLine(tx: Tx, number: string) {
  const { key } = parsePhone(number)
  const line = key === null ? undefined : await repo.findLine(tx, key)
  return line && { id: line.id, siteId: line.site_id, timeZone: line.time_zone, sitePhone: line.site_phone }
}

/** The person behind an identifier, met for the first time if need be. Two at once agree on one person. */
export async function identify(
  tx: Tx,
  channel: 'phone' | 'visitor',
  value: string,
): Promise<{ personId: string; isNew: boolean }> {
  const { person_id, is_new } = await repo.identify(tx, channel, value)
  return { personId: person_id, isNew: is_new }
}

/** Notes that an identifier is a person's, unless it is already somebody's. */
export const addIdentity = (tx: Tx, channel: 'phone' | 'visitor', value: string, personId: string) =>
  repo.insertIdentity(tx, { channel, value, person_id: personId })

/** Person of each identifier that had one before an instant. */
export async function whoAre(
  tx: Tx,
  channel: 'phone' | 'visitor',
  values: string[],
  before: Date,
): Promise<Map<string, string>> {
  if (values.length === 0) return new Map()
  return new Map((await repo.listIdentities(tx, channel, values, before)).map((row) => [row.value, row.person_id]))
}

/** The browsers known to be each person's. */
export async function browsersOf(tx: Tx, personIds: string[]): Promise<Map<string, string[]>> {
  if (personIds.length === 0) return new Map()
  const rows = Map.groupBy(await repo.listBrowsers(tx, personIds), (row) => row.person_id)
  return new Map([...rows].map(([personId, found]) => [personId, found.map(({ value }) => value)]))
}

/** Names of those persons who have one. */
export async function namesOf(tx: Tx, personIds: string[]): Promise<Map<string, string>> {
  if (personIds.length === 0) return new Map()
  return new Map((await repo.listPersonNames(tx, personIds)).map((row) => [row.id, row.name!]))
}

/** A number that telephones can dial, as E.164. @throws {DomainError} `phone.not_dialable` (422). */
export function dialable(input: string): string {
  const { e164, valid, kind, display } = parsePhone(input)
  if (!e164 || !valid || kind === 'm2m') throw invalid('phone.not_dialable', { phone: display || input })
  return e164
}

const toSite = (row: Awaited<ReturnType<typeof repo.insertSite>>): Site => ({
  id: row.id,
  name: row.name,
  timeZone: row.time_zone,
  phone: row.phone,
  createdAt: row.created_at.toISOString(),
})

/** Whoever has a number (E.164), and the browsers known to be theirs. */
export async function findPerson(tx: Tx, phone: string): Promise<{ personIds: string[]; visitorIds: string[] }> {
  const rows = await repo.findByPhone(tx, phone)
  return {
    personIds: [...new Set(rows.map((row) => row.person_id))],
    visitorIds: rows.flatMap((row) => row.visitor_id ?? []),
  }
}

/** Names and identifiers go; the person stays as somebody. @returns how many were known by something. */
export const forgetPersons = (tx: Tx, ids: string[]): Promise<number> => repo.forget(tx, ids)
