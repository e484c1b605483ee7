import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

const ids = async (query: Promise<{ rows: { id: string }[] }>) => (await query).rows.map(({ id }) => id)

/** Visits whose last sign of life was before an instant. */
export const listOldVisits = (tx: Tx, before: Date, most: number): Promise<string[]> =>
  ids(
    sql<{
      id: string
    }>`select id from customer.visit where last_seen_at < ${before} order by last_seen_at limit ${most}`.execute(tx),
  )
export const visitsOf = (tx: Tx, visitorIds: string[]): Promise<string[]> =>
  ids(sql<{ id: string }>`select id from customer.visit where visitor_id = any(${visitorIds}::uuid[])`.execute(tx))

export const showVisits = async (tx: Tx, visitIds: string[]): Promise<Record<string, unknown>[]> =>
  (
    await sql<
      Record<string, unknown>
    >`select v.started_at as "startedAt", v.landing_url as "landingUrl", v.referrer, v.source,
        v.medium, v.campaign, v.term, v.consent_text as "consentText",
        (select coalesce(jsonb_agg(jsonb_build_object('at', p.at, 'kind', p.kind, 'url', p.url, 'title', p.title) order by p.at), '[]')
          from customer.page_view p where p.visit_id = v.id) as pages
      from customer.visit v where v.id = any(${visitIds}::uuid[]) order by v.started_at`.execute(tx)
  ).rows

/** With their pages, the numbers that they were lent, and visitors of whom nothing is left. @returns how many visits. */
export async function removeVisits(tx: Tx, visitIds: string[]): Promise<number> {
  await sql`delete from customer.page_view where visit_id = any(${visitIds}::uuid[])`.execute(tx)
  await sql`delete from customer.lease where visit_id = any(${visitIds}::uuid[])`.execute(tx)
  const gone = await sql<{
    visitor_id: string
  }>`delete from customer.visit where id = any(${visitIds}::uuid[]) returning visitor_id`.execute(tx)
  await sql`delete from customer.visitor v where v.id = any(${gone.rows.map((row) => row.visitor_id)}::uuid[])
    and not exists (select from customer.visit o where o.visitor_id = v.id)`.execute(tx)
  return gone.rows.length
}

/** The versions of the consent text that visits carry. */
export const shownConsents = async (
  tx: Tx,
): Promise<{ version: string; visits: number; firstAt: Date; lastAt: Date }[]> =>
  (
    await sql<{ version: string; visits: number; firstAt: Date; lastAt: Date }>`
      select consent_text as version, count(*)::int as visits, min(started_at) as "firstAt", max(started_at) as "lastAt"
      from customer.visit where consent_text <> '' group by consent_text order by max(started_at) desc limit 50`.execute(
      tx,
    )
  ).rows
