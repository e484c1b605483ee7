import type { Database } from '#kernel/db'
import { genesis, hashContent, hashLink, sealAddress } from './chain.ts'
import type { brokenReasons } from './contract.ts'
import * as repo from './entry-repo.ts'
import { countWaiting, setVerdict } from './seal-repo.ts'

export type Broken = { seq: number; reason: (typeof brokenReasons)[number] }
export type Verdict = {
  /** Entries followed, those emptied among them, and those written but not sealed yet. */
  entries: number
  emptied: number
  waiting: number
  /** The last entry and its hash, to be written down elsewhere. */
  seq: number
  hash: string
  /** The first entry that is not as it was sealed. */
  broken: Broken | null
}
/** A head that was written down elsewhere. */
export type Head = { seq: number; hash: string }

const pageSize = 2000

/**
 * Follows an organisation's chain from its first entry and says where it is broken first. What it found is kept for the
 * screen. @param noted a head that must still be on the chain.
 */
export async function verifyChain(db: Database, orgId: string, noted?: Head): Promise<Verdict> {
  const verdict = await follow(db, orgId, noted)
  await db.asSealer((tx) => setVerdict(tx, orgId, verdict))
  return verdict
}

async function follow(db: Database, orgId: string, noted: Head | undefined): Promise<Verdict> {
  const chain = await db.as({ orgId }, repo.findChain)
  const head: Head = { seq: chain?.seq ?? 0, hash: chain?.hash.toString('hex') ?? genesis }
  const isPurged = await purgesOf(db, orgId)
  let last: Head = { seq: 0, hash: genesis }
  const counts = { entries: 0, emptied: 0 }
  const end = async (broken: Broken | null): Promise<Verdict> => {
    const waiting = await db.asSealer((tx) => countWaiting(tx, orgId))
    return { ...counts, waiting, ...last, broken }
  }

  while (last.seq < head.seq) {
    const rows = await db.as({ orgId }, (tx) => repo.listFrom(tx, last.seq + 1, pageSize))
    for (const row of rows) {
      if (row.seq > head.seq) break // sealed since
      const reason = await flawOf(row, last, isPurged)
      if (reason) return end({ seq: reason === 'missing' ? last.seq + 1 : row.seq, reason })
      last = { seq: row.seq, hash: row.hash.toString('hex') }
      if (noted?.seq === last.seq && noted.hash !== last.hash) return end({ seq: last.seq, reason: 'unexpected' })
      counts.entries += 1
      if (row.id === null) counts.emptied += 1
    }
    if (rows.length === 0) return end({ seq: last.seq + 1, reason: 'missing' })
  }
  if (last.hash !== head.hash) return end({ seq: last.seq, reason: 'unlinked' })
  if (noted && noted.seq > last.seq) return end({ seq: last.seq + 1, reason: 'missing' })
  const [beyond] = await db.as({ orgId }, (tx) => repo.listFrom(tx, last.seq + 1, 1))
  // Whatever stands there was sealed since, or was put there by another hand.
  if (beyond && !((await db.as({ orgId }, repo.findChain))!.seq > head.seq))
    return end({ seq: beyond.seq, reason: 'unknown' })
  return end(null)
}

async function flawOf(row: repo.EntryRow, before: Head, isPurged: IsPurged): Promise<Broken['reason'] | undefined> {
  if (row.seq !== before.seq + 1) return 'missing'
  const at = row.at.toISOString()
  const content = row.content_hash.toString('hex')
  const link = hashLink({ previous: before.hash, seq: row.seq, at, kind: row.kind, content })
  if (row.id === null) {
    if (!(await isPurged(row, row.kind))) return 'emptied'
  } else {
    if (!isAsSealed(row, at, content)) return 'changed'
    if (row.address_hash && row.address === null && !(await isPurged(row, 'address'))) return 'emptied'
  }
  return link === row.hash.toString('hex') ? undefined : 'unlinked'
}

function isAsSealed(row: repo.EntryRow, at: string, content: string): boolean {
  const address = row.address_hash?.toString('hex') ?? null
  // An address whose time has passed went with its salt; one that is there is the one that was sealed.
  const seen = row.address === null ? null : sealAddress(row.address_salt ?? Buffer.alloc(0), row.address)
  if (seen !== null && seen !== address) return false
  const said = hashContent({
    org: row.org_id,
    id: row.id!,
    at,
    kind: row.kind,
    who: row.who!,
    whoId: row.who_id,
    address,
    verb: row.verb!,
    objectType: row.object_type,
    objectId: row.object_id,
    outcome: row.outcome!,
    changes: row.changes!,
    requestId: row.request_id,
  })
  return said === content
}

/** What: a kind of entry, or `address`. */
type IsPurged = (row: repo.EntryRow, what: string) => Promise<boolean>

/** Whether a purge that is in the log itself says that it took something away; read again when none is known. */
async function purgesOf(db: Database, orgId: string): Promise<IsPurged> {
  const read = async () => {
    const before = new Map<string, number>()
    for (const changes of await db.asSealer((tx) => repo.listPurges(tx, orgId)))
      for (const [what, change] of Object.entries(changes))
        before.set(what, Math.max(before.get(what) ?? 0, Date.parse(String(change?.to)) || 0))
    return before
  }
  let known = await read()
  const covers = ({ at }: repo.EntryRow, what: string) => at.getTime() < (known.get(what) ?? 0)
  return async (row, what) => {
    if (!covers(row, what)) known = await read()
    return covers(row, what)
  }
}
