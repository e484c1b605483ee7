import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { recordCall } from '#engine/interactions'
import type { CallEvent } from '#engine/interactions/contract'
import { say } from '#kernel/i18n'
import { aCall, aCampaign, aFlyerNumber, anOrg, aPool, aSite } from '#test/factories'
import { type Client, testServer } from '#test/server'
import { aVisit, aWebsite } from '#test/visits'

const { db, query, orgId, signIn, apiKey, anonymous } = await testServer()
const acme = { orgId }
const rivalId = (await anOrg(query)).orgId
const marketing = await signIn('marketing')

const tellAll = async (events: CallEvent[]) => {
  await db.as(acme, async (tx) => {
    for (const event of events) await recordCall(tx, { kind: 'api', name: 'essai' }, event)
  })
  const [{ n }] = (await query('select count(*)::int as n from engine.interaction')) as [{ n: number }]
  await expect
    .poll(async () => (await query('select count(*)::int as n from customer.tracked_call'))[0]!.n, { timeout: 15_000 })
    .toBe(n)
}
const day = (date: string) => `from=${date}&to=${date}`
async function exported(filter: string, client: Client = marketing, headers: Record<string, string> = {}) {
  const response = await client(`/api/calls.csv?${filter}`, { headers })
  expect(response.status).toBe(200)
  const text = Buffer.from(await response.arrayBuffer()).toString()
  return { response, text, rows: parse(text, { delimiter: ';', bom: true }) }
}

test('only who may export calls exports them', async () => {
  expect((await anonymous('/api/calls.csv')).status).toBe(401)
  for (const client of [await signIn('adviser'), await signIn('auditor'), await apiKey(['calls.read'])])
    expect((await client('/api/calls.csv')).status).toBe(403)
})

test.each([
  'from=hier',
  'outcome=lost',
  'hour=24',
  'weekday=0',
  'campaignId=x',
  'from=0000-01-01',
  'medium='.padEnd(70, 'x'),
])('a filter that means nothing is refused by the export, the list and the figures: %s', async (filter) => {
  for (const path of ['calls.csv', 'calls', 'call-statistics']) {
    const { status } = await marketing(`/api/${path}?${filter}`)
    expect([400, 422], `${path}: ${status}`).toContain(status)
  }
})

test('a made-up place in the list is refused', async () => {
  const cursors = ['x', ['x', 'y'], ['2026-11-23T09:00:00Z'], [1, 2], ['2026-11-23T09:00:00Z', 'x']]
  for (const cursor of cursors.map((values) => Buffer.from(JSON.stringify(values)).toString('base64url')))
    expect((await marketing(`/api/calls?cursor=${cursor}`)).status, cursor).toBe(422)
})

const formulas = ['=1+1', '+1', '-2+3', '@SUM(A1)', '\t=1', '\r=1', ' =1', '"=1"', '＝1', "'=1"]

