import { getSite } from '#engine/people'
import type { Actor, Database } from '#kernel/db'
import { type Event, type EventCursor, listEvents } from '#kernel/events'
import { wallAt } from '#shared/zone'
import { prepared } from './book.ts'
import type { RuleInput, Trial } from './contract.ts'
import type { Facts } from './holds.ts'
import { happeningOf, isPast, subjectOf, timeZoneOf } from './happening.ts'
import { assertSound } from './service.ts'

const days = 30
const eventsPerStep = 1000
const mostShown = 50
const dayMs = 86_400_000

/**
 * What a rule would have done with the events of the last 30 days, newest first, at today's facts. Reads step by step,
 * each in a transaction of its own, and writes nothing.
 * @param ended whether whoever asked has gone.
 * @throws {InputError} naming each part of the rule that cannot work, {DomainError} `site.not_found` (404).
 */
export async function tryRule(
  db: Database,
  actor: Actor,
  rule: Omit<RuleInput, 'name' | 'maxPerHour'>,
  {
    ended = () => false,
    now = new Date(),
    mostMs = 10_000,
  }: { ended?: () => boolean; now?: Date; mostMs?: number } = {},
): Promise<Trial> {
  const { event, targets } = await db.as(actor, async (tx) => {
    if (rule.siteId !== null) await getSite(tx, rule.siteId)
    const sound = await assertSound(tx, rule)
    const targets: { kind: string; count: number }[] = []
    for (const { kind, settings } of sound.actions)
      targets.push({ kind: kind.kind, count: (await kind.targets?.(tx, settings))?.length ?? 1 })
    return { event: sound.event, targets }
  })
  const { published, fields } = event
  const { holds, asked } = prepared({ siteId: rule.siteId, condition: rule.condition }, event)
  const since = new Date(now.getTime() - days * dayMs)
  const things = new Set<string>()
  const fired = new Map<string, { day: string; event: Event; facts: Facts }>()
  const until = performance.now() + mostMs
  let [events, from, after]: [number, Date, EventCursor | undefined] = [0, now, undefined]
  do {
    const step = await db.as(actor, async (tx) => {
      const { events, next } = await listEvents(tx, published.type, { since, after, limit: eventsPerStep })
      return { events, next, facts: events.length > 0 ? await published.readMany(tx, events) : [] }
    })
    for (const [i, one] of step.events.entries()) {
      const facts = step.facts[i]
      if (!facts || isPast(published, one, facts)) continue
      const subject = subjectOf(published, one, facts)
      things.add(subject)
      const zone = timeZoneOf(published, facts)
      // Of several events of one thing the first is the one that would have moved the rule: it is read last.
      if (holds(facts, zone))
        fired.set(subject, {
          day: new Date(wallAt(one.at.getTime(), zone)).toISOString().slice(0, 10),
          event: one,
          facts,
        })
    }
    events += step.events.length
    from = step.events.at(-1)?.at ?? from
    after = step.next
  } while (after && performance.now() < until && !ended())
  const perDay = Map.groupBy(fired.values(), ({ day }) => day)
  return {
    from: (after ? from : since).toISOString(),
    events,
    things: things.size,
    fired: fired.size,
    complete: after === undefined,
    effects: targets.map(({ kind, count }) => ({ kind, count: count * fired.size })),
    perDay: [...perDay]
      .map(([day, all]) => ({ day, fired: all.length }))
      .toSorted((a, b) => a.day.localeCompare(b.day)),
    items: [...fired.values()]
      .toSorted((a, b) => b.event.at.getTime() - a.event.at.getTime())
      .slice(0, mostShown)
      .map(({ event, facts }) => ({ eventId: event.id, ...happeningOf(published, fields, event, facts, asked) })),
  }
}
