import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { addLine } from '#engine/people'
import { anOrg, aSite } from '#test/factories'
import { testServer } from '#test/server'

// The server of this house runs meanwhile, on the same database.
const { db, query, databaseUrl, orgId, signIn } = await testServer()
const site = await aSite(db, { orgId }, { phone: '01 99 00 12 34' })
await db.as({ orgId }, (tx) => addLine(tx, site.id, '+33199001235'))
const owner = await signIn('owner')

const folder = await mkdtemp(join(tmpdir(), 'visavis-import-'))
afterAll(() => rm(folder, { recursive: true }))
const master = fileURLToPath(new URL('../adapters/cdr/fixtures/Master.csv', import.meta.url))
const visavis = fileURLToPath(new URL('../../bin/visavis', import.meta.url))

const run = (...args: string[]) => feed('', ...args)
const feed = (input: string, ...args: string[]) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, DATABASE_URL: databaseUrl }
    const child = execFile(visavis, ['import', ...args], { env, cwd: folder }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
    child.stdin!.end(input)
  })
const mapping = ['--format', 'csv', '--map', 'from=Appelant, to=Appelé,startedAt=Début']

test.each<[string, string[], RegExp]>([
  ['nothing', [], /visavis import calls --format/],
  ['a word for something else', ['people', master], /visavis import calls --format/],
  ['no format', ['calls', master], /--format is asterisk-cdr or csv/],
  ['an unknown option', ['calls', '--colour', 'red', master], /--colour/],
  ['a file that is not there', ['calls', '--format', 'asterisk-cdr', 'absent.csv'], /There is no file absent\.csv/],
  ['a folder', ['calls', '--format', 'asterisk-cdr', '/tmp'], /\/tmp is a folder/],
  [
    'a field that calls do not have',
    ['calls', '--format', 'csv', '--map', 'from=A,to=B,startedAt=C,colour=D', master],
    /« colour=D »/,
  ],
  ['half a mapping', ['calls', '--format', 'csv', '--map', 'from=A', master], /nothing of to.*nothing of startedAt/s],
  ['a mapping without columns', ['calls', '--format', 'csv', '--map', 'from', master], /« from »/],
])('%s: a sentence, and exit code 2', async (_, args, sentence) => {
  const { code, out, err } = await run(...args)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toMatch(sentence)
})

test.each<[string, string[], RegExp]>([
  ['a column that the file lacks', [...mapping, master], /import\.missing_column/],
  ['no mapping', ['--format', 'csv', master], /import\.missing_mapping/],
  [
    'a time zone of no place',
    ['--format', 'asterisk-cdr', '--time-zone', 'Mars', master],
    /Mars.*import\.bad_time_zone/s,
  ],
  [
    'an organisation that is not there',
    ['--format', 'asterisk-cdr', '--org', 'Absente', master],
    /no organisation « Absente »/,
  ],
])('%s: a sentence, exit code 2, and nothing recorded', async (_, args, sentence) => {
  const { code, err } = await run('calls', ...args)
  expect(code).toBe(2)
  expect(err).toMatch(sentence)
  expect(await query('select 1 from engine.interaction')).toEqual([])
})

test('a file is told line by line; read again it changes nothing; the server beside counts its calls', async () => {
  const first = await run('calls', '--format', 'asterisk-cdr', master)
  expect(first).toMatchObject({
    code: 1,
    out: '14 lines: 9 recorded, 0 known already, 1 not calls of customers, 4 refused.\n',
  })
  expect(first.err.trim().split('\n')).toEqual([
    expect.stringMatching(/^line 7: The number 01.99.00.55.55 is neither/),
    'line 8: This line cannot be read.',
    expect.stringMatching(/^line 9: Unreadable date in column “start”: 2026-11-31 09:50:00/),
    expect.stringMatching(/^line 12: Unknown call outcome in column “disposition”: TELEPORTED/),
  ])
  await expect
    .poll(async () => ((await (await owner('/api/calls')).json()) as { items: unknown[] }).items.length, {
      timeout: 15_000,
    })
    .toBe(8)

  await db.as({ orgId }, (tx) => addLine(tx, site.id, '+33199005555'))
  const again = await run('calls', '--format', 'asterisk-cdr', '--json', master)
  expect(JSON.parse(again.out)).toEqual({ lines: 14, recorded: 1, unchanged: 9, refused: 3, notCalls: 1 })
  expect(
    again.err
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object),
  ).toMatchObject([
    { line: 8, code: 'import.bad_line' },
    { line: 9, code: 'import.bad_date' },
    { line: 12, code: 'import.unknown_status' },
  ])
  const { items } = (await (await owner('/api/deliveries')).json()) as { items: { reason: { code: string } }[] }
  expect(items).toHaveLength(4)
})

test('a table from standard input, in the clocks of another place, for one of several organisations', async () => {
  const { orgId: other } = await anOrg(query, 'Deuxième')
  await aSite(db, { orgId: other }, { phone: '01 99 00 12 34' })
  const table = 'Appelant;Appelé;Début\n06 39 98 00 01;01 99 00 12 34;23/11/2026 09:00\n'
  const unnamed = await feed(table, 'calls', ...mapping, '-')
  expect(unnamed).toMatchObject({ code: 2, err: expect.stringContaining('Name the organisation') })
  const named = await feed(table, 'calls', ...mapping, '--org', 'Deuxième', '--time-zone', 'Indian/Reunion', '-')
  expect(named).toEqual({
    code: 0,
    err: '',
    out: '1 lines: 1 recorded, 0 known already, 0 not calls of customers, 0 refused.\n',
  })
  expect(await query('select started_at from engine.interaction where org_id = $1', [other])).toEqual([
    { started_at: new Date('2026-11-23T05:00:00Z') },
  ])
  await writeFile(join(folder, 'vide.csv'), '')
  expect(await run('calls', ...mapping, '--org', 'Deuxième', 'vide.csv')).toMatchObject({ code: 0 })
})
