import { findInteractions } from '#engine/interactions'
import type { Tx } from '#kernel/db'
import type { About, Event } from '#kernel/events'
import type { CallFacts } from './contract.ts'
import { findCalls } from './list.ts'

/** What the facts of a call say it is about. A rule acts upon a call once, whatever is told of it again. */
export const aboutCall = {
  noun: 'call',
  subject: 'id',
  interaction: 'id',
  site: 'siteId',
  timeZone: 'timeZone',
  at: ['endedAt', 'startedAt'],
  title: ['personName', 'caller', 'siteName'],
  path: '/appels/{id}',
  choices: { siteId: 'site', campaignId: 'campaign', numberId: 'number' },
} satisfies About<keyof CallFacts>

/** What rules and webhooks are told of events of calls, in their order: the calls as they are today. */
export async function callFacts(tx: Tx, events: Event[]): Promise<(CallFacts | undefined)[]> {
  const idOf = ({ data }: Event) => String(data.callId ?? data.interactionId)
  const ids = [...new Set(events.map(idOf))]
  const calls = new Map((await findCalls(tx, ids)).map((call) => [call.id, call]))
  const told = new Map((await findInteractions(tx, ids)).map(({ id, event }) => [id, event]))
  return events.map((event) => {
    const [call, last] = [calls.get(idOf(event)), told.get(idOf(event))]
    return (
      call &&
      last && {
        ...call,
        answeredAt: last.answeredAt,
        endedAt: last.endedAt,
        tags: call.tags.map(({ name }) => name),
      }
    )
  })
}
