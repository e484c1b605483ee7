import { objectorsAmong } from '#engine/interactions'
import { dialable } from '#engine/people'
import { readCursor, type Tx, uuidv7, writeCursor } from '#kernel/db'
import { emit } from '#kernel/events'
import { conflict, DomainError, invalid, notFound } from '#shared/errors'
import { digitsOf } from '#shared/phone-digits'
import { type Entry, openBook, type Told } from './book.ts'
import type { Contact, ContactDetail, ToldContact } from './contract.ts'
import * as repo from './repo.ts'
import { listOf } from './sale-repo.ts'

export type Settled = Entry['outcome'] | DomainError

/** Notes customers, in their order. @returns for each what has become of it, or why it is refused. */
export async function keepContacts(tx: Tx, told: ToldContact[], now = new Date()): Promise<Settled[]> {
  const entries = await noteAll(tx, told, now, false)
  return entries.map((entry) => (entry instanceof DomainError ? entry : entry.outcome))
}

/**
 * As {@link keepContacts}, with who each of them is.
 * @param completes what is known already stays: a sale tells of its customer in passing.
 * @throws nothing for a single one: `phone.not_dialable`, `contact.unknowable`, `contact.several`, `contact.objects` are told of it.
 */
export async function noteAll(
  tx: Tx,
  given: ToldContact[],
  now: Date,
  completes: boolean,
): Promise<(Entry | DomainError)[]> {
  await repo.lockBook(tx)
  const told = given.map(readable)
  const readables = told.flatMap((one) => (one instanceof DomainError ? [] : [one]))
  const phones = [...new Set(readables.flatMap((one) => one.phones))]
  const objectors = await objectorsAmong(tx, phones)
  const known = await repo.listKnown(tx, {
    references: readables.flatMap(({ reference }) => reference ?? []),
    emails: readables.flatMap(({ email }) => email ?? []),
    phones,
  })
  const book = openBook(known, uuidv7, now)
  const touched = new Map<string, Entry>()
  const entries = told.map((one) => {
    if (one instanceof DomainError) return one
    if (one.phones.some((phone) => objectors.has(phone))) return conflict('contact.objects')
    const [found, another] = book.match(one)
    if (another) return conflict('contact.several', { count: book.match(one).length })
    const entry = book.note(one, found, completes)
    if (entry.outcome !== 'unchanged') touched.set(entry.contact.id, entry)
    return entry
  })
  const changed = [...touched.values()].map(({ contact }) => contact)
  await repo.save(tx, changed)
  if (changed.length > 0) await tellChanged(tx, changed)
  return entries
}

/** Whoever counts what came of calls reads it. */
export const tellChanged = (tx: Tx, contacts: { id: string }[]) =>
  emit(tx, 'contacts.changed', { contactIds: contacts.map(({ id }) => id) }, 'contacts')

function readable({ phones, ...one }: ToldContact): Told | DomainError {
  try {
    if (one.reference === null && one.email === null && phones.length === 0) throw invalid('contact.unknowable')
    return { ...one, phones: [...new Set(phones.map((phone) => dialable(withZero(phone))))] }
  } catch (error) {
    if (error instanceof DomainError) return error
    throw error
  }
}

/** Spreadsheets take the first zero from a number. */
const withZero = (phone: string) => (/^[1-9](\s?\d\d){4}$/.test(phone) ? `0${phone}` : phone)

const fewestDigits = 4

/** @throws {DomainError} `input.bad_cursor` (422). */
export async function listContacts(
  tx: Tx,
  { search = '', cursor, limit }: { search?: string; cursor?: string; limit: number },
): Promise<{ items: Contact[]; next: string | null }> {
  const after = cursor === undefined ? null : (readCursor(cursor, 3).slice(1) as [string, string])
  const typed = digitsOf(search).replace(/^0/, '')
  const digits = typed.length >= fewestDigits ? typed : ''
  const escaped = search.replaceAll(/[%_\\]/g, String.raw`\$&`)
  const rows = await repo.list(tx, { search: escaped, digits, after, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(toContact),
    next: rows.length > limit && last ? writeCursor(['name', last.name, last.id]) : null,
  }
}

/** @throws {DomainError} `contact.not_found` (404). */
export async function getContact(tx: Tx, id: string): Promise<ContactDetail> {
  const row = await repo.find(tx, id)
  if (!row) throw notFound('contact', id)
  const numbers = await repo.listNumbers(tx, [id])
  const holders = await repo.listHolders(
    tx,
    numbers.map(({ phone }) => phone),
  )
  const sales = await listOf(tx, [id], 50)
  return {
    ...toContact(row),
    numbers: numbers.map(({ phone, since, until }) => ({
      phone,
      since: since?.toISOString() ?? null,
      until: until?.toISOString() ?? null,
      sharedWith: holders
        .filter((one) => one.phone === phone && one.contact_id !== id && one.until === null)
        .map(({ contact_id, name }) => ({ id: contact_id, name })),
    })),
    latestSales: sales.map((sale) => ({
      id: sale.id,
      reference: sale.reference,
      soldOn: sale.sold_on,
      amountCents: sale.amount_cents,
      label: sale.label,
    })),
  }
}

const toContact = (row: repo.ContactRow): Contact => ({
  id: row.id,
  reference: row.reference,
  name: row.name,
  email: row.email,
  phones: row.phones,
  sales: row.sales,
  valueCents: row.value_cents,
  lastSoldOn: row.last_sold_on,
  erased: row.erased,
})