test('no cell of a stranger’s making is taken for a formula', async () => {
  const site = await aSite(db, acme, { name: '=HYPERLINK("http://exemple.fr";"x")' })
  const campaign = await aCampaign(db, acme, { name: '-2+3;"été"', code: '@code' })
  const flyer = await aFlyerNumber(db, acme, { siteId: site.id, campaignId: campaign.id, label: '+33 pages' })
  const pool = await aPool(db, acme, site.id, formulas.length)
  const websiteId = await aWebsite(query, acme, site.id)
  const at = new Date('2026-06-15T10:00:00Z')
  for (const [place, formula] of formulas.entries()) {
    await aVisit(query, acme, {
      websiteId,
      numberId: pool[place]!.id,
      from: new Date(at.getTime() - 60_000),
      lastSeenAt: at,
      source: { source: formula, medium: formula, channel: 'Referral', campaign: formula },
      pages: [{ at: new Date(at.getTime() - 60_000), title: formula }],
    })
  }
  await tellAll(
    [flyer, ...pool].map(({ e164 }) => aCall({ to: e164, startedAt: at.toISOString(), from: '+37799999999' })),
  )

  const { rows } = await exported(day('2026-06-15'))
  const [names, ...calls] = rows as [string[], ...string[][]]
  expect(calls).toHaveLength(formulas.length + 1)
  for (const cell of calls.flat()) expect(cell).not.toMatch(/^[\s"]*[=+\-@＝＋－＠]|^[\t\r]/)
  const column = (name: string) => calls.map((cells) => cells[names.indexOf(say('fr', `export.columns.${name}`))])
  expect(column('site')[0]).toBe(`'=HYPERLINK("http://exemple.fr";"x")`)
  expect(column('campaign')).toContain(`'-2+3;"été"`)
  expect(column('label')).toContain(`'+33 pages`)
  expect(new Set(column('pages'))).toEqual(new Set(['', ...formulas.map((formula) => `'${formula}`)]))
  expect(new Set(column('caller')), 'a foreign number stays readable').toEqual(
    new Set([`'+377\u00a099\u00a099\u00a099\u00a099`]),
  )
})

test('a spreadsheet of the French kind: its mark, semicolons, local times, numbers as people write them', async () => {
  const site = await aSite(db, acme, { name: 'Saint-Denis ; « Réunion »', timeZone: 'Indian/Reunion' })
  const startedAt = '2026-07-14T21:30:05Z'
  await tellAll([
    aCall({ to: site.phone, from: '06 39 98 00 42', startedAt, status: 'completed', talkSeconds: 42 }),
    aCall({ to: site.phone, from: null, startedAt: '2026-07-14T21:00:00Z' }),
  ])
  const { response, text, rows } = await exported(day('2026-07-15'))
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(response.headers.get('content-disposition')).toContain('appels.csv')
  expect(text.startsWith('\uFEFF')).toBe(true)
  expect(text.endsWith('\r\n')).toBe(true)
  const number = site.phone.replace('+33', '0').replaceAll(/(\d\d)(?=\d)/g, '$1\u00a0')
  expect(rows.slice(1)).toEqual([
    [
      '2026-07-15 01:30:05',
      'Indian/Reunion',
      site.name,
      '06\u00a039\u00a098\u00a000\u00a042',
      number,
      '',
      say('fr', 'export.outcomes.answered'),
      '42',
      say('fr', 'export.certainties.direct'),
      '',
      '',
      '',
      '',
      '',
      '',
    ],
    [
      '2026-07-15 01:00:00',
      'Indian/Reunion',
      site.name,
      '',
      number,
      '',
      say('fr', 'export.outcomes.missed'),
      '',
      say('fr', 'export.certainties.direct'),
      '',
      '',
      '',
      '',
      '',
      '',
    ],
  ])
  const english = await exported(day('2026-07-15'), marketing, { 'accept-language': 'en-GB' })
  expect(english.rows[0]).toContain('Caller')
  const rival = await exported(day('2026-07-15'), await signIn('owner', rivalId))
  expect(rival.rows, 'another organisation').toHaveLength(1)
})

test('five thousand calls come as they are read, each once, as the list gives them', async () => {
  const site = await aSite(db, acme)
  await query(
    `with told as (
       insert into engine.interaction (org_id, channel, direction, brought_by, external_source, external_id, site_id, line_id, first_of_person, event, outcome, started_at)
       select $1, 'call', 'inbound', 'csv', 'masse', n, $2, (select id from engine.line where org_id = $1 and phone = $3), false, '{}', 'missed', '2026-08-01'::timestamptz + n * interval '1 minute'
       from generate_series(1, 5000) as n returning *
     ) insert into customer.tracked_call (org_id, id, started_at, local_day, local_hour, local_weekday, site_id, phone, outcome, first_call, certainty, candidates, other_probability)
     select org_id, id, started_at, started_at::date, 0, 1, site_id, $3, outcome, false, 'direct', '[]', 1 from told`,
    [orgId, site.id, site.phone],
  )
  const response = await marketing('/api/calls.csv?from=2026-08-01&to=2026-08-31')
  const parts: Buffer[] = []
  for await (const part of response.body!) parts.push(Buffer.from(part as Uint8Array))
  expect(parts.length, 'not one piece').toBeGreaterThan(2)
  const rows = parse(Buffer.concat(parts), { delimiter: ';', bom: true, from_line: 2 })
  expect(rows).toHaveLength(5000)
  const dates = rows.map(([date]) => date!)
  expect(new Set(dates).size).toBe(5000)
  expect(dates).toEqual(dates.toSorted().toReversed())
})
