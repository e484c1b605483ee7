import { expect, test } from 'vitest'
import { createCampaign } from '#customer/campaigns'
import { createNumber, createPool } from '#customer/numbers'
import { createWebsite, recordPastVisits } from '#customer/tracking'
import { recordCall, recordPastCalls } from '#engine/interactions'
import type { CallEvent } from '#engine/interactions/contract'
import { createSite } from '#engine/people'
import { uuidv7 } from '#kernel/db'
import { testDb } from '#test/db'
import { anOrg } from '#test/factories'
import { trackPastCalls } from './past.ts'
import { trackCall } from './tracking.ts'

const { db, query } = await testDb()
const own = '+33199000100'
const flyer = '+33199000101'
const [anna, bert, carl] = ['+33639980001', '+33639980002', '+33261914000']
const start = Date.parse('2026-11-02T09:00:00Z')
const minute = (minutes: number) => new Date(start + minutes * 60_000)
const source = { kind: 'csv', name: 'essai' }

/** An organisation with a flyer, two lent numbers and four visits. */
async function aCompany() {
  const org = await anOrg(query)
  const phones = await db.as(org, async (tx) => {
    const { id: siteId } = await createSite(tx, { name: 'Nantes', timeZone: 'Indian/Reunion', phone: own })
    const campaign = { medium: 'print', channel: 'Print', code: 'depliant', costCents: 0, currency: 'EUR' }
    const dates = { startsOn: null, endsOn: null }
    const { id: campaignId } = await createCampaign(tx, { name: 'Dépliant', ...campaign, ...dates })
    await createNumber(tx, { siteId, campaignId, phone: flyer, label: '', shownOnPages: false })
    await createPool(tx, { siteId, name: 'Site web', holdMinutes: 30, phones: ['+33199000150', '+33199000151'] })
    const { id: websiteId } = await createWebsite(tx, { siteId, host: 'www.exemple.fr' }, '')
    const visits = [0, 3, 5, 300].map((at) => ({
      visitorId: uuidv7(),
      referrer: 'https://www.google.com/',
      pages: [{ at: minute(at), url: 'https://www.exemple.fr/', title: 'Accueil' }],
      ...(at === 0 && { telClickAt: minute(1) }),
      lastSeenAt: minute(at + 1.2),
      consentText: 'v1',
    }))
    return (await recordPastVisits(tx, websiteId, visits)).map(({ phone }) => phone!)
  })
  return { org, phones }
}

let told = 0
const ring = (at: number, from: string | null, to: string, talkSeconds: number | null): CallEvent => ({
  externalId: `appel-${(told += 1)}`,
  direction: from === own ? 'outbound' : 'inbound',
  from,
  to,
  status: talkSeconds === null ? 'no-answer' : 'completed',
  startedAt: minute(at).toISOString(),
  answeredAt: talkSeconds === null ? null : minute(at + 0.1).toISOString(),
  endedAt: minute(at + 5).toISOString(),
  talkSeconds: talkSeconds ?? 0,
})

const [live, past] = [await aCompany(), await aCompany()]
const calls = [
  ring(1.1, anna, live.phones[0]!, 120),
  ring(5.5, bert, live.phones[2]!, null),
  ring(9, bert, flyer, null),
  ring(12, null, live.phones[1]!, 40),
  ring(20, 'anonymous', flyer, null),
  ring(31, own, bert, 65),
  ring(40, carl, own, null),
  ring(44, own, carl, null),
  ring(60, '3300', flyer, 15),
  ring(90, anna, own, null),
  ring(200, bert, own, null),
  ring(1440, bert, live.phones[1]!, 33),
  ring(2000, anna, flyer, 300),
]
await db.as(live.org, async (tx) => {
  for (const call of calls) {
    const { id } = await recordCall(tx, source, call)
    await trackCall(tx, { id: uuidv7(), type: 'call.told', data: { callId: id }, at: new Date() })
  }
})
for (const some of [calls.slice(0, 6), calls.slice(6)])
  await db.as(past.org, async (tx) => trackPastCalls(tx, await recordPastCalls(tx, source, some)))

const columns = `t.started_at, local_day, local_hour, local_weekday, s.name as site, n.phone as number, t.phone, t.outcome, t.talk_seconds, t.spoken_at,
  t.caller, t.person_id is null as nobody, first_call, certainty, probability, visit_id is null as unseen, source, medium, t.channel, campaign, other_probability, jsonb_array_length(candidates) as candidates,
  i.brought_by, i.external_source, i.external_id, i.event, i.answered_at, i.ended_at, i.first_of_person`
const seen = ({ orgId }: { orgId: string }) =>
  query(
    `select ${columns} from customer.tracked_call t join engine.interaction i using (org_id, id) join engine.site s on s.id = t.site_id
    left join customer.tracked_number n on n.id = t.number_id where t.org_id = $1 order by t.started_at`,
    [orgId],
  )
const peopleOf = ({ orgId }: { orgId: string }) =>
  query(
    `select i.value, (select count(*)::int from engine.interaction c where c.org_id = i.org_id and c.person_id = i.person_id) as calls
    from engine.identity i where org_id = $1 and channel = 'phone' order by 1`,
    [orgId],
  )

test('numbers of the past are lent by the same rule: each the idlest, then the one of the oldest lease', async () => {
  expect(live.phones).toEqual(['+33199000150', '+33199000151', '+33199000150', '+33199000151'])
  const leases = await query(
    'select reused, count(*)::int from customer.lease where org_id = $1 group by 1 order by 1',
    [live.org.orgId],
  )
  expect(leases).toEqual([
    { reused: false, count: 3 },
    { reused: true, count: 1 },
  ])
})

test('a history told all at once is the same as call by call', async () => {
  const rows = await seen(live.org)
  expect(rows).toHaveLength(11)
  expect(new Set(rows.map(({ certainty }) => certainty))).toEqual(
    new Set(['visitor', 'uncertain', 'support', 'direct']),
  )
  expect(await seen(past.org)).toEqual(rows)
  expect(await peopleOf(past.org)).toEqual(await peopleOf(live.org))
})

test('a missed caller spoken to later is settled by the first time, also from an earlier part of the history', async () => {
  const settled = (await seen(past.org)).filter(({ outcome }) => outcome === 'missed')
  expect(settled.map(({ caller, spoken_at }) => [caller, (spoken_at as Date | null)?.getTime()])).toEqual([
    [bert, minute(31).getTime()],
    [bert, minute(31).getTime()],
    [null, undefined],
    [carl, undefined],
    [anna, minute(2000).getTime()],
    [bert, minute(1440).getTime()],
  ])
})

test('a call to a number of nobody refuses the whole part', async () => {
  const part = [ring(3000, anna, own, 10), ring(3001, anna, '+33199000999', 10)]
  await expect(db.as(past.org, (tx) => recordPastCalls(tx, source, part))).rejects.toMatchObject({
    code: 'call.unknown_number',
  })
  expect(await seen(past.org)).toHaveLength(11)
})
