import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { readCalls } from '#adapters/cdr'
import { settle } from '#engine/intake'
import { addLine } from '#engine/people'
import { testDb } from '#test/db'
import { anOrg, aSite } from '#test/factories'
import { wire } from '../../house.ts'
import { type CallFile, importCalls } from './import.ts'

wire()
const { db, query } = await testDb()
const master = readFileSync(new URL('../../adapters/cdr/fixtures/Master.csv', import.meta.url))
const asterisk: CallFile = { format: 'asterisk-cdr', timeZone: 'Europe/Paris', source: 'central' }
const csv: CallFile = {
  format: 'csv',
  timeZone: 'Europe/Paris',
  source: 'tableur',
  mapping: {
    from: 'Appelant',
    to: 'Appelé',
    startedAt: 'Début',
    durationSeconds: 'Durée',
    status: 'État',
  } as CallFile['mapping'],
}

/** A company with two numbers, and what an import of a file gives it. */
async function aCompany() {
  const org = await anOrg(query)
  const site = await aSite(db, org, { phone: '01 99 00 12 34' })
  await db.as(org, (tx) => addLine(tx, site.id, '+33199001235'))
  return {
    org,
    site,
    async read(file: CallFile, content: string | Buffer) {
      const refusals: string[] = []
      const report = await importCalls(db, org, readCalls, file, Readable.from([Buffer.from(content)]), (refusal) =>
        refusals.push(`${refusal.line} ${refusal.code}`),
      )
      return { ...report, refusals }
    },
    calls: () =>
      query(
        `select external_id, outcome, talk_seconds, caller, started_at from engine.interaction where org_id = $1 order by started_at, external_id`,
        [org.orgId],
      ),
    quarantine: () =>
      query(`select id, reason_code from engine.delivery where org_id = $1 and state = 'refused' order by id`, [
        org.orgId,
      ]),
  }
}

test('a file of Asterisk’s: each line is told, refused with its reason, or no customer’s call', async () => {
  const company = await aCompany()
  expect(await company.read(asterisk, master)).toEqual({
    lines: 14,
    recorded: 9,
    unchanged: 0,
    refused: 4,
    notCalls: 1,
    refusals: ['7 call.unknown_number', '8 import.bad_line', '9 import.bad_date', '12 import.unknown_status'],
  })
  expect(
    (await company.calls()).map((call) =>
      Object.values(call).map((value) => (value instanceof Date ? value.toISOString() : value)),
    ),
  ).toEqual([
    ['1792888200.11', 'missed', null, '+33639980010', '2026-10-25T00:30:00.000Z'],
    ['1792889400.12', 'answered', 1200, '+33639980011', '2026-10-25T00:50:00.000Z'],
    ['1795161600.1', 'answered', 52, '+33639980001', '2026-11-20T08:00:00.000Z'],
    ['1795162200.2', 'missed', null, '+33639980002', '2026-11-20T08:10:00.000Z'],
    ['1795162800.3', 'missed', null, '+33639980003', '2026-11-20T08:20:00.000Z'],
    ['1795163400.5', 'answered', 120, '+33639980004', '2026-11-20T08:30:00.000Z'],
    ['1795165200.8', 'missed', null, null, '2026-11-20T09:00:00.000Z'],
    ['1795165800.9', 'missed', null, '+33639980008', '2026-11-20T09:10:00.000Z'],
  ])
})

test('read again, whole or cut short, a file doubles nothing', async () => {
  const company = await aCompany()
  const lines = master.toString().split('\n')
  await company.read(asterisk, lines.slice(0, 6).join('\n'))
  await company.read(asterisk, master)
  const [calls, refused] = [await company.calls(), await company.quarantine()]
  const events = () =>
    query(`select count(*)::int as n from core.event where org_id = $1 and type = 'call.told'`, [company.org.orgId])
  const told = await events()
  expect(await company.read(asterisk, lines.toReversed().join('\n'))).toMatchObject({
    recorded: 0,
    unchanged: 9,
    refused: 4,
  })
  expect(await company.calls()).toEqual(calls)
  expect(await company.quarantine()).toEqual(refused)
  expect(await events()).toEqual(told)
})

test('one file read by several at once, each in its own order, is one file', async () => {
  const company = await aCompany()
  const lines = Array.from(
    { length: 60 },
    (_, n) => `0639980${100 + n};0199001234;23/11/2026 10:${10 + (n % 50)};30;répondu`,
  )
  const head = 'Appelant;Appelé;Début;Durée;État'
  const file = (order: string[]) => [head, ...order].join('\n')
  const reports = await Promise.all(
    [file(lines), file(lines.toReversed()), file(lines)].map((content) => company.read(csv, content)),
  )
  expect(reports.reduce((sum, { recorded }) => sum + recorded, 0)).toBe(60)
  expect(await company.calls()).toHaveLength(60)
})

