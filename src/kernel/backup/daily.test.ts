import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { openLog } from '#kernel/log'
import { backupName, dailyBackups, lastDue } from './index.ts'

const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))))
const zone = process.env.TZ
beforeEach(() => void (process.env.TZ = 'Europe/Paris'))
afterEach(() => {
  if (zone === undefined) delete process.env.TZ
  else process.env.TZ = zone
})

test.each([
  ['03:30', '2026-11-25T02:31:00Z', '2026-11-25T02:30:00.000Z'],
  ['03:30', '2026-11-25T02:29:00Z', '2026-11-24T02:30:00.000Z'],
  ['03:30', '2026-07-14T12:00:00Z', '2026-07-14T01:30:00.000Z'],
  ['23:59', '2026-01-01T12:00:00Z', '2025-12-31T22:59:00.000Z'],
  // 29 March 2026: the clock jumps from 2 to 3; 25 October: from 3 back to 2.
  ['02:30', '2026-03-29T12:00:00Z', '2026-03-29T01:30:00.000Z'],
  ['02:30', '2026-10-25T12:00:00Z', '2026-10-25T00:30:00.000Z'],
])('at %s, what is due at %s was due at %s', (at, now, due) => {
  expect(lastDue(at, new Date(now)).toISOString()).toBe(due)
})

async function aHouse(run: (dir: string) => Promise<void>) {
  const dir = await mkdtemp(join(tmpdir(), 'visavis-daily-'))
  folders.push(dir)
  let runs = 0
  const work = async () => {
    runs += 1
    await run(dir)
  }
  const check = dailyBackups({ dir, at: '03:30' }, work, openLog('silent'))
  return { check: (now: string) => check(new Date(now)), runs: () => runs }
}
const write = (dir: string, at: string) => writeFile(join(dir, backupName(new Date(at), false)), '')

test('one a day, and what was missed is made up for once', async () => {
  let now = '2026-11-25T02:30:10Z'
  const house = await aHouse((dir) => write(dir, now))
  for (now of ['2026-11-25T02:30:10Z', '2026-11-25T02:31:10Z', '2026-11-26T02:29:59Z']) await house.check(now)
  expect(house.runs()).toBe(1)
  for (now of ['2026-11-26T02:30:00Z', '2026-11-29T09:00:00Z', '2026-11-29T09:01:00Z']) await house.check(now)
  expect(house.runs()).toBe(3)
})

test('one that fails is tried again after a quarter of an hour; two never run at once', async () => {
  let failing = true
  let let_go = () => {}
  const house = await aHouse(async () => {
    if (failing) throw new Error('disk full')
    await new Promise<void>((resolve) => (let_go = resolve))
  })
  for (const now of ['02:30', '02:31', '02:44', '02:45']) await house.check(`2026-11-25T${now}:30Z`)
  expect(house.runs()).toBe(2)
  failing = false
  const under = house.check('2026-11-25T03:30:00Z')
  await house.check('2026-11-25T03:31:00Z')
  await expect.poll(house.runs).toBe(3)
  await house.check('2026-11-25T03:32:00Z')
  let_go()
  await under
  expect(house.runs()).toBe(3)
})
