import { type Buyer, holds } from '#customer/crm'

/** A call that was received: of whom, when, and whether its origin is known. */
export type Received = { id: string; phone: string; startedAt: Date; localDay: string; isKnown: boolean }

/** What came of a call. `customer`: who called had bought before. `acquired`: one of the sales is somebody's first. */
export type Worth = { customer: boolean; sales: number; valueCents: number; acquired: boolean }

/** A sale is a call's that came at most so many days before it. */
const lookBackDays = 90

/**
 * What came of calls. A sale is credited to the last call of its buyer up to its day whose origin is known; to the last
 * one when none is known; to no call when there is none in ninety days. A number that several have: each one's sales count.
 * @param calls of every number that the buyers have or had, oldest first
 */
export function worthOf(buyers: Buyer[], calls: Received[]): Map<string, Worth> {
  const worths = new Map(
    calls.map(({ id }) => [id, { customer: false, sales: 0, valueCents: 0, acquired: false } satisfies Worth as Worth]),
  )
  const byPhone = Map.groupBy(calls, ({ phone }) => phone)
  for (const { phones, sales } of buyers) {
    const theirs = phones
      .flatMap((holding) => (byPhone.get(holding.phone) ?? []).filter(({ startedAt }) => holds(holding, startedAt)))
      .toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime())
    const first = sales[0]
    if (!first) continue
    for (const call of theirs) if (first.soldOn < call.localDay) worths.get(call.id)!.customer = true
    for (const sale of sales) {
      const since = new Date(Date.parse(sale.soldOn) - lookBackDays * 86_400_000).toISOString().slice(0, 10)
      const before = theirs.filter(({ localDay }) => localDay >= since && localDay <= sale.soldOn)
      const credited = before.findLast(({ isKnown }) => isKnown) ?? before.at(-1)
      if (!credited) continue
      const worth = worths.get(credited.id)!
      worth.sales += 1
      worth.valueCents += sale.amountCents
      worth.acquired ||= sale === first
    }
  }
  return worths
}
