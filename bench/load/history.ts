import type pg from 'pg'

type Amounts = { calls: number; views: number; days: number }

/**
 * An organisation's past, written by the database itself: sites, numbers, campaigns, calls with their origin, and the
 * visits and pages beside them. Ends today. Keys between tables are not checked while it is written: it would take hours.
 */
export async function writeHistory(client: pg.Client, orgId: string, { calls, views, days }: Amounts): Promise<void> {
  await client.query(`set session_replication_role = replica; set synchronous_commit = off; select setseed(0.5)`)
  await client.query(`select set_config('app.org_id', $1, false)`, [orgId])
  await client.query(`
    insert into engine.site (name, phone, time_zone)
      select 'Agence ' || n, '+3302619' || to_char(n, 'FM00000'), 'Europe/Paris' from generate_series(1, 40) n;
    insert into customer.campaign (name, medium, channel, cost_cents, starts_on, ends_on)
      select 'Campagne ' || n, (array['cpc', 'print', 'email', 'social'])[n % 4 + 1],
        (array['Paid Search', 'Print', 'Email', 'Paid Social'])[n % 4 + 1], 100000, current_date - ${days}, current_date
      from generate_series(1, 120) n;
    create temporary table place as
      select row_number() over () as n, s.id as site_id, s.phone, uuidv7() as number_id,
        (select array_agg(id) from (select id from customer.campaign order by md5(s.id::text || id::text) limit 12) c) as campaigns
      from engine.site s, generate_series(1, 5) where s.name like 'Agence %'`)
  // Mondays to Saturdays, most at ten and at five; a person calls thrice in the mean.
  await client.query(`
    insert into customer.tracked_call (started_at, local_day, local_hour, local_half, local_weekday, id, site_id, number_id,
      phone, outcome, talk_seconds, wait_seconds, spoken_at, caller, person_id, first_call, certainty, probability, source,
      medium, channel, campaign_id, campaign, candidates, other_probability, term, ad, landing, zone, touches, customer,
      sales, value_cents, acquired)
    select at, (at at time zone 'Europe/Paris')::date, extract(hour from at at time zone 'Europe/Paris'),
      extract(hour from at at time zone 'Europe/Paris') * 2 + (extract(minute from at) >= 30)::int,
      extract(isodow from at at time zone 'Europe/Paris'), uuidv7(), site_id, number_id, phone, outcome,
      case when outcome = 'answered' then (30 - 90 * ln(a))::int end, case when outcome = 'answered' then (b * 25)::int end,
      case when outcome = 'missed' and c < 0.7 then at + make_interval(secs => 7200 * b) end,
      '+336' || to_char(39980000 + person % 9999, 'FM00000000'), md5(person::text)::uuid, c < 0.33,
      case when a < 0.3 then 'support' when a < 0.8 then 'visitor' when a < 0.9 then 'uncertain' else 'direct' end,
      0.9, case when a < 0.8 then 'source' || (b * 300)::int end, case when a < 0.8 then (array['cpc', 'print', 'email', 'organic'])[(c * 4)::int % 4 + 1] end,
      case when a < 0.8 then (array['Paid Search', 'Print', 'Email', 'Organic Search', 'Direct'])[(b * 5)::int % 5 + 1] end,
      case when a < 0.6 then campaigns[(b * 12)::int % 12 + 1] end, null, '[]', 0.1,
      case when a < 0.2 then 'mots ' || (b * 20000)::int end, case when a < 0.2 then 'annonce ' || (c * 1000)::int end,
      case when a < 0.7 then 'https://exemple.fr/page/' || (b * c * 3000)::int end,
      case when c < 0.5 then 'mobile' else 'Zone ' || (b * 100)::int end, (a < 0.8)::int, c > 0.6,
      (a * b < 0.03)::int, case when a * b < 0.03 then 45000 else 0 end, a * b < 0.01
    from (
      select n, at, a, b, c, (b * 1000003 + n * 7) ::bigint % greatest(1, ${calls} / 3) as person,
        case when c < 0.78 then 'answered' else 'missed' end as outcome, 1 + (a * 100000)::int % 200 as place
      from (
        select n, random() as a, random() as b, random() as c,
          date_trunc('day', now()) - make_interval(days => ${days} - (n::float8 * ${days} / ${calls})::int)
            + make_interval(secs => 3600 * (7 + 12 * (random() + random()) / 2)) as at
        from generate_series(1, ${calls}) n
      ) drawn
    ) told join place on place.n = told.place`)
  const visits = Math.round(views / 4)
  await client.query(`
    create temporary table came as
      select uuidv7() as id, uuidv7() as visitor_id,
        now() - make_interval(secs => 86400.0 * ${days} * (1 - n::float8 / ${visits})) as at, random() as a
      from generate_series(1, ${visits}) n`)
  await client.query(`
    insert into customer.visit (id, visitor_id, started_at, last_seen_at, landing_url, referrer, source, medium, channel, click_ids)
      select id, visitor_id, at, at + interval '3 minutes', 'https://exemple.fr/', '', 'google', 'cpc', 'Paid Search', '{}' from came;
    insert into customer.page_view (visit_id, kind, at, url, title)
      select id, 'page', at + make_interval(secs => 40 * p), 'https://exemple.fr/page/' || (a * 3000)::int, 'Page' from came, generate_series(0, 3) p`)
  await client.query(`set session_replication_role = origin`)
  await client.query('vacuum analyze customer.tracked_call')
  await client.query('analyze')
}
