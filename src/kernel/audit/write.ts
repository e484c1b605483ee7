import { isIP } from 'node:net'
import type { Tx } from '#kernel/db'
import type { Told } from './entry.ts'
import { insertAll, insertKeyAddress } from './seal-repo.ts'

/** Writes into the audit log in the transaction in which it happens: it is there if and only if that commits. */
export const audit = async (tx: Tx, ...told: Told[]): Promise<void> => {
  if (told.length > 0) await insertAll(tx, told.map(toRow))
}

const known = new Set<string>()
const mostKnown = 10_000

/** Writes that a key is used from an address where the log has not seen it yet; the database is asked once a process. */
export async function auditServiceAddress(
  tx: Tx,
  {
    orgId,
    serviceAccountId,
    address: given,
    requestId,
  }: { orgId: string; serviceAccountId: string; address: string; requestId: string },
): Promise<void> {
  const address = plain(given)
  const pair = `${serviceAccountId} ${address}`
  if (address === null || known.has(pair)) return
  await insertKeyAddress(tx, orgId, serviceAccountId, address, requestId)
  if (known.size >= mostKnown) known.clear()
  known.add(pair)
}

/** PostgreSQL's addresses know no zone. */
const plain = (address: string | null | undefined): string | null => {
  const bare = address?.replace(/%.*$/, '') ?? ''
  return isIP(bare) ? bare : null
}

function toRow({
  orgId,
  at,
  kind,
  who,
  whoId,
  address,
  verb,
  objectType,
  objectId,
  outcome,
  changes,
  requestId,
}: Told) {
  return {
    org_id: orgId,
    at: at?.toISOString(),
    kind,
    who,
    who_id: whoId,
    address: plain(address),
    verb,
    object_type: objectType,
    object_id: objectId,
    outcome,
    changes,
    request_id: requestId,
  }
}
