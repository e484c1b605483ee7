import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { knows } from '#kernel/i18n'
import { openSmtp } from '#test/smtp'
import { testServer } from '#test/server'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'visavis-doctor-'))
afterAll(() => rm(folder, { recursive: true }))
const { PATH, HOME } = process.env
async function examine(args: string[], env: Record<string, string>) {
  const child = spawn(`${root}bin/visavis`, ['doctor', ...args], {
    env: { PATH, HOME, DATA_DIR: folder, ...env },
    cwd: folder,
  })
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { out, err, code: code as number }
}
type Told = { check: string; state: string; reason: string; sentence: string }
const told = ({ out }: { out: string }) =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Told)
const notWell = (findings: Told[]) =>
  findings.filter(({ state }) => state !== 'ok').map(({ check, reason }) => `${check}.${reason}`)

test('every finding has its title and its sentence', () => {
  const found = globSync(`${root}src/doctor/*.ts`)
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\b(?:ok|attention|fault)\(\s*'(\w+)',\s*'(\w+)'/g)])
  expect(found.length).toBeGreaterThan(50)
  const silent = found.filter(
    ([, check, reason]) => !knows(`doctor.titles.${check}`) || !knows(`doctor.${check}.${reason}`),
  )
  expect(silent.map(([call]) => call)).toEqual([])
})

test('a wrong configuration is at fault, line by line, without secrets: 2', async () => {
  const result = await examine(['--json'], { PORT: 'x', SMTP_URL: 'hunter2' })
  expect(notWell(told(result))).toEqual(['configuration.wrong', 'configuration.wrong'])
  expect(result.out).not.toContain('hunter2')
  expect(result).toMatchObject({ code: 2, err: '' })
})

test('a machine where nothing was started is told so, and nothing is made there', async () => {
  const result = await examine(['--json'], {})
  expect(notWell(told(result))).toEqual(expect.arrayContaining(['database.not_yet', 'mail.none', 'address.unreached']))
  expect(globSync(`${folder}/*`)).toEqual([])
  expect(result.code).toBe(2)
})

test('a house at work is well but for what its owner has not given yet: 1; in French, to a French terminal', async () => {
  const smtp = await openSmtp()
  const { url, databaseUrl } = await testServer()
  const env = { DATABASE_URL: databaseUrl, PUBLIC_URL: url, SMTP_URL: smtp.url, LANG: 'fr_FR.UTF-8', VISAVIS_ORGA: 'x' }
  const result = await examine(['--json', '--send-to', 'admin@exemple.fr'], env)
  expect(notWell(told(result))).toEqual(['configuration.stranger', 'https.this_machine', 'backup.none'])
  expect(told(result).map(({ check }) => check)).toEqual(
    expect.arrayContaining(['isolation', 'worker', 'queue', 'quarantine', 'letter', 'clock']),
  )
  expect(result.code).toBe(1)
  expect(smtp.letters.map(({ to }) => to)).toEqual([['admin@exemple.fr']])
  expect((await examine([], env)).out).toMatch(/^ ok {3}Base +PostgreSQL \S+ répond\.$/m)
  await smtp.close()
})
