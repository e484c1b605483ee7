import { randomUUID } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import pg from 'pg'
import { expect, onTestFinished, test, vi } from 'vitest'
import { addMember } from '#kernel/auth'
import { aCompany } from '#test/company'
import { contentsOf, shapeOf } from '#test/contents'
import { emptyDatabase } from '#test/db'
import { aMobile } from '#test/factories'
import { filesInto, filesOf, keyOf, openFiles } from '#kernel/files'
import { newKey } from '#kernel/vault'
import { testServer } from '#test/server'
import { aVisit } from '#test/visits'
import { openHouse } from '../../house.ts'
import { afterRestore, restoreBackup, takeBackup } from './index.ts'
import type { Last } from './format.ts'

const server = await testServer()
const { db, query, databaseUrl, orgId } = server
const owner = await server.signIn('owner')
const company = await aCompany(owner)
const admin = { email: 'admin@exemple.fr', name: 'Admin', password: 'une phrase assez longue', role: 'owner' as const }
await db.atGate((tx) => addMember(tx, { orgId, ...admin }))
// A job for a long time hence, one of a key, and one that has failed for good.
await query(
  `select graphile_worker.add_job('later', '{"orgId":"a","n":1}', run_at => now() + interval '3 days', job_key => 'k', flags => array['f'])`,
)
await query(`select graphile_worker.add_job('broken', '{}', queue_name => 'q', max_attempts => 3)`)
await query(
  `update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'no' where max_attempts = 3`,
)

/** Where the files of what is restored go. */
const elsewhere = openFiles({ dataDir: await mkdtemp(join(tmpdir(), 'visavis-restored-')) })
const files = filesInto(elsewhere)
const stream = (bytes: Buffer) => Readable.from([bytes])
/** Resolves once the load has written that much more. */
const more = (busy: { written: () => number }, until = busy.written() + 50) =>
  vi.waitUntil(() => busy.written() > until, { timeout: 60_000 })

/** Visits and calls, as fast as they go, until told to stop. */
function load() {
  const stopping = new AbortController()
  let written = 0
  const telephone = async () => {
    while (!stopping.signal.aborted) {
      const body = {
        from: aMobile(),
        status: 'no-answer',
        startedAt: new Date().toISOString(),
        externalId: randomUUID(),
        to: '01 99 00 12 34',
      }
      const reply = await owner('/api/calls', { body })
      if (!reply.ok) throw new Error(await reply.text())
      written += 1
    }
  }
  const browse = async (numberId: string) => {
    for (let at = Date.now(); !stopping.signal.aborted; at += 3_600_000) {
      const from = new Date(at)
      await aVisit(
        query,
        { orgId },
        {
          websiteId: company.website.id,
          numberId,
          from,
          lastSeenAt: from,
          until: new Date(at + 1000),
          pages: [{ at: from, title: 'Tabulation\tet « ligne »\nsuivante \\N' }],
        },
      )
      written += 1
    }
  }
  const work = [telephone(), telephone(), browse(company.number.id)]
  return {
    written: () => written,
    stop: async () => {
      stopping.abort()
      await Promise.all(work)
    },
  }
}

const taken = { product: '0.1.0', files: filesOf(server.app.house.files) }
async function takeUnderLoad() {
  const busy = load()
  await more(busy)
  let contents = new Map<string, { rows: number; sum: string }>()
  let jobs = 0
  let last: Last | undefined
  const onSnapshot = async (snapshot: string) => {
    contents = await contentsOf(databaseUrl, snapshot)
    const client = new pg.Client(databaseUrl)
    await client.connect()
    await client.query(`begin isolation level repeatable read; set transaction snapshot '${snapshot}'`)
    jobs = (await client.query<{ n: number }>('select count(*)::int as n from graphile_worker.jobs')).rows[0]!.n
    await client.end()
    await more(busy)
  }
  const bytes = await buffer(takeBackup(databaseUrl, { ...taken, onSnapshot, onEnd: (_, end) => void (last = end) }))
  await busy.stop()
  return { bytes, contents, jobs, last: last! }
}
const backup = await takeUnderLoad()
const leftOut = /^core\.(session|sign_in_failure|password_wish|password_reset|migration|held_job|restoration)$/
const rowsOf = (contents: typeof backup.contents) => [...contents].filter(([name]) => !leftOut.test(name))

test('a backup taken under load is the snapshot, row by row, in another database', async () => {
  const now = await contentsOf(databaseUrl)
  expect(now.get('engine.interaction')!.rows).toBeGreaterThan(backup.contents.get('engine.interaction')!.rows)
  expect(backup.contents.get('customer.page_view')!.rows).toBeGreaterThan(5)

  const url = await emptyDatabase()
  const { last, jobs } = await restoreBackup(url, stream(backup.bytes), { jobs: 'hold', files })
  const there = await contentsOf(url)
  expect(rowsOf(there)).toEqual(rowsOf(backup.contents))
  expect(there.get('core.session')!.rows).toBe(0)
  expect(jobs).toBe(backup.jobs)
  expect(there.get('core.held_job')!.rows).toBe(backup.jobs)
  expect(last).toEqual(backup.last)
  expect(last.files).toBe(2)
  const [proof] = await query('select id from engine.file where confirmed order by created_at limit 1')
  expect(String(await elsewhere.read(keyOf({ orgId, id: proof!.id as string })))).toBe('Je dis oui.')
  expect(await shapeOf(url)).toEqual(await shapeOf(databaseUrl))
})

