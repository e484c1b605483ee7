import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { readCalls } from '#adapters/cdr'
import { type CallFile, importCalls, recordCall } from '#engine/interactions'
import type { CallEvent } from '#engine/interactions/contract'
import { testDb } from '#test/db'
import { aCampaign, aFlyerNumber, anOrg, aSite } from '#test/factories'
import { runJobs } from '#test/jobs'

// A file of old calls is recorded and tracked together; it must come to what telling them one by one comes to.

const house = await testDb()
const { db, query } = house
const file: CallFile = {
  format: 'csv',
  timeZone: 'UTC',
  source: 'essai',
  mapping: { from: 'de', to: 'vers', startedAt: 'quand', status: 'issue', externalId: 'id' } as CallFile['mapping'],
}

async function aCompany() {
  const org = await anOrg(query)
  const site = await aSite(db, org)
  const campaign = await aCampaign(db, org, { name: 'Dépliant' })
  const number = await aFlyerNumber(db, org, { siteId: site.id, campaignId: campaign.id })
  return { org, number: number.e164 }
}
type Old = { from: string | null; at: string; status: CallEvent['status']; id: string }
const old: Old[] = [
  // Missed, then spoken to; and one who never was.
  { from: '+33639980001', at: '2026-03-02T09:00:00.000Z', status: 'no-answer', id: 'a' },
  { from: '+33639980001', at: '2026-03-02T10:00:00.000Z', status: 'completed', id: 'b' },
  { from: '+33639980002', at: '2026-03-02T11:00:00.000Z', status: 'busy', id: 'c' },
  { from: null, at: '2026-03-02T12:00:00.000Z', status: 'no-answer', id: 'd' },
  // Whoever calls often shares the credit of each call among many touches.
  ...Array.from({ length: 120 }, (_, n): Old => ({
    from: '+33639980003',
    at: new Date(Date.UTC(2026, 3, 1) + n * 3_600_000).toISOString(),
    status: n % 3 === 0 ? 'no-answer' : 'completed',
    id: `e${n}`,
  })),
]
const shown = (org: { orgId: string }) =>
  query(
    `select i.external_id, t.outcome, t.caller, t.first_call, t.spoken_at, t.certainty, t.campaign, t.touches, t.local_day, t.local_hour, t.quarantine,
       (select round(sum(linear)::numeric, 6) from customer.call_touch x where x.call_id = t.id) as shares
     from customer.tracked_call t join engine.interaction i on i.id = t.id where t.org_id = $1 order by i.external_id`,
    [org.orgId],
  )

test('a file of old calls comes to what telling them one by one comes to; read again it changes nothing', async () => {
  const [together, apart] = [await aCompany(), await aCompany()]
  const lines = old.map(({ from, at, status, id }) => [from ?? '', together.number, at, status, id].join(';'))
  // Told twice, and of a number that is nobody's.
  const content = [
    'de;vers;quand;issue;id',
    ...lines,
    lines[0],
    '+33639980009;+33353019999;2026-03-02T09:00:00Z;busy;z',
  ].join('\n')
  const read = () => importCalls(db, together.org, readCalls, file, Readable.from([Buffer.from(content)]), () => {})
  expect(await read()).toMatchObject({ recorded: old.length, unchanged: 1, refused: 1 })
  await runJobs(house)
  for (const { from, at, status, id } of old) {
    const told = { externalId: id, direction: 'inbound' as const, from, to: apart.number, status, startedAt: at }
    const rest = { answeredAt: null, endedAt: null, talkSeconds: null }
    await db.as(apart.org, (tx) => recordCall(tx, { kind: 'csv', name: 'essai' }, { ...told, ...rest }))
    await runJobs(house)
  }
  const [one, other] = [await shown(together.org), await shown(apart.org)]
  expect(one).toHaveLength(old.length)
  expect(one).toEqual(other)
  expect(await read()).toMatchObject({ recorded: 0, unchanged: old.length + 1 })
  await runJobs(house)
  expect(await shown(together.org)).toEqual(one)
}, 120_000)

test('a call of today in the same file is told as it happens, and an older one that comes after it settles nothing wrong', async () => {
  const { org, number } = await aCompany()
  const now = `${new Date().toISOString().slice(0, 19)}.000Z`
  const line = (at: string, status: string, id: string) => ['+33639980001', number, at, status, id].join(';')
  const read = (...lines: string[]) =>
    importCalls(
      db,
      org,
      readCalls,
      file,
      Readable.from([Buffer.from(['de;vers;quand;issue;id', ...lines].join('\n'))]),
      () => {},
    )
  await read(line(now, 'completed', 'today'))
  await runJobs(house)
  await read(line('2026-03-02T09:00:00Z', 'no-answer', 'old'))
  await runJobs(house)
  const told = await query(
    `select type, count(*)::int as n from core.event where org_id = $1 and type in ('call.told', 'calls.imported') group by 1 order by 1`,
    [org.orgId],
  )
  expect(told).toEqual([
    { type: 'call.told', n: 1 },
    { type: 'calls.imported', n: 1 },
  ])
  const missed = (await shown(org)).find(({ external_id }) => external_id === 'old')
  expect((missed!.spoken_at as Date).toISOString()).toBe(now)
})
