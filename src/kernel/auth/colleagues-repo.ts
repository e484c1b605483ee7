import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { Role } from './contract.ts'

export type Colleague = { id: string; name: string; email: string; role: Role }

/** Those who work in the transaction's organisation, by name. */
export const listColleagues = async (tx: Tx): Promise<Colleague[]> =>
  (await sql<Colleague>`select * from core.colleagues()`.execute(tx)).rows
