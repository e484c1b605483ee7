import { type ChildProcess, spawn } from 'node:child_process'
import { expect, onTestFinished, test } from 'vitest'
import { openLog } from '#kernel/log'
import { testDb } from '#test/db'
import { anOrg } from '#test/factories'
import { enqueue, startWorker, type Task } from './index.ts'

const { db, url, query } = await testDb()
const org = await anOrg(query)
const log = openLog('silent')
const add = (task: string, options: { runAt?: Date; key?: string } = {}) =>
  db.as(org, (tx) => enqueue(tx, task, {}, options))
const waiting = (task: string) => query('select * from graphile_worker.jobs where task_identifier = $1', [task])

const gates: (() => void)[] = []
async function work(tasks: Record<string, Task>, patient?: string[]) {
  const worker = await startWorker(url, tasks, log, patient)
  let stopped: Promise<void> | undefined
  const stop = () => (stopped ??= worker.stop())
  onTestFinished(() => {
    for (const open of gates) open()
    return stop()
  })
  return { stop }
}
/** A task that lasts until it is let go. */
function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  gates.push(open)
  return { open, opened }
}

test('a job of a transaction that was taken back does not exist', async () => {
  const undone = db.as(org, async (tx) => {
    await enqueue(tx, 'undone', {})
    throw new Error('changed my mind')
  })
  await expect(undone).rejects.toThrow('changed my mind')
  expect(await waiting('undone')).toEqual([])
})

test('a job without an organisation is refused', async () => {
  await expect(db.as({ orgId: '' }, (tx) => enqueue(tx, 'nobodys', {}))).rejects.toThrow('needs an organisation')
})

test('a job cannot name another organisation', async () => {
  const told: unknown[] = []
  await work({ mine: async (payload) => void told.push(payload) })
  await db.as(org, (tx) => enqueue(tx, 'mine', { orgId: 'another', callId: 'a' }))
  await expect.poll(() => told).toEqual([{ orgId: org.orgId, callId: 'a' }])
})

test('a job runs only once its transaction has committed', async () => {
  let ran = 0
  await work({ after: async () => void ran++ })
  await db.as(org, async (tx) => {
    await enqueue(tx, 'after', {})
    await add('before')
    expect([ran, await waiting('before')]).toEqual([0, [expect.anything()]])
  })
  await expect.poll(() => ran).toBe(1)
})

test('a key keeps one waiting job: the second call moves the first', async () => {
  const runAt = new Date('2100-01-01T00:00:00Z')
  await add('keyed', { key: 'k' })
  await add('keyed', { key: 'k', runAt })
  const jobs = await waiting('keyed')
  expect(jobs.map((job) => job.run_at)).toEqual([runAt])
})

test('a job that fails is kept with its reason and tried again', async () => {
  let tries = 0
  const flaky = async () => {
    tries += 1
    if (tries === 1) throw new Error('no luck')
  }
  await work({ flaky })
  await add('flaky')
  await expect.poll(async () => (await waiting('flaky'))[0]?.last_error).toBe('no luck')
  const [job] = await waiting('flaky')
  expect(job).toMatchObject({ attempts: 1, locked_at: null })
  expect((job!.run_at as Date).getTime()).toBeGreaterThan(Date.now())
  await query(`update graphile_worker._private_jobs set run_at = now() where id = $1`, [job!.id])
  await expect.poll(() => tries, { timeout: 5000 }).toBe(2)
  await expect.poll(() => waiting('flaky')).toEqual([])
})

test('a stop waits for what is under way', async () => {
  const { open, opened } = gate()
  const seen: string[] = []
  const worker = await work({
    last: async () => {
      seen.push('begun')
      await opened
      seen.push('done')
    },
  })
  await add('last')
  await expect.poll(() => seen).toEqual(['begun'])
  const stopped = worker.stop().then(() => seen.push('stopped'))
  open()
  await stopped
  expect(seen).toEqual(['begun', 'done', 'stopped'])
  await expect.poll(() => waiting('last')).toEqual([])
})

test('a long job stays with its worker, whatever other workers come', async () => {
  const { open, opened } = gate()
  let ran = 0
  const long = async () => {
    ran += 1
    await opened
  }
  await work({ long })
  await add('long')
  await expect.poll(() => ran).toBe(1)
  await query(
    `update graphile_worker._private_jobs set locked_at = now() - interval '1 hour' where locked_at is not null`,
  )
  await work({ long }) // looks for the dead as it starts
  expect((await waiting('long'))[0]).toMatchObject({ attempts: 1, locked_by: expect.any(String) as string })
  open()
  await expect.poll(() => waiting('long')).toEqual([])
  expect(ran).toBe(1)
})

