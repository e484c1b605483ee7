import { buyersOf, phonesOf } from '#customer/crm'
import type { Tx } from '#kernel/db'
import { type Event, refresh } from '#kernel/events'
import { qualifyCalls } from './qualification.ts'
import { listReceived, setWorth } from './worth-repo.ts'
import { worthOf } from './worth.ts'

/** Counts again what came of the calls from some numbers (E.164); those of nobody in the company's file stay as they are. @returns the calls. */
export async function countSales(tx: Tx, phones: string[]): Promise<string[]> {
  const buyers = await buyersOf(tx, phones)
  if (buyers.length === 0) return []
  const theirs = [...new Set(buyers.flatMap((buyer) => buyer.phones.map(({ phone }) => phone)))]
  const calls = await listReceived(tx, theirs)
  if (calls.length === 0) return []
  const worths = worthOf(buyers, calls)
  // Of the buyers' other numbers somebody else's sales may be a part.
  const wanted = new Set(phones)
  const asked = calls.filter(({ phone }) => wanted.has(phone))
  await setWorth(
    tx,
    asked.map(({ id }) => ({ id, ...worths.get(id)! })),
  )
  return asked.map(({ id }) => id)
}

/** Reader of `contacts.changed`: who has which number, and what they bought. */
export async function countSalesOf(tx: Tx, { data }: Event): Promise<void> {
  const calls = await countSales(tx, await phonesOf(tx, data.contactIds as string[]))
  await qualifyCalls(tx, calls)
  refresh(tx, 'calls')
}
