import { findLine, identify } from '#engine/people'
import type { Tx } from '#kernel/db'
import { emit } from '#kernel/events'
import { conflict, invalid, notFound } from '#shared/errors'
import { parsePhone } from '#shared/phone'
import { mergeCall } from './call-merge.ts'
import type { CallEvent, RecordedCall } from './contract.ts'
import { partiesOf } from './parties.ts'
import * as repo from './repo.ts'
import { screened } from './screen.ts'

/** Where a call was told: `kind` for people (twiml, api, asterisk-cdr, csv), `name` within which its id is unique. */
export type CallSource = { kind: string; name: string }

/** A call as the rest of the house knows it. */
export type RecordedInteraction = {
  id: string
  siteId: string
  lineId: string
  personId: string | null
  /** The customer's number, whoever called: E.164 or short; null when hidden. */
  caller: string | null
  firstOfPerson: boolean
  outcome: 'ongoing' | 'answered' | 'missed'
  broughtBy: string
  event: CallEvent
  recordedAt: Date
}

/**
 * The one path by which every call enters, whoever tells it. Telling the same again, late or out of order, changes
 * nothing that is known.
 * @throws {DomainError} `call.unknown_number` (422) when the company's number is no site's line, or not of the caller's
 *   sites; `value.taken` (409) when this id is a call's of another site.
 */
export async function recordCall(tx: Tx, source: CallSource, given: CallEvent): Promise<RecordedCall> {
  const [told = given] = await screened(tx, [given])
  await repo.lockCall(tx, source.name, told.externalId)
  const known = await repo.findByExternalId(tx, source.name, told.externalId)
  const event = mergeCall(known?.event, told)
  if (!event) return toRecorded(known!, false)

  const { ours, caller } = partiesOf(event)
  const line = known ? undefined : await findLine(tx, ours)
  if (!known && !line) throw invalid('call.unknown_number', { phone: parsePhone(ours).display || ours })
  const person =
    caller === null
      ? null
      : known?.caller === caller
        ? { personId: known.person_id, isNew: false }
        : await identify(tx, 'phone', caller)
  const outcome = outcomeOf(event)
  const row = known
    ? await repo.update(tx, known.id, {
        event,
        outcome,
        caller,
        person_id: person?.personId ?? null,
        first_of_person: known.first_of_person || (person?.isNew ?? false),
      })
    : await repo.insert(tx, {
        event,
        outcome,
        caller,
        brought_by: source.kind,
        external_source: source.name,
        site_id: line!.siteId,
        line_id: line!.id,
        person_id: person?.personId ?? null,
        first_of_person: person?.isNew ?? false,
      })
  if (!row) throw conflict('value.taken')
  await emit(tx, 'call.told', { callId: row.id, siteId: row.site_id, outcome })
  return toRecorded(row, true)
}

/** @throws {DomainError} `call.not_found` (404). */
export async function getInteraction(tx: Tx, id: string): Promise<RecordedInteraction> {
  return toInteraction(await repo.find(tx, id), id)
}

/** Those of the ids that there are, in any order. */
export const findInteractions = async (tx: Tx, ids: string[]): Promise<RecordedInteraction[]> =>
  ids.length === 0 ? [] : (await repo.findAll(tx, ids)).map(toRecordedInteraction)

/**
 * As {@link getInteraction}, for a reader that writes what it makes of the call: two readers of one call, each with its
 * own idea of it, work one after the other, and the last one knows all.
 */
export async function lockInteraction(tx: Tx, id: string): Promise<RecordedInteraction> {
  return toInteraction(await repo.lock(tx, id), id)
}

function toInteraction(row: repo.InteractionRow | undefined, id: string): RecordedInteraction {
  if (!row) throw notFound('call', id)
  return toRecordedInteraction(row)
}

export function toRecordedInteraction(row: repo.InteractionRow): RecordedInteraction {
  return {
    id: row.id,
    siteId: row.site_id,
    lineId: row.line_id,
    personId: row.person_id,
    caller: row.caller,
    firstOfPerson: row.first_of_person,
    outcome: row.outcome,
    broughtBy: row.brought_by,
    event: row.event,
    recordedAt: row.created_at,
  }
}

/** When a person was first spoken to, whoever called, at or after an instant. */
export const firstSpokenSince = (tx: Tx, personId: string, since: Date): Promise<Date | undefined> =>
  repo.findSpokenSince(tx, personId, since)

/** When each of these persons was spoken to since an instant, whoever called. */
export const spokenSince = (tx: Tx, personIds: string[], since: Date): Promise<{ personId: string; at: Date }[]> =>
  personIds.length === 0 ? Promise.resolve([]) : repo.listSpoken(tx, personIds, since)

export function outcomeOf({ status }: CallEvent): 'ongoing' | 'answered' | 'missed' {
  if (status === 'completed') return 'answered'
  return ['busy', 'failed', 'no-answer', 'canceled'].includes(status) ? 'missed' : 'ongoing'
}

const toRecorded = (row: repo.InteractionRow, changed: boolean): RecordedCall => ({
  id: row.id,
  outcome: row.outcome,
  siteId: row.site_id,
  startedAt: row.started_at.toISOString(),
  changed,
})

/** The ids of all that people were in. */
export const callsOf = (tx: Tx, personIds: string[]): Promise<string[]> => repo.listOf(tx, personIds)
/** At most so many people who have not called since an instant, and whose number is still known. */
export const listCallers = (tx: Tx): Promise<string[]> => repo.listCallers(tx)
export const listSilent = (tx: Tx, since: Date, most: number): Promise<string[]> => repo.listSilent(tx, since, most)
/** Takes the number away from all that people were in. */
export const forgetCallers = async (tx: Tx, personIds: string[]): Promise<void> =>
  void (await repo.forgetCallers(tx, personIds))
