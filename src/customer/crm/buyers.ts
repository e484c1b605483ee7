import type { Tx } from '#kernel/db'
import { listHolders, listNumbers } from './repo.ts'
import { listCounted } from './sale-repo.ts'

/** A number that is or was a contact's. */
export type Holder = { contactId: string; name: string; phone: string; since: Date | null; until: Date | null }
/** A contact with every number that is or was theirs, and what they bought, oldest first. */
export type Buyer = {
  contactId: string
  phones: Pick<Holder, 'phone' | 'since' | 'until'>[]
  sales: { soldOn: string; amountCents: number }[]
}

/** Who has or had these numbers (E.164), by name. */
export async function holdersOf(tx: Tx, phones: string[]): Promise<Holder[]> {
  if (phones.length === 0) return []
  return (await listHolders(tx, phones)).map(toHolder)
}

/** Whose number it was at an instant. */
export const holds = ({ since, until }: Pick<Holder, 'since' | 'until'>, at: Date): boolean =>
  (since === null || since <= at) && (until === null || at < until)

/** Every number that these contacts have or had. */
export const phonesOf = async (tx: Tx, contactIds: string[]): Promise<string[]> => [
  ...new Set((await listNumbers(tx, contactIds)).map(({ phone }) => phone)),
]

/** Whoever has or had one of these numbers. */
export async function buyersOf(tx: Tx, phones: string[]): Promise<Buyer[]> {
  const contactIds = [...new Set((await holdersOf(tx, phones)).map(({ contactId }) => contactId))]
  if (contactIds.length === 0) return []
  const numbers = Map.groupBy((await listNumbers(tx, contactIds)).map(toHolder), ({ contactId }) => contactId)
  const sales = Map.groupBy(await listCounted(tx, contactIds), (row) => row.contact_id)
  return contactIds.map((contactId) => ({
    contactId,
    phones: numbers.get(contactId) ?? [],
    sales: (sales.get(contactId) ?? []).map((row) => ({ soldOn: row.sold_on, amountCents: row.amount_cents })),
  }))
}

const toHolder = ({ contact_id, ...row }: Awaited<ReturnType<typeof listHolders>>[number]): Holder => ({
  contactId: contact_id,
  ...row,
})
