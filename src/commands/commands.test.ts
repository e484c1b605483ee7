import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test, vi } from 'vitest'
import { commands } from './all.ts'

// Every command of the table, without being named here: a new one is tried by itself.
const names = Object.keys(commands)
const visavis = fileURLToPath(new URL('../../bin/visavis', import.meta.url))
const { PATH, HOME } = process.env
const ask = (args: string[], env: Record<string, string> = {}) => {
  const { status, stdout, stderr } = spawnSync(visavis, args, {
    env: { PATH, HOME, ...env },
    encoding: 'utf8',
    input: '',
  })
  return { status, stdout, stderr }
}
afterEach(() => {
  vi.restoreAllMocks()
})

test.each(names)('%s --help tells its use, its options and its exit codes', async (name) => {
  const written: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
  const { run } = await commands[name]!.load()
  expect((await run(['--help'])) ?? 0).toBe(0)
  const help = written.join('')
  expect(help).toMatch(new RegExp(`^visavis ${name}\\b`))
  for (const part of ['--json', '--help', 'Exit codes: 0 ', '; 1 ', '; 2 ']) expect(help).toContain(part)
  expect(help.split('\n').filter((line) => line.length > 120)).toEqual([])
})

test.each(names)('%s refuses an option that it does not have, as JSON when asked', (name) => {
  const { status, stdout, stderr } = ask([name, '--json', '--colour', 'red'])
  expect(JSON.parse(stderr)).toEqual({ code: 'usage', message: expect.stringContaining('--colour') as string })
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
})

test.each(['fr', 'en'])('the guide of commands (%s) has a section for each', (language) => {
  const file = new URL(`../../docs/admin/commands${language === 'fr' ? '' : '.en'}.md`, import.meta.url)
  const headings = [...readFileSync(file, 'utf8').matchAll(/^## `visavis (\w+)/gm)].map(([, name]) => name)
  expect(headings).toEqual(names)
})

test('a command that is not there is refused with the one that was meant', () => {
  expect(ask(['strat'])).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining('mean start?') as string,
  })
  expect(JSON.parse(ask(['xyz', '--json']).stderr)).toMatchObject({ code: 'usage' })
  const list = ask([])
  for (const name of names) expect(list.stdout).toMatch(new RegExp(`^  ${name} `, 'm'))
  expect(list).toMatchObject({ status: 0, stderr: '' })
})

test('a wrong configuration is told as JSON too, without its secrets', () => {
  const { status, stderr } = ask(['migrate', '--json'], { DATABASE_URL: 'mysql://hunter2', VISAVIS_ORGA: 'x' })
  const [stranger, refusal] = stderr.trim().split('\n')
  expect(stranger).toContain('did you mean VISAVIS_ORG?')
  expect(JSON.parse(refusal!)).toMatchObject({ code: 'config.invalid' })
  expect(stderr).not.toContain('hunter2')
  expect(status).toBe(2)
})
