import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { databaseUrl } from '#kernel/db'
import { form, twilio } from '#test/cloud'
import { openSmtp } from '#test/smtp'
import { aKillableServer } from './killable.ts'

const dataDir = await mkdtemp(join(tmpdir(), 'visavis-kill-'))
await chmod(dataDir, 0o755)
const smtp = await openSmtp()
const admin = { email: 'admin@exemple.fr', password: 'motdepasse-long' }
const server = await aKillableServer(dataDir, {
  SMTP_URL: smtp.url,
  VISAVIS_ORG: 'Exemple',
  VISAVIS_ADMIN_EMAIL: admin.email,
  VISAVIS_ADMIN_PASSWORD: admin.password,
})
const cloud = twilio()
const recipients = ['accueil@exemple.fr', 'direction@exemple.fr']
let hooks: { voiceUrl: string; statusUrl: string }

beforeAll(async () => {
  await server.start()
  let cookie = ''
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json', cookie }
    const response = await fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    expect(response.status, path).toBe(201)
    cookie ||= response.headers.get('set-cookie')!.split(';')[0]!
    return (await response.json()) as { id: string } & typeof hooks
  }
  await post('/api/session', admin)
  await post('/api/sites', { name: 'Paris', phone: '01 99 00 12 34' })
  for (const email of recipients) await post('/api/missed-call-recipients', { email })
  hooks = await post('/api/voice-connections', { name: 'Essai', provider: 'twilio', secret: cloud.secret })
})

afterAll(async () => {
  await server.stop()
  await smtp.close()
  // Adopted by the last start, PostgreSQL was not its to stop.
  const pid = await server.databasePid().catch(() => undefined)
  if (pid) process.kill(pid, 'SIGINT')
  await vi.waitUntil(
    () =>
      server.databasePid().then(
        () => false,
        () => true,
      ),
    { timeout: 20_000 },
  )
  await rm(dataDir, { recursive: true, force: true })
})

type Report = { to: string; body: string; sid: string }
const reportsOf = (n: number): Report[] => {
  const sid = `CA${String(n).padStart(32, '0')}`
  const call = { CallSid: sid, From: `+3363998${String(n).padStart(4, '0')}`, To: '+33199001234', Direction: 'inbound' }
  return [
    { sid, to: hooks.voiceUrl, body: form({ ...call, CallStatus: 'ringing' }) },
    { sid, to: hooks.statusUrl, body: form({ ...call, CallStatus: 'in-progress', DialCallStatus: 'no-answer' }) },
  ]
}
/** As a telephone cloud: what is not acknowledged will be sent again. @returns whether it was acknowledged. */
const send = ({ to, body }: Report) =>
  fetch(to, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...cloud.headers(to, body) },
  }).then(
    async (response) => {
      await response.text()
      return response.status === 200
    },
    () => false,
  )

type Moment = { name: string; reached: () => Promise<unknown> }
const after = (ms: number): Moment => ({ name: `after ${ms} ms`, reached: () => wait(ms) })
const atLetter = (ms: number): Moment => ({
  name: `${ms} ms after a letter`,
  reached: async () => {
    const before = smtp.letters.length
    for (let left = 5000; left > 0 && smtp.letters.length === before; left -= 1) await wait(1)
    await wait(ms)
  },
})

test(
  'killed at any moment, it loses no call, makes none twice, and writes each letter under one Message-ID',
  { timeout: 600_000 },
  async () => {
    const random = (most: number) => Math.floor(Math.random() * most)
    const moments = [
      ...Array.from({ length: 4 }, () => after(random(40))),
      ...Array.from({ length: 4 }, () => after(40 + random(200))),
      ...Array.from({ length: 3 }, () => after(200 + random(600))),
      ...[0, 2, 20].map(atLetter),
    ]
    const acknowledged = new Set<Report>()
    let unsure: Report[] = []
    let calls = 0
    for (const { name, reached } of moments) {
      const round = [...unsure, ...Array.from({ length: 4 }, () => reportsOf((calls += 1))).flat()]
      const sending = Promise.all(
        round.map(async (report) => ((await send(report)) ? acknowledged.add(report) : undefined)),
      )
      await reached()
      await server.kill()
      await sending
      unsure = round.filter((report) => !acknowledged.has(report))
      // A start that is cut short too, now and then.
      if (random(4) === 0) {
        server.launch()
        await wait(random(1500))
        await server.kill()
      }
      if (random(4) === 0) process.kill(await server.databasePid(), 'SIGKILL')
      await server.start().catch((error: Error) => {
        throw new Error(`Start after a kill ${name}: ${error.message}`)
      })
    }
    for (const report of unsure) expect(await send(report)).toBe(true)

    const { url } = await databaseUrl({ dataDir })
    const database = new pg.Client({ connectionString: url })
    await database.connect()
    const read = async (sql: string) => (await database.query<Record<string, unknown>>(sql)).rows
    await expect
      .poll(() => read(`select count(*)::int as jobs from graphile_worker.jobs`), { timeout: 90_000, interval: 500 })
      .toEqual([{ jobs: 0 }])
    expect(await read(`select state, count(*)::int as n from engine.delivery group by 1`)).toEqual([
      { state: 'done', n: calls * 2 },
    ])
    expect(
      await read(`select count(*)::int as told, count(distinct external_id)::int as calls, count(t.id)::int as tracked
      from engine.interaction i left join customer.tracked_call t on t.id = i.id and t.outcome = 'missed' where i.outcome = 'missed'`),
    ).toEqual([{ told: calls, calls, tracked: calls }])
    const alerts = await read(
      `select id, call_id, email, sent_at is not null as sent from customer.missed_call_alert order by id`,
    )
    expect(alerts.filter(({ sent }) => sent)).toHaveLength(calls * recipients.length)
    await database.end()

    const sentTo = (id: unknown) => smtp.letters.filter(({ messageId }) => messageId.startsWith(`<${String(id)}@`))
    for (const { id, email, call_id } of alerts) {
      expect(new Set(sentTo(id).map(({ to }) => to.join())), `alert ${String(id)}`).toEqual(new Set([email]))
      for (const { raw } of sentTo(id)) expect(raw).toContain(String(call_id))
    }
    expect(new Set(smtp.letters.map(({ messageId }) => messageId)).size).toBe(alerts.length)
  },
)
