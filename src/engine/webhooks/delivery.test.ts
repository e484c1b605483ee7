import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { Writable } from 'node:stream'
import { Logger, runOnce } from 'graphile-worker'
import { pino } from 'pino'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { openMailer } from '#kernel/mail'
import { openOutgoing, type Outgoing } from '#kernel/outgoing'
import { newKey, VaultError, vaultOf } from '#kernel/vault'
import { startWorker, type Task } from '#kernel/jobs'
import { testDb } from '#test/db'
import { anOrg, aSite } from '#test/factories'
import { openReceiver } from '#test/receiver'
import { openSmtp } from '#test/smtp'
import { wire } from '../../house.ts'
import { tasksOf } from '../../tasks.ts'
import { sendMessage } from './index.ts'
import { allTries } from './retries.ts'
import { changeWebhook, createWebhook, rotateSecret, sealWebhooks, secretsOf } from './service.ts'

// What becomes of a message when its receiver, or we, fail. The clock is moved in the database: nobody waits a day.

wire()
const { db, url, query } = await testDb()
const org = await anOrg(query)
const [receiver, smtp] = [await openReceiver(), await openSmtp()]
afterAll(() => Promise.all([receiver.close(), smtp.close()]))
const settings = { outgoingAllow: ['127.0.0.0/8'], outgoingPorts: [[1, 65_535]] as [number, number][] }
const real = openOutgoing({ ...settings, resolve: async () => ['127.0.0.1'] })
/** As in the house, but for its patience. */
const outgoing: Outgoing = { ...real, ask: (request) => real.ask({ ...request, timeoutMs: 500 }) }
const mailer = openMailer({ smtpUrl: smtp.url, from: 'visavis@exemple.fr', publicUrl: 'https://visavis.exemple.fr' })
const key = newKey()
const vault = vaultOf(key)
const config = { publicUrl: 'https://visavis.exemple.fr' } as Parameters<typeof tasksOf>[1]
const tasks = Object.entries(tasksOf(db, config, { mailer, outgoing, vault }))

/** Does what is due, until nothing is. */
const work = async (given = tasks) => {
  const taskList = Object.fromEntries(
    given.map(([name, task]) => [name, (job: unknown) => task(job as Parameters<Task>[0])]),
  )
  do await runOnce({ pgPool: db.owner, taskList, noHandleSignals: true, logger: new Logger(() => () => {}) })
  while ((await query('select from graphile_worker.jobs where run_at <= now()')).length > 0)
}
const deliveries = `select j.id, j.run_at from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'webhooks.deliver'`
/** Time passes until every message is due again. */
const later = async () => {
  await query(`update engine.webhook_message set next_attempt_at = now() where state = 'waiting'`)
  await query(`update graphile_worker._private_jobs set run_at = now() where id in (select id from (${deliveries}) d)`)
  await work()
}
const aWebhook = async (given: Partial<Parameters<typeof createWebhook>[2]> = {}) => {
  const fields = {
    url: receiver.url,
    description: '',
    eventTypes: ['site.created'],
    contact: 'si@exemple.fr',
    ...given,
  }
  return (await db.as(org, (tx) => createWebhook(tx, vault, fields))).webhook.id
}
const happen = async (count = 1) => {
  for (let n = 0; n < count; n += 1) await aSite(db, org)
  await work()
}
const states = async () =>
  (await query('select state, count(*)::int as n from engine.webhook_message group by 1 order by 1')).map(
    ({ state, n }) => `${String(n)} ${String(state)}`,
  )
const attempts = () => query('select status, reason from engine.webhook_attempt order by id')
const webhook = async () => (await query('select * from engine.webhook'))[0]!
const heard = () => receiver.heard.map(({ headers }) => String(headers['webhook-id']))

beforeEach(async () => {
  await query('delete from engine.webhook')
  await query('delete from graphile_worker._private_jobs')
  receiver.become(204)
  receiver.heard.length = smtp.letters.length = 0
  smtp.become('accept')
})

test.each([301, 302, 307, 400, 401, 403, 404, 409, 429, 500, 502, 503])(
  'an answer of %i has not arrived: sent again, the same',
  async (status) => {
    await aWebhook()
    receiver.become((response) => response.writeHead(status, { location: `${receiver.url}/ailleurs` }).end('non'))
    await happen()
    expect([await states(), await attempts()]).toEqual([['1 waiting'], [{ status, reason: null }]])
    receiver.become(200)
    await later()
    expect([await states(), await attempts()]).toEqual([
      ['1 delivered'],
      [
        { status, reason: null },
        { status: 200, reason: null },
      ],
    ])
    expect(receiver.heard.map(({ path }) => path)).toEqual(['/', '/'])
    expect(new Set(heard()).size).toBe(1)
    expect(receiver.heard[0]!.body).toBe(receiver.heard[1]!.body)
  },
)

