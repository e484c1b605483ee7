import { readCursor, type Tx, writeCursor } from '#kernel/db'
import { findEvents } from '#kernel/events'
import { knows, type Language, say } from '#kernel/i18n'
import { notFound } from '#shared/errors'
import { type EventType, findEventType } from './check.ts'
import type { Firing, Happening } from './contract.ts'
import * as repo from './firing-repo.ts'
import { happeningOf } from './happening.ts'
import type { Facts } from './holds.ts'
import { performLater } from './later.ts'
import { nounOf } from './words.ts'

/** @throws {DomainError} `input.bad_cursor` (422). */
export async function listFirings(
  tx: Tx,
  { ruleId, cursor, limit }: { ruleId?: string; cursor?: string; limit: number },
  language: Language,
): Promise<{ items: Firing[]; next: string | null }> {
  const before = cursor === undefined ? undefined : readCursor(cursor, 1)[0]
  const rows = await repo.listFirings(tx, { ruleId, before, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  return {
    items: await toFirings(tx, shown, language),
    next: rows.length > limit ? writeCursor([shown.at(-1)!.id]) : null,
  }
}

/** Has what is not done of a firing tried again at once. @throws {DomainError} `rule_firing.not_found` (404). */
export async function retryFiring(tx: Tx, id: string, language: Language): Promise<Firing> {
  const [row] = await repo.listFirings(tx, { id, limit: 1 })
  if (!row) throw notFound('rule_firing', id)
  for (const effectId of await repo.listOpenOf(tx, id)) await performLater(tx, effectId)
  return (await toFirings(tx, [row], language))[0]!
}

async function toFirings(tx: Tx, rows: repo.FiringRow[], language: Language): Promise<Firing[]> {
  if (rows.length === 0) return []
  const happenings = await readHappenings(tx, rows)
  const effects = Map.groupBy(
    await repo.listEffects(
      tx,
      rows.map(({ id }) => id),
    ),
    (effect) => effect.firing_id,
  )
  return rows.map((row) => ({
    id: row.id,
    ruleId: row.rule_id,
    ruleName: row.rule_name,
    noun: happenings.get(row.id)?.noun ?? row.event_type.split('.')[0]!,
    title: happenings.get(row.id)?.title ?? '',
    path: happenings.get(row.id)?.path ?? null,
    found: happenings.get(row.id)?.found ?? [],
    at: row.fired_at.toISOString(),
    stopped: toReason(row.stopped_reason, language),
    effects: (effects.get(row.id) ?? []).map((effect) => ({
      id: effect.id,
      kind: effect.kind,
      target: effect.target,
      state: effect.state,
      error: toReason(effect.error, language),
      settledAt: effect.settled_at?.toISOString() ?? null,
    })),
  }))
}

/** What each firing was about: as it is called today, with what was found at the time. */
async function readHappenings(tx: Tx, rows: repo.FiringRow[]): Promise<Map<string, Happening & { noun: string }>> {
  const events = new Map(
    (await findEvents(tx, [...new Set(rows.map((row) => row.event_id))])).map((one) => [one.id, one]),
  )
  const found = new Map<string, Happening & { noun: string }>()
  for (const [type, ofType] of Map.groupBy(rows, (row) => row.event_type)) {
    const known = findEventType(type)
    const told = ofType.flatMap((row) => {
      const event = events.get(row.event_id)
      return event ? [{ row, event }] : []
    })
    if (!known || told.length === 0) continue
    const facts = await known.published.readMany(
      tx,
      told.map(({ event }) => event),
    )
    for (const [i, { row, event }] of told.entries()) {
      const today = facts[i]
      if (today) found.set(row.id, { ...happening(known, event, today, row), noun: nounOf(known.published) })
    }
  }
  return found
}

const happening = (
  { published, fields }: EventType,
  event: Parameters<typeof happeningOf>[2],
  today: Facts,
  row: repo.FiringRow,
) => happeningOf(published, fields, event, { ...today, ...row.facts }, Object.keys(row.facts))

/** A code without a sentence (`EAUTH`) is what an administrator looks up. */
function toReason(code: string | null, language: Language) {
  if (code === null) return null
  const key = knows(`errors.${code}`)
    ? code
    : code.startsWith('mail.answered_')
      ? 'mail.answered'
      : 'rule.action_failed'
  return { code, message: say(language, `errors.${key}`, { code: code.replace('mail.answered_', '') }) }
}
