import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { PlatformName, Transmission, WithheldReason } from './contract.ts'

export type DestinationValues = {
  id: string
  name: string
  platform: PlatformName
  settings: Record<string, string>
  secret: string
  min_talk_seconds: number
  first_only: boolean
  value_cents: number | null
}
const columns = [
  'id',
  'name',
  'platform',
  'settings',
  'enabled',
  'min_talk_seconds',
  'first_only',
  'value_cents',
  'created_at',
] as const

export const list = (tx: Tx) =>
  tx.selectFrom('customer.conversion_destination').select(columns).orderBy('created_at').execute()
export const find = (tx: Tx, id: string) =>
  tx.selectFrom('customer.conversion_destination').select(columns).where('id', '=', id).executeTakeFirst()
export const insert = (tx: Tx, { settings, ...destination }: DestinationValues) =>
  tx
    .insertInto('customer.conversion_destination')
    .values({ ...destination, settings: JSON.stringify(settings) })
    .execute()
export const remove = async (tx: Tx, id: string) =>
  (await tx.deleteFrom('customer.conversion_destination').where('id', '=', id).executeTakeFirst()).numDeletedRows > 0n
export const setEnabled = async (tx: Tx, id: string, enabled: boolean) =>
  (await tx.updateTable('customer.conversion_destination').set({ enabled }).where('id', '=', id).executeTakeFirst())
    .numUpdatedRows > 0n
export const findSecret = async (tx: Tx, id: string) =>
  (await tx.selectFrom('customer.conversion_destination').select('secret').where('id', '=', id).executeTakeFirst())
    ?.secret
export const listSecrets = (tx: Tx) =>
  tx.selectFrom('customer.conversion_destination').select(['id', 'secret']).execute()
/** Unless it has changed since it was read. */
export const replaceSecret = (tx: Tx, id: string, secret: string, by: string) =>
  tx
    .updateTable('customer.conversion_destination')
    .set({ secret: by })
    .where('id', '=', id)
    .where('secret', '=', secret)
    .execute()

/** What has become of calls of the last thirty days, by destination, state and reason. */
export const count = async (tx: Tx) =>
  (
    await sql<{ destination_id: string; state: Transmission['state']; reason: WithheldReason | null; calls: number }>`
      select destination_id, state, reason, count(*)::int as calls from customer.transmission
      where at > now() - interval '30 days' group by 1, 2, 3 order by 4 desc`.execute(tx)
  ).rows

/** @returns its id when the call is to be told and was not yet; what was told stays told. */
export const decide = async (
  tx: Tx,
  one: { destination_id: string; call_id: string; reason: WithheldReason | null },
): Promise<string | undefined> =>
  (
    await sql<{ id: string }>`
      insert into customer.transmission as t (destination_id, call_id, state, reason)
      values (${one.destination_id}, ${one.call_id}, ${one.reason === null ? 'waiting' : 'withheld'}, ${one.reason})
      on conflict (org_id, destination_id, call_id) do update set state = excluded.state, reason = excluded.reason, at = now()
        where t.state in ('withheld', 'waiting') and (t.state, t.reason) is distinct from (excluded.state, excluded.reason)
      returning case when state = 'waiting' then id end as id`.execute(tx)
  ).rows[0]?.id ?? undefined

/** Locked until commit. */
export const lockWaiting = (tx: Tx, id: string) =>
  tx
    .selectFrom('customer.transmission')
    .select(['id', 'destination_id', 'call_id'])
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .forUpdate()
    .executeTakeFirst()
export const settle = (
  tx: Tx,
  id: string,
  state: Transmission['state'],
  answer: string | null,
  reason: WithheldReason | null = null,
) =>
  tx
    .updateTable('customer.transmission')
    .set({ state, answer, reason, at: sql`now()` })
    .where('id', '=', id)
    .execute()

const transmissions = (tx: Tx) =>
  tx
    .selectFrom('customer.transmission as t')
    .innerJoin('customer.conversion_destination as d', (join) =>
      join.onRef('d.org_id', '=', 't.org_id').onRef('d.id', '=', 't.destination_id'),
    )
    .select([
      't.id',
      't.call_id',
      't.destination_id',
      'd.name',
      'd.platform',
      't.state',
      't.reason',
      't.answer',
      't.at',
    ])
export type TransmissionRow = Awaited<ReturnType<typeof listOfCall>>[number]
export const listOfCall = (tx: Tx, callId: string) =>
  transmissions(tx).where('t.call_id', '=', callId).orderBy('d.created_at').execute()
/** Newest first, after the cursor (at, id). */
export const listOfDestination = (
  tx: Tx,
  destinationId: string,
  { state, after, limit }: { state?: string; after?: [string, string]; limit: number },
) =>
  transmissions(tx)
    .where('t.destination_id', '=', destinationId)
    .$if(state !== undefined, (q) => q.where('t.state', '=', state!))
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(t.at, t.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('t.at', 'desc')
    .orderBy('t.id', 'desc')
    .limit(limit)
    .execute()
