import type { Database, Tx } from '#kernel/db'
import { hashContent, hashLink, newSalt, sealAddress } from './chain.ts'
import * as repo from './seal-repo.ts'

const batch = 500

/**
 * Gives every entry that waits its number and its hash. An entry gets its number after its commit, so that one which
 * commits late takes the next number and none can slip in behind the chain. When another process is at it, nothing is
 * done. @returns how many were sealed.
 */
export async function seal(db: Database): Promise<number> {
  let total = 0
  for (;;) {
    const sealed = await db.asSealer(sealSome)
    total += sealed
    if (sealed < batch) return total
  }
}

async function sealSome(tx: Tx): Promise<number> {
  if (!(await repo.tryLock(tx))) return 0
  const waiting = await repo.listWaiting(tx, batch)
  const byOrg = Map.groupBy(waiting, (row) => row.org_id)
  for (const [orgId, rows] of byOrg) {
    const chain = await repo.openChain(tx, orgId)
    let head = { seq: chain.seq, hash: chain.hash.toString('hex') }
    const sealed = rows.map((row) => {
      const link = linkAfter(head, row)
      head = { seq: link.seq, hash: link.hash }
      return link
    })
    await repo.moveIntoChain(tx, sealed)
    await repo.setHead(tx, orgId, head)
  }
  return waiting.length
}

function linkAfter(head: { seq: number; hash: string }, row: repo.WaitingRow): repo.Sealed {
  const salt = row.address === null ? undefined : newSalt()
  const address = salt ? sealAddress(salt, row.address!) : null
  const seq = head.seq + 1
  const at = row.at.toISOString()
  const content = hashContent({
    org: row.org_id,
    id: row.id,
    at,
    kind: row.kind,
    who: row.who,
    whoId: row.who_id,
    address,
    verb: row.verb,
    objectType: row.object_type,
    objectId: row.object_id,
    outcome: row.outcome,
    changes: row.changes,
    requestId: row.request_id,
  })
  return {
    org_id: row.org_id,
    id: row.id,
    seq,
    address_salt: salt?.toString('hex') ?? null,
    address_hash: address,
    content_hash: content,
    hash: hashLink({ previous: head.hash, seq, at, kind: row.kind, content }),
  }
}
