import { Writable } from 'node:stream'
import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
import type { Tx } from '#kernel/db'
import { startWorker } from '#kernel/jobs'
import { testDb } from '#test/db'
import { anOrg } from '#test/factories'
import { currentDepth, emit, type Event, onEvent, react, setDepth } from './index.ts'

const { db, url, query } = await testDb()
const [acme, rival] = [await anOrg(query), await anOrg(query)]
const told = new Map<string, Event[]>()
const note = (name: string) => async (_tx: Tx, event: Event) => {
  told.set(name, [...(told.get(name) ?? []), event])
}
onEvent('test.happened', 'test.first', note('first'))
onEvent('test.happened', 'test.second', note('second'))
onEvent('test.other', 'test.third', note('third'))

let log = ''
const sink = new Writable({
  write(line, _encoding, done) {
    log += String(line)
    done()
  },
})
const worker = await startWorker(
  url,
  {
    react: ({ orgId, ...job }) => db.as({ orgId }, (tx) => react(tx, job as unknown as Parameters<typeof react>[1])),
  },
  pino(sink),
)
afterAll(worker.stop)
const happen = (data: Record<string, unknown>, type = 'test.happened') => db.as(acme, (tx) => emit(tx, type, data))
const jobs = () => query('select * from graphile_worker.jobs')

test('an event of a transaction that was taken back has not happened', async () => {
  const undone = db.as(acme, async (tx) => {
    await emit(tx, 'test.happened', { n: 0 })
    throw new Error('changed my mind')
  })
  await expect(undone).rejects.toThrow('changed my mind')
  expect(await query('select from core.event')).toEqual([])
  expect(await jobs()).toEqual([])
})

test('each reader of its type reads it once', async () => {
  told.clear()
  await happen({ n: 1 })
  await expect.poll(() => [told.get('first')?.length, told.get('second')?.length]).toEqual([1, 1])
  await expect.poll(jobs).toEqual([])
  expect(told.get('first')).toEqual([
    { id: expect.any(String) as string, type: 'test.happened', data: { n: 1 }, at: expect.any(Date) as Date },
  ])
  expect([...told.values()].flat()).toHaveLength(2)
  expect(told.has('third')).toBe(false)
})

test('an event that nobody reads is kept', async () => {
  await happen({ n: 2 }, 'test.unread')
  expect(await query(`select data, org_id from core.event where type = 'test.unread'`)).toEqual([
    { data: { n: 2 }, org_id: acme.orgId },
  ])
})

test('a reader of another organisation’s event reads nothing', async () => {
  told.clear()
  const [event] = await query(`select id from core.event limit 1`)
  await db.as(rival, (tx) => react(tx, { eventId: event!.id as string, reader: 'test.first' }))
  expect(told.size).toBe(0)
})

test('what a reader did is taken back when it fails, and done when it is tried again', async () => {
  let tries = 0
  onEvent('test.flaky', 'test.flaky', async (tx) => {
    await tx.insertInto('engine.person').values({ name: 'Camille' }).execute()
    tries += 1
    if (tries === 1) throw new Error('no luck')
  })
  await happen({}, 'test.flaky')
  await expect.poll(async () => (await jobs())[0]?.last_error).toBe('no luck')
  expect(await query('select from engine.person')).toEqual([])
  await query('update graphile_worker._private_jobs set run_at = now()')
  await expect.poll(jobs, { timeout: 5000 }).toEqual([])
  expect(await query('select name from engine.person')).toEqual([{ name: 'Camille' }])
})

test('a reader that is not there is told, kept and tried again', async () => {
  log = ''
  await happen({}, 'test.renamed')
  const [event] = await query(`select id from core.event where type = 'test.renamed'`)
  // What a version that knew the reader by another name has left in the queue.
  await query(`select graphile_worker.add_job('react', $1::json)`, [
    JSON.stringify({ orgId: acme.orgId, eventId: event!.id, reader: 'test.new' }),
  ])
  await expect.poll(async () => (await jobs())[0]?.last_error).toBe('reader.not_found')
  const [job] = await jobs()
  expect(job).toMatchObject({ attempts: 1, locked_at: null })
  const lines = log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(lines).toContainEqual(expect.objectContaining({ level: 50, job: { id: job!.id, task: 'react' } }))
  onEvent('test.renamed', 'test.new', note('new'))
  await query('update graphile_worker._private_jobs set run_at = now()')
  await expect.poll(() => told.get('new')?.length, { timeout: 5000 }).toBe(1)
})

test('what is told while reading an event of some depth is of that depth; what somebody does is of none', async () => {
  onEvent('test.deep', 'test.deep', (tx) => emit(tx, 'test.deeper', {}))
  await db.as(acme, async (tx) => {
    expect(await currentDepth(tx)).toBe(0)
    await setDepth(tx, 3)
    await emit(tx, 'test.deep', {})
  })
  const depths = () => query(`select type, depth from core.event where type like 'test.deep%' order by type`)
  await expect.poll(depths).toEqual([
    { type: 'test.deep', depth: 3 },
    { type: 'test.deeper', depth: 3 },
  ])
  await happen({}, 'test.shallow')
  expect(await query(`select depth from core.event where type = 'test.shallow'`)).toEqual([{ depth: 0 }])
})
