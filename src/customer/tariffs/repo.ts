import type { Tx } from '#kernel/db'
import type { SpecialNumber, Tariff } from './contract.ts'

/** Dated prices, the latest first. */
export const listTariffs = (tx: Tx, numberIds: string[]) =>
  tx
    .selectFrom('customer.number_tariff')
    .select(['number_id', 'starts_on', 'per', 'cents', 'revenue_cents'])
    .where('number_id', 'in', numberIds)
    .orderBy('starts_on', 'desc')
    .execute()

export async function replaceTariffs(tx: Tx, numberId: string, tariffs: Tariff[]): Promise<void> {
  await tx.deleteFrom('customer.number_tariff').where('number_id', '=', numberId).execute()
  if (tariffs.length === 0) return
  await tx
    .insertInto('customer.number_tariff')
    .values(
      tariffs.map(({ startsOn, per, cents, revenueCents }) => ({
        number_id: numberId,
        starts_on: startsOn,
        per,
        cents,
        revenue_cents: revenueCents,
      })),
    )
    .execute()
}

/** What numbers are for. */
export const listPurposes = (tx: Tx, numberIds: string[]) =>
  tx.selectFrom('customer.tracked_number').select(['id', 'purpose']).where('id', 'in', numberIds).execute()

/** Locks the number: two changes of its prices at once come one after the other. */
export const setPurpose = (tx: Tx, numberId: string, purpose: SpecialNumber['purpose']) =>
  tx
    .updateTable('customer.tracked_number')
    .set({ purpose })
    .where('id', '=', numberId)
    .returning('id')
    .executeTakeFirst()