test('nor has one that does not come, comes in drops, is no HTTP, or is not to be trusted', async () => {
  const fixture = (file: string) =>
    readFileSync(new URL(`../../kernel/outgoing/fixtures/${file}`, import.meta.url), 'utf8')
  const secure = await openReceiver({ tls: { key: fixture('recepteur.key.pem'), cert: fixture('recepteur.cert.pem') } })
  const id = await aWebhook()
  receiver.become(() => {})
  await happen()
  receiver.become((response) => response.destroy())
  await later()
  receiver.become((response) => response.socket!.end('bonjour\r\n\r\n'))
  await later()
  for (const url of [secure.url, 'http://127.0.0.1:1/', 'https://[::1]/', 'https://127.0.0.1:1/']) {
    await db.as(org, (tx) => changeWebhook(tx, id, { url }))
    await later()
  }
  await secure.close()
  expect((await attempts()).map(({ status, reason }) => [status, reason])).toEqual(
    ['timeout', 'unreachable', 'bad_answer', 'tls', 'unreachable', 'address_refused', 'unreachable'].map((reason) => [
      null,
      `outgoing.${reason}`,
    ]),
  )
})

test('an address that has become private since it was typed is refused when it is connected to', async () => {
  await aWebhook({ url: `http://crm.exemple.fr:${receiver.port}/` })
  const strict = openOutgoing({ ...settings, outgoingAllow: [], resolve: async () => ['127.0.0.1'] })
  await aSite(db, org)
  await work(Object.entries(tasksOf(db, config, { mailer, outgoing: strict, vault })))
  expect(await attempts()).toEqual([{ status: null, reason: 'outgoing.address_refused' }])
  expect(receiver.heard).toEqual([])
})

test('a receiver that was down for hours gets everything once it is back, once each', async () => {
  const moving = await openReceiver()
  await aWebhook({ url: moving.url })
  await moving.close()
  await happen(5)
  for (let n = 0; n < 4; n += 1) await later()
  expect([await states(), (await attempts()).length]).toEqual([['5 waiting'], 25])
  expect((await webhook()).failing_since).toBeInstanceOf(Date)
  const back = await openReceiver({ port: moving.port })
  onTestFinished(back.close)
  await later()
  expect(await states()).toEqual(['5 delivered'])
  const ids = back.heard.map(({ headers }) => headers['webhook-id'])
  expect([ids.length, new Set(ids).size]).toEqual([5, 5])
  expect(await query(deliveries)).toEqual([])
  expect(await webhook()).toMatchObject({ failing_since: null, last_status: 204, enabled: true })
})

test('a message is given up after a day, is kept, and its receiver is not switched off for one bad day', async () => {
  await aWebhook()
  receiver.become(500)
  await happen()
  for (let made = 1; made < allTries; made += 1) {
    const [job] = await query(`${deliveries} and j.run_at > now()`)
    expect(job, `after ${made}`).toBeTruthy()
    await later()
  }
  expect([await states(), await query(deliveries), receiver.heard.length]).toEqual([['1 failed'], [], allTries])
  expect(await webhook()).toMatchObject({ enabled: true })
  expect(smtp.letters).toEqual([])
})

test('one to which nothing has arrived for days is switched off, and its contact is written to, once', async () => {
  const id = await aWebhook({ description: 'CRM des agences' })
  receiver.become(500)
  await happen(2)
  for (let made = 2; made < allTries; made += 1) await later()
  await query(`update engine.webhook set failing_since = now() - interval '6 days'`)
  await happen()
  smtp.become('later')
  await later()
  expect(await webhook()).toMatchObject({ enabled: false, disabled_because: 'failing', contacted_at: null })
  expect(await states(), 'the newest waits no longer').toEqual(['3 failed'])
  smtp.become('accept')
  await query(`update graphile_worker._private_jobs set run_at = now() where attempts > 0`)
  await work()
  expect(smtp.letters).toMatchObject([{ to: ['si@exemple.fr'] }])
  expect(smtp.letters[0]!.raw).toContain('https://visavis.exemple.fr/reglages/webhooks')
  expect((await webhook()).contacted_at).toBeInstanceOf(Date)
  await query(`select graphile_worker.add_job('webhooks.tell_disabled', $1::json)`, [
    JSON.stringify({ ...org, webhookId: id }),
  ])
  await happen()
  expect([smtp.letters.length, (await attempts()).length]).toEqual([1, 2 * allTries + 2])
})

