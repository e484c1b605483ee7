import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { Provider } from './contract.ts'

const columns = ['id', 'name', 'provider', 'forged', 'last_delivery_at', 'created_at'] as const

export const list = (tx: Tx) =>
  tx.selectFrom('customer.voice_connection').select(columns).orderBy('created_at').execute()
export const insert = (tx: Tx, connection: { id: string; name: string; provider: Provider; secret: string }) =>
  tx.insertInto('customer.voice_connection').values(connection).returning(columns).executeTakeFirstOrThrow()
export const remove = async (tx: Tx, id: string) =>
  (await tx.deleteFrom('customer.voice_connection').where('id', '=', id).executeTakeFirst()).numDeletedRows > 0n
export const findSecret = (tx: Tx, id: string) =>
  tx.selectFrom('customer.voice_connection').select(['provider', 'secret']).where('id', '=', id).executeTakeFirst()
export const listSecrets = (tx: Tx) => tx.selectFrom('customer.voice_connection').select(['id', 'secret']).execute()
/** Unless it has changed since it was read. */
export const replaceSecret = (tx: Tx, id: string, secret: string, by: string) =>
  tx
    .updateTable('customer.voice_connection')
    .set({ secret: by })
    .where('id', '=', id)
    .where('secret', '=', secret)
    .execute()
export const setDelivered = (tx: Tx, id: string) =>
  tx
    .updateTable('customer.voice_connection')
    .set({ last_delivery_at: sql`now()` })
    .where('id', '=', id)
    .execute()
export const countForged = (tx: Tx, id: string) =>
  tx
    .updateTable('customer.voice_connection')
    .set({ forged: sql`forged + 1` })
    .where('id', '=', id)
    .execute()

/** Whose connection it is; asked at the gate, before there is an organisation. */
export const whose = async (tx: Tx, id: string) =>
  (await sql<{ org: string | null }>`select customer.voice_connection_org(${id}::uuid) as org`.execute(tx)).rows[0]
    ?.org ?? undefined
