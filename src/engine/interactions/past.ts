import { findLines, identifyAll } from '#engine/people'
import type { Tx } from '#kernel/db'
import { emit } from '#kernel/events'
import { invalid } from '#shared/errors'
import { parsePhone } from '#shared/phone'
import type { CallEvent } from './contract.ts'
import { partiesOf } from './parties.ts'
import * as repo from './repo.ts'
import { screened } from './screen.ts'
import { type CallSource, outcomeOf, type RecordedInteraction, toRecordedInteraction } from './service.ts'

/**
 * Records calls that are over, as `recordCall` would one by one, in a tenth of the time. No reader of `call.told` hears of
 * them: whoever brings a history has it read, too.
 * @param told oldest first; none that this source has told before, nor that is still going on.
 * @throws {DomainError} `call.unknown_number` (422) when one of the company's numbers is no site's line.
 */
export async function recordPastCalls(tx: Tx, source: CallSource, told: CallEvent[]): Promise<RecordedInteraction[]> {
  if (told.length === 0) return []
  const calls = (await screened(tx, told)).map((event) => {
    const { ours, caller } = partiesOf(event)
    return { event, caller, ours: parsePhone(ours).key ?? ours }
  })
  const lines = await findLines(
    tx,
    calls.map(({ ours }) => ours),
  )
  const people = await identifyAll(
    tx,
    'phone',
    calls.flatMap(({ caller }) => caller ?? []),
  )
  const met = new Set<string>()
  const rows = await repo.insertAll(
    tx,
    calls.map(({ event, caller, ours }) => {
      const line = lines.get(ours)
      if (!line) throw invalid('call.unknown_number', { phone: parsePhone(ours).display || ours })
      const person = caller === null ? undefined : people.get(caller)
      const isFirst = person !== undefined && person.isNew && !met.has(person.personId)
      if (person) met.add(person.personId)
      return {
        event,
        outcome: outcomeOf(event),
        caller,
        brought_by: source.kind,
        external_source: source.name,
        site_id: line.siteId,
        line_id: line.id,
        person_id: person?.personId ?? null,
        first_of_person: isFirst,
      }
    }),
  )
  await emit(tx, 'calls.past_recorded', { source: source.name, calls: rows.length })
  return rows.map(toRecordedInteraction)
}