test('one that answers 410 is switched off at once; what waits has failed', async () => {
  await aWebhook()
  receiver.become(500)
  await happen(6)
  receiver.become(410)
  await later()
  expect(await webhook()).toMatchObject({ enabled: false, disabled_because: 'gone' })
  // Four are asked at once; the last two are not asked any more.
  expect([await states(), heard().length]).toEqual([['6 failed'], 10])
  expect(smtp.letters).toHaveLength(1)
})

test('without a contact, or without a mail server, nobody is written to and nothing fails', async () => {
  await aWebhook({ contact: null })
  receiver.become(410)
  await happen()
  expect((await webhook()).enabled).toBe(false)
  expect([smtp.letters, await query('select from graphile_worker.jobs where last_error is not null')]).toEqual([[], []])
})

test('an attempt that was made is not made again, however often its job runs', async () => {
  await aWebhook()
  receiver.become(500)
  await happen()
  const [job] = await query('select payload from graphile_worker._private_jobs where key like $1', ['webhook %'])
  for (let n = 0; n < 3; n += 1) {
    await query(`select graphile_worker.add_job('webhooks.deliver', $1::json)`, [JSON.stringify(job!.payload)])
    await work()
  }
  expect([receiver.heard.length, (await attempts()).length]).toEqual([1, 1])
})

test('when our note of an answer is lost, the message is sent again under its id', async () => {
  await aWebhook()
  await query(
    `create function engine.lose() returns trigger language plpgsql as $$ begin raise exception 'lost'; end $$`,
  )
  await query(`create trigger lose before insert on engine.webhook_attempt for each row execute function engine.lose()`)
  await happen()
  expect([await states(), heard().length, await attempts()]).toEqual([['1 waiting'], 1, []])
  await query('drop trigger lose on engine.webhook_attempt')
  await later()
  expect([await states(), heard().length, (await attempts()).length]).toEqual([['1 delivered'], 2, 1])
  expect(new Set(heard()).size).toBe(1)
})

test('killed between the answer and the note, the house sends it again under its id; no log tells a secret', async () => {
  await aWebhook()
  await aSite(db, org)
  const source = (file: string) => JSON.stringify(new URL(file, import.meta.url).href)
  const script = `
    import { wire } from ${source('../../house.ts')}
    import { tasksOf } from ${source('../../tasks.ts')}
    import { openDatabase } from ${source('../../kernel/db/index.ts')}
    import { startWorker } from ${source('../../kernel/jobs/index.ts')}
    import { openOutgoing } from ${source('../../kernel/outgoing/index.ts')}
    import { openLog } from ${source('../../kernel/log/index.ts')}
    import { vaultOf } from ${source('../../kernel/vault/index.ts')}
    wire()
    const config = { publicUrl: 'https://visavis.exemple.fr', ...${JSON.stringify(settings)} }
    const [, url, key] = process.argv
    const tools = { mailer: {}, outgoing: openOutgoing(config), vault: vaultOf(key) }
    await startWorker(url, tasksOf(openDatabase(url), config, tools), openLog('silent'))`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, '--', url, key], { stdio: 'inherit' })
  onTestFinished(() => void child.kill('SIGKILL'))
  const gone = once(child, 'exit')
  receiver.become((response) => {
    child.kill('SIGKILL') // before it can hear the answer
    response.end()
  })
  await gone
  expect([heard().length, await states(), await attempts()]).toEqual([1, ['1 waiting'], []])

  receiver.become(204)
  let log = ''
  const sink = new Writable({ write: (line, _encoding, done) => ((log += String(line)), done()) })
  const worker = await startWorker(url, Object.fromEntries(tasks), pino({ level: 'trace' }, sink), ['webhooks.deliver'])
  onTestFinished(worker.stop)
  await expect.poll(states, { timeout: 30_000 }).toEqual(['1 delivered'])
  expect([heard().length, new Set(heard()).size, (await attempts()).length]).toEqual([2, 1, 1])
  expect(log).toContain('given back')
  for (const secret of secretsOf(vault, String((await webhook()).id), (await webhook()) as never, new Date()))
    expect(log).not.toContain(secret.slice('whsec_'.length))
})

