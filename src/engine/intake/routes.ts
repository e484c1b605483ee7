import type { FastifyInstance } from 'fastify'
import { readCursor, writeCursor } from '#kernel/db'
import { serve, serveSteps } from '#kernel/http'
import { type Language, say } from '#kernel/i18n'
import * as contract from './contract.ts'
import * as policy from './policy.ts'
import * as repo from './repo.ts'
import { retry } from './service.ts'

export async function intakeRoutes(app: FastifyInstance) {
  serve(app, contract.listDeliveries, policy.readIntake, async (tx, { query }, { language }) => {
    const before = query.cursor === undefined ? undefined : readCursor(query.cursor, 1)[0]
    const rows = await repo.list(tx, query.state, before, query.limit + 1)
    const items = rows.slice(0, query.limit)
    return {
      items: items.map((row) => toDelivery(row, language)),
      next: rows.length > query.limit ? writeCursor([items.at(-1)!.id]) : null,
      total: await repo.count(tx, query.state),
    }
  })
  serveSteps(app, contract.retryDelivery, policy.retryIntake, async ({ params }, { caller, language, audit }) =>
    toDelivery(await retry(app.house.db, caller, params.id, audit), language),
  )
}

const toDelivery = (row: repo.DeliveryRow, language: Language): contract.Delivery => ({
  id: row.id,
  source: row.source,
  receivedAt: row.received_at.toISOString(),
  state: row.state,
  reason:
    row.reason_code === null
      ? null
      : { code: row.reason_code, message: say(language, `errors.${row.reason_code}`, row.reason_params ?? {}) },
  attempts: row.attempts,
  body: row.body.slice(0, 4000),
})
