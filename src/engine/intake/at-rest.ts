import type pg from 'pg'

/**
 * For whoever looks after the whole house, over all organisations: deliveries in the quarantine, and the age of the
 * oldest that waits to be processed. @param pool of the owner's.
 */
export async function deliveriesAtRest(pool: pg.Pool): Promise<{ refused: number; oldestWaitingMinutes: number }> {
  const { rows } = await pool.query<{ refused: number; minutes: number }>(`
    select count(*) filter (where state = 'refused')::int as refused,
      coalesce(floor(extract(epoch from now() - min(received_at) filter (where state = 'waiting')) / 60), 0)::int as minutes
    from engine.delivery where state <> 'done'`)
  return { refused: rows[0]!.refused, oldestWaitingMinutes: rows[0]!.minutes }
}
