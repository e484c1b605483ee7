import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { Credits } from '#customer/attribution'
import type { TrackedCall } from './call-repo.ts'

/** What led to a call: a visit, or a number that told where its call came from. */
export type Touch = Pick<TrackedCall, 'source' | 'medium' | 'channel' | 'campaignId' | 'term' | 'ad' | 'landing'> & {
  at: Date
}

export type Support = Touch & { id: string; personId: string | null }

/** Calls by persons since an instant to numbers that tell where they come from by themselves. */
export const listSupports = async (tx: Tx, personIds: string[], since: Date): Promise<Support[]> =>
  personIds.length === 0
    ? []
    : (
        await tx
          .selectFrom('customer.tracked_call')
          .select([
            'id',
            'person_id',
            'started_at',
            'source',
            'medium',
            'channel',
            'campaign_id',
            'term',
            'ad',
            'landing',
          ])
          .where('person_id', 'in', personIds)
          .where('started_at', '>=', since)
          .where('certainty', '=', 'support')
          .execute()
      ).map(({ person_id, started_at, campaign_id, ...row }) => ({
        ...row,
        personId: person_id,
        at: started_at,
        campaignId: campaign_id,
      }))

export const remove = (tx: Tx, callId: string) =>
  tx.deleteFrom('customer.call_touch').where('call_id', '=', callId).execute()

export async function insertAll(
  tx: Tx,
  touches: (Touch & Credits & { callId: string; place: number })[],
): Promise<void> {
  if (touches.length === 0) return
  const rows = touches.map(toRow)
  const columns = sql.join(Object.keys(rows[0]!).map((name) => sql.ref(name)))
  await sql`insert into customer.call_touch (${columns})
    select ${columns} from json_populate_recordset(null::customer.call_touch, ${JSON.stringify(rows)})`.execute(tx)
}

const toRow = (touch: Touch & Credits & { callId: string; place: number }) => ({
  call_id: touch.callId,
  place: touch.place,
  at: touch.at,
  source: touch.source,
  medium: touch.medium,
  channel: touch.channel,
  campaign_id: touch.campaignId,
  term: touch.term,
  ad: touch.ad,
  landing: touch.landing,
  first: touch.first,
  linear: touch.linear,
  position: touch.position,
  decay: touch.decay,
})
