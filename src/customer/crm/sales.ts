import type { Tx } from '#kernel/db'
import { DomainError } from '#shared/errors'
import { noteAll, type Settled, tellChanged } from './contacts.ts'
import type { ToldSale } from './contract.ts'
import * as repo from './sale-repo.ts'

/** Notes sales and whoever bought, in their order. @returns for each what has become of it, or why it is refused. */
export async function keepSales(tx: Tx, told: ToldSale[], now = new Date()): Promise<Settled[]> {
  const customers = await noteAll(
    tx,
    told.map(({ customer }) => customer),
    now,
    true,
  )
  const references = [...new Set(told.map(({ reference }) => reference))]
  const known = new Map((await repo.listByReference(tx, references)).map((row) => [row.reference!, keyOf(row)]))
  const toSave = new Map<string, repo.SaleValues>()
  const concerned = new Set<string>()
  const outcomes = told.map((sale, index): Settled => {
    const entry = customers[index]!
    if (entry instanceof DomainError) return entry
    const { reference, soldOn, amountCents, label } = sale
    const values = { reference, soldOn, amountCents, label, contactId: entry.contact.id }
    const before = known.get(sale.reference)
    const { key } = keyOf({
      contact_id: values.contactId,
      sold_on: values.soldOn,
      amount_cents: values.amountCents,
      label: values.label,
    })
    if (before?.key === key) return 'unchanged'
    known.set(sale.reference, { key, contactId: values.contactId })
    toSave.set(sale.reference, values)
    concerned.add(values.contactId)
    if (before) concerned.add(before.contactId)
    return before ? 'changed' : 'created'
  })
  if (toSave.size > 0) {
    await repo.save(tx, [...toSave.values()])
    await tellChanged(
      tx,
      [...concerned].map((id) => ({ id })),
    )
  }
  return outcomes
}

type Row = { contact_id: string; sold_on: string; amount_cents: number; label: string }
const keyOf = ({ contact_id, sold_on, amount_cents, label }: Row) => ({
  contactId: contact_id,
  key: JSON.stringify([contact_id, sold_on, amount_cents, label]),
})
