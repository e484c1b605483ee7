import type { Tx } from '#kernel/db'
import { currentDepth, type Event, refresh, setDepth } from '#kernel/events'
import { rulesFor, type ReadyRule } from './book.ts'
import { type EventType, findEventType } from './check.ts'
import * as repo from './firing-repo.ts'
import { isPast, keepable, subjectOf, timeZoneOf } from './happening.ts'
import type { Facts } from './holds.ts'
import { reasonOf } from './reason.ts'
import { performLater } from './later.ts'
import { stopRule } from './stop.ts'

/** Rules that stand one behind another's doing: beyond, they are going round in circles. */
const mostDepth = 5
/** Above it, a rule's limit is looked at now and then: counting as many firings at each of them would cost too much. */
const alwaysCounted = 100

/** Reader of every published event: each rule of the organisation that it moves acts upon it, once. */
export async function runRules(tx: Tx, event: Event): Promise<void> {
  const rules = await rulesFor(tx, event.type)
  const type = rules.length > 0 ? findEventType(event.type) : undefined
  const facts = type && (await type.published.read(tx, event))
  if (!type || !facts || isPast(type.published, event, facts)) return
  const timeZone = timeZoneOf(type.published, facts)
  const moved = rules.filter((rule) => rule.holds(facts, timeZone))
  if (moved.length > 0) await fire(tx, { event, type, facts, timeZone }, moved)
}

type Moment = { event: Event; type: EventType; facts: Facts; timeZone: string }

async function fire(tx: Tx, moment: Moment, rules: ReadyRule[]) {
  const { event, type, facts } = moment
  const subject = subjectOf(type.published, event, facts)
  const fired = await repo.insertFirings(
    tx,
    rules.map(({ id, asked }) => ({
      rule_id: id,
      event_id: event.id,
      subject,
      facts: JSON.stringify(keepable(type.fields, facts, asked)),
    })),
  )
  const firingOf = new Map(fired.map((row) => [row.rule_id, row.id]))
  const fresh = rules.flatMap((rule) => {
    const firingId = firingOf.get(rule.id)
    return firingId === undefined ? [] : [{ rule, firingId }]
  })
  if (fresh.length === 0) return
  const depth = await currentDepth(tx)
  await setDepth(tx, depth + 1)
  const stop = async (stopped: typeof fresh, reason: 'rule.loop' | 'rule.too_often') => {
    if (stopped.length === 0) return
    await repo.setStopped(
      tx,
      stopped.map(({ firingId }) => firingId),
      reason,
    )
    for (const { rule } of stopped) await stopRule(tx, rule.id, reason)
  }
  if (depth >= mostDepth) return stop(fresh, 'rule.loop')
  const tooOften = await overLimit(tx, rules)
  await stop(
    fresh.filter(({ rule }) => tooOften.has(rule.id)),
    'rule.too_often',
  )
  const effects: repo.NewEffect[] = []
  for (const { rule, firingId } of fresh)
    if (!tooOften.has(rule.id)) effects.push(...(await act(tx, moment, rule, firingId)))
  if (effects.length === 0) return
  await repo.insertEffects(tx, effects)
  for (const { id, state } of effects) if (state === 'waiting') await performLater(tx, id)
  refresh(tx, 'rules')
}

async function overLimit(tx: Tx, rules: ReadyRule[]): Promise<Set<string>> {
  const looked = rules.filter(({ maxPerHour }) => Math.random() * maxPerHour < alwaysCounted)
  if (looked.length === 0) return new Set()
  const counts = await repo.countLastHour(
    tx,
    looked.map(({ id }) => id),
  )
  return new Set(looked.filter(({ id, maxPerHour }) => (counts.get(id) ?? 0) > maxPerHour).map(({ id }) => id))
}

/** Does what can be done within this transaction, and leaves the rest to jobs. */
async function act(tx: Tx, { event, type, facts, timeZone }: Moment, rule: ReadyRule, firingId: string) {
  const effects: repo.NewEffect[] = []
  for (const [position, { kind, settings }] of rule.actions.entries()) {
    for (const target of (await kind.targets?.(tx, settings)) ?? ['']) {
      const id = repo.newEffectId()
      const waiting = { id, firing_id: firingId, position, kind: kind.kind, target, settings: JSON.stringify(settings) }
      if ('later' in kind) {
        effects.push({ ...waiting, state: 'waiting', error: null })
        continue
      }
      const todo = { effectId: id, ruleId: rule.id, settings, target, event, ...type, facts, timeZone }
      try {
        await repo.inSavepoint(tx, () => kind.now(tx, todo))
        effects.push({ ...waiting, settings: null, state: 'done', error: null })
      } catch (error) {
        // What another try may mend (a lost connection, a deadlock) takes the whole reading back.
        const reason = reasonOf(error)
        if (!reason.isFinal) throw error
        effects.push({ ...waiting, state: 'failed', error: reason.code })
      }
    }
  }
  return effects
}
