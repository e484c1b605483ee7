import { expect, test } from 'vitest'
import { testServer } from '#test/server'

const metricsToken = 'un-jeton-de-mesure'
const [house, closed] = [await testServer({ metricsToken }), await testServer()]
const status = async (reply: Promise<Response>) => [(await reply).status, await (await reply).json()] as const
const read = (authorization?: string, of = house) =>
  of.anonymous('/metrics', { headers: authorization === undefined ? {} : { authorization } })

test('metrics are for who shows the token, and for nobody where there is none', async () => {
  for (const wrong of [undefined, 'Bearer', 'Bearer x', `Basic ${metricsToken}`, metricsToken])
    expect((await read(wrong)).status).toBe(404)
  expect((await read(`Bearer ${metricsToken.replaceAll(' ', '')}`, closed)).status).toBe(404)
})

test('alive and ready', async () => {
  expect(await status(house.anonymous('/healthz'))).toEqual([200, { status: 'ok' }])
  expect(await status(house.anonymous('/readyz'))).toEqual([
    200,
    { status: 'ready', checks: { process: 'running', database: 'ready', jobs: 'running' } },
  ])
})

test('a database of another version is not worked with; the process lives on', async () => {
  await closed.query(`insert into core.migration (name, sha256) values ('29990101T0000_later.sql', 'x')`)
  expect(await status(closed.anonymous('/readyz'))).toEqual([
    503,
    { status: 'not_ready', checks: { process: 'running', database: 'other_version', jobs: 'running' } },
  ])
  expect((await closed.anonymous('/healthz')).status).toBe(200)
})

test('metrics count by route and by task, and name neither an organisation nor a person', async () => {
  const owner = await house.signIn('owner')
  const { id } = (await (await owner('/api/sites', { body: { name: 'Nantes', phone: '02 61 91 00 01' } })).json()) as {
    id: string
  }
  await owner(`/api/sites/${id}?secret=1`, { method: 'PATCH', body: {} })
  const reply = await read(`Bearer ${metricsToken}`)
  expect(reply.headers.get('content-type')).toMatch(/^text\/plain/)
  const text = await reply.text()
  for (const line of [
    /^visavis_http_request_seconds_count\{method="POST",route="\/api\/sites",status="201"\} 1$/m,
    /^visavis_http_request_seconds_count\{method="PATCH",route="\/api\/sites\/:id",status="400"\} 1$/m,
    /^visavis_database_connections\{pool="requests",state="waited_for"\} 0$/m,
    /^visavis_live_screens 0$/m,
    /^visavis_oldest_due_job_seconds \d/m,
    /^visavis_accepted_rows\{kind="calls"\} \d/m,
    /^visavis_letters_total\{outcome="failed"\} 0$/m,
    /^process_cpu_seconds_total/m,
  ])
    expect(text).toMatch(line)
  for (const secret of [id, house.orgId, 'Nantes', '0261910001', '+33261910001', 'secret=', '127.0.0.1'])
    expect(text).not.toContain(secret)
})
