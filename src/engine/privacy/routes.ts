import type { FastifyInstance } from 'fastify'
import { readCursor, type Tx, writeCursor } from '#kernel/db'
import { serve } from '#kernel/http'
import * as contract from './contract.ts'
import { erase, fileOf } from './erasure.ts'
import type { Journal } from './journal.ts'
import * as policy from './policy.ts'
import * as repo from './repo.ts'
import { type Kept, listKept, setRetention } from './retention.ts'

export const privacyRoutes = (journal: Journal) => async (app: FastifyInstance) => {
  const { vault } = app.house
  serve(app, contract.listProcessings, policy.readPrivacy, async (tx) => ({
    items: (await listKept(tx)).map(toProcessing),
  }))
  serve(app, contract.setRetention, policy.managePrivacy, async (tx, { body }, { before }) => {
    const set = await setRetention(tx, body.kind, body.days)
    before({ days: set.before })
    return toProcessing(set.after)
  })
  serve(app, contract.listPurges, policy.readPrivacy, (tx, { query }) => pageOf(tx, repo.listPurges, query, toPurge))
  serve(app, contract.readPersonFile, policy.managePrivacy, (tx, { body }) => fileOf(tx, body.phone))
  serve(app, contract.erasePerson, policy.managePrivacy, async (tx, { body }, { caller }) =>
    toErasure(await erase(tx, { vault, journal }, { orgId: caller.orgId, number: body.phone, opposed: body.opposed })),
  )
  serve(app, contract.listErasures, policy.readPrivacy, (tx, { query }) =>
    pageOf(tx, repo.listErasures, query, toErasure),
  )
}

async function pageOf<Row extends { id: string }, Item>(
  tx: Tx,
  list: (tx: Tx, before: string | undefined, limit: number) => Promise<Row[]>,
  { cursor, limit }: { cursor?: string; limit: number },
  toItem: (row: Row) => Item,
) {
  const rows = await list(tx, cursor === undefined ? undefined : readCursor(cursor, 1)[0], limit + 1)
  const items = rows.slice(0, limit)
  return { items: items.map(toItem), next: rows.length > limit ? writeCursor([items.at(-1)!.id]) : null }
}

const toProcessing = ({ kind, basis, days, keep }: Kept): contract.Processing => ({
  kind,
  basis,
  days,
  usualDays: keep.usual,
  mostDays: keep.most,
  adjustable: contract.AdjustableKind.safeParse(kind).success,
})
const toPurge = ({ at, until, ...row }: repo.PurgeRow): contract.Purge => ({
  ...row,
  until: until.toISOString(),
  at: at.toISOString(),
})
const toErasure = ({ at, ...row }: repo.ErasureRow): contract.Erasure => ({ ...row, at: at.toISOString() })