test('every table of the house is in it, or says by its comment that it is not', async () => {
  const all = [...backup.contents.keys()].filter((name) => name !== 'core.migration')
  const silent = await query(
    `select oid::regclass::text as name from pg_class where obj_description(oid, 'pg_class') like '@backup none: %'`,
  )
  const held = Object.keys(backup.last.tables).filter((name) => name !== 'graphile_worker.job')
  expect([...held, ...silent.map(({ name }) => String(name))].toSorted()).toEqual(all.toSorted())
  // What refers to a table that is left out would refer to nothing.
  expect(
    await query(`select conname from pg_constraint where contype = 'f'
    and obj_description(confrelid, 'pg_class') like '@backup none%' and coalesce(obj_description(conrelid, 'pg_class'), '') not like '@backup none%'`),
  ).toEqual([])
})

test('the house opens on it, does first what must follow a restore, and people sign in', async () => {
  const url = await emptyDatabase()
  await restoreBackup(url, stream(backup.bytes), { jobs: 'hold', files })
  const followed: Date[] = []
  afterRestore('test', async (_, { takenAt }) => void followed.push(takenAt))
  const config = {
    host: '127.0.0.1',
    port: 0,
    dataDir: await mkdtemp(join(tmpdir(), 'visavis-test-')),
    mailFrom: 'a@exemple.fr',
    logLevel: 'silent',
    secretKey: newKey(),
  }
  const open = () => openHouse({ ...config, databaseUrl: url, publicUrl: 'http://127.0.0.1:0' })
  const house = await open()
  try {
    expect(followed).toHaveLength(1)
    const { email, password } = admin
    const session = await fetch(`${house.address}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    })
    expect(session.status).toBe(201)
    const cookie = session.headers.getSetCookie()[0]!.split(';')[0]!
    const call = await fetch(`${house.address}/api/calls/${company.call.id}`, { headers: { cookie } })
    expect(call.status).toBe(200)
  } finally {
    await house.close()
  }
  await (await open()).close()
  expect(followed).toHaveLength(1)
})

const jobsIn = async (url: string) => {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query<{
    task: string
    queue: string | null
    attempts: number
    key: string | null
    flags: object | null
  }>(
    `select t.identifier as task, q.queue_name as queue, attempts, last_error, key, flags, priority, max_attempts, payload, run_at
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = task_id
     left join graphile_worker._private_job_queues q on q.id = j.job_queue_id where t.identifier in ('later', 'broken') order by task`,
  )
  const { rows: counts } = await client.query<{ queued: number; held: number }>(
    'select (select count(*)::int from graphile_worker.jobs) as queued, (select count(*)::int from core.held_job) as held',
  )
  await client.end()
  return { rows, ...counts[0]! }
}

test('jobs that waited are held, run or dropped, as one likes; run, they are what they were', async () => {
  const results = []
  for (const jobs of ['hold', 'run', 'drop'] as const) {
    const url = await emptyDatabase()
    await restoreBackup(url, stream(backup.bytes), { jobs, files })
    const { rows, queued, held } = await jobsIn(url)
    results.push([jobs, queued, held])
    if (jobs === 'run') expect(rows).toEqual((await jobsIn(databaseUrl)).rows)
  }
  const all = backup.jobs
  expect(all).toBeGreaterThanOrEqual(2)
  expect(results).toEqual([
    ['hold', 0, all],
    ['run', all, 0],
    ['drop', 0, 0],
  ])
})

test('an owner without any power of a superuser restores as well, and hides nothing', async () => {
  const role = `owner_${randomUUID().slice(0, 8)}`
  await query(`create role ${role} login createrole password 'x'`)
  onTestFinished(async () => void (await query(`drop owned by ${role}; drop role ${role}`)))
  // Another database of this server has made them already, so they are not this owner's to take.
  for (const { rolname } of await query(`select rolname from pg_roles where rolname like 'visavis\\_%'`))
    await query(`grant ${String(rolname)} to ${role}`)
  const url = (await emptyDatabase({ owner: role })).replace(/\/\/[^@]*@/, `//${role}:x@`)
  await restoreBackup(url, stream(backup.bytes), { jobs: 'hold', files })
  expect(rowsOf(await contentsOf(url))).toEqual(rowsOf(backup.contents))
  let again: Last | undefined
  await buffer(takeBackup(url, { ...taken, onEnd: (_, last) => void (again = last) }))
  const {
    'core.held_job': held,
    'core.restoration': restored,
    'graphile_worker.job': queued,
    ...tables
  } = again!.tables
  expect([held, restored, queued]).toEqual([backup.jobs, 1, 0])
  expect(backup.last.tables).toMatchObject(tables)
})
