import type { Tx } from '#kernel/db'
import type { Outcome } from './contract.ts'

/** What decides whether an advertising platform may be told of a call; undefined when there is no such call. */
export async function findConversionFacts(tx: Tx, id: string) {
  const row = await tx
    .selectFrom('customer.tracked_call')
    .select([
      'visit_id',
      'caller',
      'started_at',
      'outcome',
      'talk_seconds',
      'first_call',
      'erased',
      'quarantine',
      'certainty',
    ])
    .where('id', '=', id)
    .executeTakeFirst()
  return (
    row && {
      visitId: row.visit_id,
      caller: row.caller,
      startedAt: row.started_at,
      outcome: row.outcome as Outcome,
      talkSeconds: row.talk_seconds,
      firstCall: row.first_call,
      hidden: row.caller === null,
      erased: row.erased,
      leftOut: row.quarantine !== null,
      certainty: row.certainty as 'support' | 'visitor' | 'uncertain' | 'direct',
    }
  )
}
