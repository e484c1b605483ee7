import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { deliveriesAtRest } from '#engine/intake'
import { backupName } from '#kernel/backup'
import { startWorker } from '#kernel/jobs'
import { openLog } from '#kernel/log'
import { testDb } from '#test/db'
import { anOrg } from '#test/factories'
import { checkBackup, checkFiles, checkQuarantine, checkQueue, checkWorker } from './work.ts'

const { db, url, query } = await testDb()
const pool = db.owner
const { orgId } = await anOrg(query)

test('a house where nobody works is told, and one where somebody does', async () => {
  expect(await checkWorker(pool)).toMatchObject({ state: 'fault', reason: 'none' })
  const worker = await startWorker(url, {}, openLog('silent'))
  expect(await checkWorker(pool)).toMatchObject({ state: 'ok', params: { count: 1 } })
  await worker.stop()
  await expect.poll(() => checkWorker(pool)).toMatchObject({ state: 'fault' })
})

test('a queue that stands still, holds jobs or has lost some is told, the worst first', async () => {
  expect(await checkQueue(pool)).toMatchObject({ state: 'ok', params: { due: 0, later: 0 } })
  await query(`select graphile_worker.add_job('later', '{}', run_at => now() + interval '1 day')`)
  expect(await checkQueue(pool)).toMatchObject({ state: 'ok', params: { later: 1 } })
  await query(`select graphile_worker.add_job('broken', '{}', max_attempts => 7)`)
  await query('update graphile_worker._private_jobs set attempts = max_attempts where max_attempts = 7')
  expect(await checkQueue(pool)).toMatchObject({
    state: 'attention',
    reason: 'failed',
    params: { failed: 1, tasks: 'broken' },
  })
  await query(
    `insert into core.held_job (task, payload, priority, run_at, max_attempts, attempts) values ('x', '{}', 0, now(), 25, 0)`,
  )
  expect(await checkQueue(pool)).toMatchObject({ state: 'attention', reason: 'held', params: { held: 1 } })
  await query(`select graphile_worker.add_job('slow', '{}', run_at => now() - interval '6 minutes')`)
  expect(await checkQueue(pool)).toMatchObject({ state: 'attention', reason: 'late', params: { minutes: 6, due: 1 } })
  await query(
    `update graphile_worker._private_jobs set run_at = now() - interval '2 hours' where attempts = 0 and run_at < now()`,
  )
  expect(await checkQueue(pool)).toMatchObject({ state: 'fault', reason: 'late', params: { minutes: 120 } })
})

test('arrivals that were not understood, or that nobody looks at, are told', async () => {
  const arrive = (key: string, state: string, age: string) =>
    query(
      `insert into engine.delivery (org_id, source, key, context, body, state, reason_code, received_at) values ($1, 'api', $2, '{}', '', $3, $4, now() - $5::interval)`,
      [orgId, key, state, state === 'refused' ? 'x' : null, age],
    )
  const look = async () => checkQuarantine(await deliveriesAtRest(pool))
  await arrive('done', 'done', '3 days')
  await arrive('new', 'waiting', '1 minute')
  expect(await look()).toMatchObject({ state: 'ok' })
  await arrive('odd', 'refused', '3 days')
  expect(await look()).toMatchObject({ state: 'attention', params: { refused: 1 } })
  await arrive('forgotten', 'waiting', '20 minutes')
  expect(await look()).toMatchObject({ state: 'fault', params: { minutes: 20 } })
})

test('a backup that is not made, not fresh or not locked is told', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'visavis-doctor-'))
  afterAll(() => rm(dir, { recursive: true }))
  const backup = { dir, at: '03:30', keep: 3, recipients: [] }
  const now = new Date('2026-11-25T12:00:00Z')
  const look = () => checkBackup({ backup }, now)
  const make = (hoursAgo: number, locked: boolean) =>
    writeFile(join(dir, backupName(new Date(now.getTime() - hoursAgo * 3_600_000), locked)), '')
  expect(await checkBackup({}, now)).toMatchObject({ state: 'attention', reason: 'none' })
  expect(await look()).toMatchObject({ state: 'fault', reason: 'never' })
  await make(80, true)
  expect(await look()).toMatchObject({ state: 'fault', reason: 'old', params: { hours: 80 } })
  await make(30, true)
  expect(await look()).toMatchObject({ state: 'attention', reason: 'old', params: { hours: 30 } })
  await make(8, false)
  expect(await look()).toMatchObject({ state: 'attention', reason: 'open' })
  await make(7, true)
  expect(await look()).toMatchObject({ state: 'ok', params: { hours: 7 } })
})

test('files are kept where they are to be, or it is said why not', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'visavis-files-'))
  expect(await checkFiles({ dataDir })).toMatchObject({ state: 'ok', reason: 'folder' })
  expect(await readdir(join(dataDir, 'files/doctor')), 'nothing is left').toEqual([])
  const silent = await checkFiles({ dataDir, filesUrl: 'http://cle:secret@127.0.0.1:9/visavis' })
  expect(silent).toMatchObject({ state: 'fault', reason: 'unreached' })
  expect(JSON.stringify(silent)).not.toContain('secret')
  await rm(dataDir, { recursive: true })
})