test('a refused line waits in the quarantine and passes once the mend is made; what is beyond mending stays', async () => {
  const company = await aCompany()
  await company.read(asterisk, master)
  const refused = await company.quarantine()
  expect(refused.map(({ reason_code }) => reason_code)).toEqual([
    'call.unknown_number',
    'import.bad_line',
    'import.bad_date',
    'import.unknown_status',
  ])
  await db.as(company.org, (tx) => addLine(tx, company.site.id, '+33199005555'))
  expect(await settle(db, company.org, String(refused[0]!.id))).toMatchObject({ outcome: 'missed', changed: true })
  await expect(settle(db, company.org, String(refused[2]!.id))).rejects.toMatchObject({ code: 'import.bad_date' })
  expect(await company.quarantine()).toHaveLength(3)
  expect(await company.read(asterisk, master)).toMatchObject({ recorded: 0, unchanged: 10, refused: 3 })
})

test('a line of a table passes later too, under the columns that its file had', async () => {
  const company = await aCompany()
  const content = 'Début;Appelé;Durée;Appelant;État\n23/11/2026 10:00;01 99 00 77 77;42;06 39 98 00 01;Répondu\n'
  expect(await company.read(csv, content)).toMatchObject({ refused: 1, refusals: ['2 call.unknown_number'] })
  await db.as(company.org, (tx) => addLine(tx, company.site.id, '+33199007777'))
  await settle(db, company.org, String((await company.quarantine())[0]!.id))
  expect(await company.calls()).toMatchObject([{ outcome: 'answered', talk_seconds: 42, caller: '+33639980001' }])
  expect(await company.read(csv, content)).toMatchObject({ unchanged: 1 })
})

test.each([
  ['UTF-8 with its mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
  ['Latin-1', (text: string) => Buffer.from(text, 'latin1')],
  ['Latin-1 with the line ends of Windows', (text: string) => Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1')],
])('a table in %s, with semicolons, French dates and words', async (_, encode) => {
  const company = await aCompany()
  const text = [
    'Appelant;Appelé;Début;Durée;État',
    '06 39 98 00 01;01 99 00 12 34;23/11/2026 9:05;0:01:30;Décroché',
    ';01.99.00.12.35;23/11/2026 09:06:07;;Appel manqué',
    '0639980002;0199001234;25/10/2026 02:30;10;répondu',
    '0639980003;0199001234;29/03/2026 02:30;10;répondu',
    '0639980004;0199001234;31/02/2026 09:00;10;répondu',
    '0639980005;0199001234;23/11/2026 09:07;dix;répondu',
    '0639980006;0199001234;23/11/2026 09:08;10',
    '',
  ].join('\n')
  expect(await company.read(csv, encode(text))).toMatchObject({
    recorded: 4,
    refusals: ['6 import.bad_date', '7 import.bad_value', '8 import.missing_column'],
  })
  expect(
    (await company.calls()).map(({ outcome, talk_seconds, caller, started_at }) => [
      (started_at as Date).toISOString(),
      outcome,
      talk_seconds,
      caller,
    ]),
  ).toEqual([
    ['2026-03-29T01:30:00.000Z', 'answered', 10, '+33639980003'],
    ['2026-10-25T00:30:00.000Z', 'answered', 10, '+33639980002'],
    ['2026-11-23T08:05:00.000Z', 'answered', 90, '+33639980001'],
    ['2026-11-23T08:06:07.000Z', 'missed', null, null],
  ])
})

test.each([
  ['without a column that was named', csv, 'Appelant;Début\n', 'import.missing_column'],
  ['without saying its columns', { ...csv, mapping: undefined }, 'a;b\n', 'import.missing_mapping'],
  ['in a time zone of no place', { ...asterisk, timeZone: 'Mars/Olympus' }, '', 'import.bad_time_zone'],
])('a file %s is refused as a whole', async (_, file, content, code) => {
  const company = await aCompany()
  await expect(company.read(file, content)).rejects.toMatchObject({ code })
  expect(await company.quarantine()).toEqual([])
})

test('what the database cannot hold is a refused line, not the end of the file', async () => {
  const company = await aCompany()
  const good = '0639980001;0199001234;23/11/2026 09:05;10;répondu'
  const content = [
    'Appelant;Appelé;Début;Durée;État',
    good.replace('9001234', '900\u0000234'),
    'x'.repeat(70_000),
    good,
  ].join('\n')
  expect(await company.read(csv, content)).toMatchObject({
    recorded: 1,
    refusals: ['2 import.bad_line', '3 import.line_too_long'],
  })
})
