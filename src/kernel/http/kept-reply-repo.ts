import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

/** Whose creation it is, and under which key. */
export type Place = { orgId: string; callerId: string; keyHash: Buffer }
export type KeptReply = {
  fingerprint: Buffer
  status: number
  object_id: string | null
  /** Null: it held a secret that is shown once. */
  reply: string | null
}

/** What was replied before; until this transaction ends, nobody else gets anything but `busy` here. */
export async function claim(tx: Tx, { orgId, callerId, keyHash }: Place): Promise<KeptReply | 'busy' | undefined> {
  const { rows } = await sql<{ is_busy: boolean } & KeptReply>`
    select * from core.claim_reply(${orgId}, ${callerId}, ${keyHash})`.execute(tx)
  return rows[0]?.is_busy ? 'busy' : rows[0]
}

export const keep = (tx: Tx, { orgId, callerId, keyHash }: Place, reply: KeptReply) =>
  sql`select core.keep_reply(${orgId}, ${callerId}, ${keyHash}, ${reply.fingerprint}, ${reply.status}::smallint,
    ${reply.object_id}::uuid, ${reply.reply})`.execute(tx)

export const forget = async (tx: Tx): Promise<number> =>
  (await sql<{ n: number }>`select core.forget_replies() as n`.execute(tx)).rows[0]!.n