test('secrets lie sealed; under a new key they are sealed anew and sign as before; without their key nothing is sent', async () => {
  const id = await aWebhook()
  const { secret } = await db.as(org, (tx) => rotateSecret(tx, vault, id, 1))
  const kept = async () => (await webhook()) as { secret: string; old_secret: string; old_secret_until: Date }
  const [first, second] = secretsOf(vault, id, await kept(), new Date())
  expect([first, second]).toEqual([secret, expect.stringMatching(/^whsec_/)])
  for (const sealed of [(await kept()).secret, (await kept()).old_secret]) expect(vault.isSealed(sealed)).toBe(true)

  const next = newKey()
  await expect(db.as(org, (tx) => sealWebhooks(tx, vaultOf(next)))).rejects.toThrow(VaultError)
  expect(await db.as(org, (tx) => sealWebhooks(tx, vaultOf(`${next}\n${key}`)))).toBe(1)
  expect(await db.as(org, (tx) => sealWebhooks(tx, vaultOf(`${next}\n${key}`)))).toBe(0)
  expect(secretsOf(vaultOf(next), id, await kept(), new Date())).toEqual([first, second])

  await happen() // with the old key alone
  expect([receiver.heard, await states()]).toEqual([[], ['1 waiting']])
  await query('update graphile_worker._private_jobs set run_at = now()')
  await work(Object.entries(tasksOf(db, config, { mailer, outgoing, vault: vaultOf(next) })))
  const { body, headers } = receiver.heard[0]!
  for (const valid of [first, second])
    expect(new Webhook(valid!).verify(body, headers as Record<string, string>)).toBeTruthy()
})

test('a rule’s message is sent once for each key, and not to another organisation’s webhook, nor to one that is off', async () => {
  const id = await aWebhook()
  const message = { type: 'rule.matched', data: { rule: 'Appels manqués' }, key: 'rule 1 event 1' }
  const rival = await anOrg(query)
  await expect(db.as(rival, (tx) => sendMessage(tx, id, message))).rejects.toMatchObject({ code: 'webhook.not_found' })
  const sent = await Promise.all([1, 2, 3].map(() => db.as(org, (tx) => sendMessage(tx, id, message))))
  expect(new Set(sent.map((one) => one.id)).size).toBe(1)
  expect(sent.filter(({ isNew }) => isNew)).toHaveLength(1)
  await db.as(org, (tx) => sendMessage(tx, id, { ...message, key: 'rule 1 event 2' }))
  const undone = db.as(org, async (tx) => {
    await sendMessage(tx, id, { ...message, key: 'rule 1 event 3' })
    throw new Error('changed my mind')
  })
  await expect(undone).rejects.toThrow('changed my mind')
  await work()
  const said = { type: 'rule.matched', timestamp: expect.any(String) as string, data: message.data }
  expect(receiver.heard.map(({ body }) => JSON.parse(body) as unknown)).toEqual([said, said])
  await query('update engine.webhook set enabled = false, disabled_at = now()')
  await expect(db.as(org, (tx) => sendMessage(tx, id, { ...message, key: 'x' }))).rejects.toMatchObject({
    code: 'webhook.disabled',
  })
})

test('a slow receiver holds one place only: the others are told meanwhile', async () => {
  const fast = await openReceiver()
  onTestFinished(fast.close)
  await aWebhook()
  await aWebhook({ url: fast.url })
  let release = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  receiver.become(async (response) => (await released, response.end()))
  const patient = { ...outgoing, ask: (request: Parameters<Outgoing['ask']>[0]) => real.ask(request) }
  const worker = await startWorker(
    url,
    tasksOf(db, config, { mailer, outgoing: patient, vault }),
    pino({ level: 'silent' }),
    ['webhooks.deliver'],
  )
  onTestFinished(worker.stop)
  for (let n = 0; n < 12; n += 1) await aSite(db, org)
  await expect.poll(() => fast.heard.length).toBe(12)
  expect(receiver.heard.length, 'as many as are asked at once').toBeLessThanOrEqual(4)
  release()
  await expect.poll(states).toEqual(['24 delivered'])
})

test('messages are forgotten with their log after 30 days, by a job of their own day', async () => {
  await aWebhook()
  await happen(3)
  const purges = `select j.run_at from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'webhooks.purge'`
  const [purge, another] = await query(purges)
  expect(another).toBeUndefined()
  const days = ((purge!.run_at as Date).getTime() - Date.now()) / 86_400_000
  expect(days > 30 && days <= 31).toBe(true)
  await query(
    `update engine.webhook_message set created_at = now() - interval '30 days 1 minute' where id = (select min(id::text)::uuid from engine.webhook_message)`,
  )
  await query(`update graphile_worker._private_jobs set run_at = now()`)
  await work()
  expect([await states(), (await attempts()).length, await query(purges)]).toEqual([['2 delivered'], 2, []])
})