test('a long job stays with its worker when the line that tells that it lives was cut', async () => {
  const { open, opened } = gate()
  let ran = 0
  const long = async () => {
    ran += 1
    await opened
  }
  await work({ long })
  await add('long')
  await expect.poll(() => ran).toBe(1)
  const lines = () =>
    query(`select pid from pg_stat_activity where application_name = 'visavis liveness'
    and datname = current_database() and state = 'idle'`)
  const [cut] = await query(`select pid, pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'visavis liveness' and datname = current_database()`)
  await expect.poll(async () => (await lines())[0]?.pid ?? cut!.pid, { timeout: 20_000 }).not.toBe(cut!.pid)
  await query(
    `update graphile_worker._private_jobs set locked_at = now() - interval '1 hour' where locked_at is not null`,
  )
  await work({ long })
  expect((await waiting('long'))[0]).toMatchObject({ attempts: 1, locked_by: expect.any(String) as string })
  open()
  await expect.poll(() => waiting('long')).toEqual([])
  expect(ran).toBe(1)
})

test('jobs of one queue run one after the other, beside those of another', async () => {
  const [first, second, other] = [gate(), gate(), gate()]
  const begun: string[] = []
  const wait =
    (name: string, { opened }: { opened: Promise<void> }) =>
    async () => {
      begun.push(name)
      await opened
    }
  await work({
    'queue.first': wait('first', first),
    'queue.second': wait('second', second),
    'queue.other': wait('other', other),
  })
  await db.as(org, async (tx) => {
    await enqueue(tx, 'queue.first', {}, { queue: 'one' })
    await enqueue(tx, 'queue.second', {}, { queue: 'one' })
    await enqueue(tx, 'queue.other', {}, { queue: 'two' })
  })
  await expect.poll(() => begun.toSorted()).toEqual(['first', 'other'])
  first.open()
  await expect.poll(() => begun.length).toBe(3)
})

test('tasks that wait for others take no place of those that do not', async () => {
  const slow = gate()
  let [waiting, ran] = [0, 0]
  await work({ patient: async () => (waiting++, slow.opened), quick: async () => void ran++ }, ['patient'])
  for (let n = 0; n < 12; n += 1) await add('patient')
  await expect.poll(() => waiting).toBe(8)
  await add('quick')
  await expect.poll(() => ran).toBe(1)
  slow.open()
  await expect.poll(() => waiting).toBe(12)
})

test('a worker goes on after the database has cut every line', async () => {
  let ran = 0
  await work({ again: async () => void ran++ })
  await query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )
  await expect
    .poll(() =>
      add('again').then(
        () => true,
        () => false,
      ),
    )
    .toBe(true)
  await expect.poll(() => ran, { timeout: 15_000 }).toBe(1)
})

/** Another process with a worker whose task never ends; resolves once that task has begun. */
async function child(task: string): Promise<ChildProcess> {
  const script = `
    import { startWorker } from ${JSON.stringify(new URL('index.ts', import.meta.url).href)}
    import { openLog } from ${JSON.stringify(new URL('../log/index.ts', import.meta.url).href)}
    const forever = () => new Promise(() => { console.log('begun'); setInterval(() => {}, 1000) })
    await startWorker(process.argv[1], { ${task}: forever }, openLog('silent'))`
  const started = spawn(process.execPath, ['--input-type=module', '-e', script, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void started.kill('SIGKILL'))
  await new Promise<void>((begun, failed) => {
    started.stdout.once('data', () => begun())
    started.once('exit', () => failed(new Error('The other worker ended before its task began')))
  })
  return started
}

test('the job of a process that was killed is run by another within seconds', async () => {
  await add('orphan')
  const other = await child('orphan')
  expect((await waiting('orphan'))[0]).toMatchObject({ attempts: 1, locked_by: expect.any(String) as string })
  const gone = new Promise((exit) => other.once('exit', exit))
  other.kill('SIGKILL')
  await gone
  let ran = 0
  await work({ orphan: async () => void ran++ })
  await expect.poll(() => ran, { timeout: 15_000 }).toBe(1)
  await expect.poll(() => waiting('orphan')).toEqual([])
})

test('a job that the database gave out as it fell, and nobody is at, is run within seconds; one that somebody is at is not', async () => {
  const { open, opened } = gate()
  const ran: string[] = []
  const long = async () => {
    ran.push('long')
    await opened
  }
  await work({ long, lost: async () => void ran.push('lost') })
  await add('long')
  await expect.poll(() => ran).toEqual(['long'])
  await query(`update graphile_worker._private_jobs set locked_at = now() - interval '1 minute'`)
  const [{ locked_by: ours }] = (await waiting('long')) as [{ locked_by: string }]
  await query(`select graphile_worker.add_job('lost', run_at := now() + interval '1 hour')`)
  await query(
    `update graphile_worker._private_jobs set run_at = now(), attempts = 1, locked_by = $1, locked_at = now() - interval '1 minute'
     where task_id = (select id from graphile_worker._private_tasks where identifier = 'lost')`,
    [ours],
  )
  await expect.poll(() => ran, { timeout: 15_000 }).toEqual(['long', 'lost'])
  open()
  await expect.poll(() => waiting('long')).toEqual([])
  await expect.poll(() => waiting('lost')).toEqual([])
  expect(ran).toEqual(['long', 'lost'])
})
