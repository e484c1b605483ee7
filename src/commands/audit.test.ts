import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { audit, seal } from '#kernel/audit'
import { testDb } from '#test/db'

const { db, url, query } = await testDb()
const visavis = fileURLToPath(new URL('../../bin/visavis', import.meta.url))
const run = (...args: string[]) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, DATABASE_URL: url }
    execFile(visavis, ['audit', ...args], { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })

test.each<[string, string[], RegExp]>([
  ['nothing', [], /visavis audit verify/],
  ['a word for something else', ['mend'], /visavis audit verify/],
  ['a head that is none', ['verify', '--expect', '12'], /--expect is a number and a hash/],
  ['no format', ['export'], /--format is jsonl or csv/],
  ['no instant', ['export', '--format', 'csv', '--from', 'hier'], /are instants/],
  ['no organisation', ['verify'], /There is no organisation yet/],
])('%s: a sentence, and exit code 2', async (_, args, sentence) => {
  const { code, out, err } = await run(...args)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toMatch(sentence)
})

type Verdict = { org: string; seq: number; hash: string; broken: unknown }
const verdicts = (out: string) =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Verdict)

test('verify: intact, against a head written down, broken', async () => {
  const [row] = await query(`insert into core.org (name) values ('Exemple') returning id`)
  const orgId = row!.id as string
  for (const verb of ['a', 'b', 'c'])
    await db.as({ orgId }, (tx) => audit(tx, { orgId, kind: 'change', who: 'house', verb }))
  await seal(db)
  const { code, out } = await run('verify', '--json')
  const [{ seq, hash }] = verdicts(out) as [Verdict]
  expect({ code, seq }).toEqual({ code: 0, seq: 3 })
  expect((await run('verify')).out).toContain(`Write down elsewhere: 3:${hash}`)
  expect((await run('verify', '--expect', `3:${hash}`)).code).toBe(0)
  expect(await run('verify', '--expect', `3:${'0'.repeat(64)}`)).toMatchObject({
    code: 1,
    out: expect.stringContaining('BROKEN at entry 3') as string,
  })
  expect((await run('verify', '--org', 'Autre')).code).toBe(2)

  const csv = await run('export', '--format', 'csv')
  expect(csv.code).toBe(0)
  expect(parse(csv.out, { delimiter: ';', bom: true }).map((cells) => cells[0])).toEqual(['No.', '1', '2', '3'])
  const jsonl = await run('export', '--format', 'jsonl', '--to', '2020-01-01T00:00:00Z')
  expect(jsonl).toMatchObject({ code: 0, out: '' })
  expect(await query(`select who, changes from core.audit_inbox where verb = 'audit.export' order by at`)).toEqual([
    { who: 'command', changes: { format: { to: 'csv' } } },
    { who: 'command', changes: { format: { to: 'jsonl' } } },
  ])

  await query(`insert into core.org (name) values ('Rivale')`)
  await query(`update core.audit_entry set verb = 'x' where seq = 2`)
  const broken = await run('verify', '--json')
  expect(broken.code).toBe(1)
  expect(verdicts(broken.out).map(({ org, broken }) => [org, broken])).toEqual([
    ['Exemple', { seq: 2, reason: 'changed' }],
    ['Rivale', null],
  ])
  expect(await run('export', '--format', 'csv'), 'which one?').toMatchObject({ code: 2, out: '' })
})
