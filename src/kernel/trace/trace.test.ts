import { afterAll, expect, test } from 'vitest'
import { enqueue } from '#kernel/jobs'
import { openReceiver } from '#test/receiver'
import { testServer } from '#test/server'
import { begin } from './index.ts'

const collector = await openReceiver()
afterAll(collector.close)
collector.become((response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'))

type OtlpSpan = {
  name: string
  traceId: string
  spanId: string
  parentSpanId?: string
  attributes: { key: string; value: { stringValue?: string; intValue?: number } }[]
  status: { code?: number }
}
type Body = { resourceSpans: { scopeSpans: { spans: OtlpSpan[] }[] }[] }
const spans = () =>
  collector.heard
    .filter(({ path }) => path === '/v1/traces')
    .flatMap(({ body }) => (JSON.parse(body) as Body).resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))
const named = (name: string) => spans().find((span) => span.name === name)
const attribute = (span: OtlpSpan | undefined, key: string) => {
  const value = span?.attributes.find((one) => one.key === key)?.value
  return value?.stringValue ?? value?.intValue
}

test('nobody asked for spans: there are none', () => {
  expect(begin('x', 'client', {})).toBeUndefined()
})

test('requests, queries, jobs and calls outside are spans, one within the other, and name nobody', async () => {
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = collector.url
  process.env.OTEL_BSP_SCHEDULE_DELAY = '200'
  const house = await testServer({
    smtpUrl: 'smtp://127.0.0.1:1',
    outgoingAllow: ['127.0.0.0/8'],
    outgoingPorts: [[collector.port, collector.port]],
  })
  const owner = await house.signIn('owner')
  await owner('/api/sites', { body: { name: 'Chez Durand', phone: '02 61 91 00 01' } })
  const url = `${collector.url}/crm?camille@exemple.fr`
  expect((await owner('/api/webhooks', { body: { url, eventTypes: ['call.tracked'] } })).status).toBe(201)
  const key = await house.apiKey(['calls.record'])
  const call = { externalId: 'a', from: '06 39 98 00 01', to: '02 61 91 00 01', status: 'no-answer' }
  expect((await key('/api/calls', { body: { ...call, startedAt: new Date().toISOString() } })).status).toBe(201)
  await owner('/api/calls?caller=0639980001')
  await owner('/api/invitations', { body: { email: 'camille@exemple.fr', role: 'marketing' } })
  await house.db.as({ orgId: house.orgId }, (tx) => enqueue(tx, 'react', { eventId: 'nobody@exemple.fr', reader: 'x' }))

  await expect.poll(() => named('POST outside')).toBeDefined()
  await expect.poll(() => named('SMTP')).toMatchObject({ status: { code: 2 } })
  const request = named('POST /api/calls')
  expect(attribute(request, 'http.response.status_code')).toBe(201)
  expect(named('GET /api/calls')).toBeDefined()
  const query = spans().find(({ name, traceId }) => name.startsWith('insert ') && traceId === request?.traceId)
  expect(query?.parentSpanId).toBe(request?.spanId)
  const job = named('job webhooks.deliver')
  expect(attribute(job, 'visavis.task')).toBe('webhooks.deliver')
  expect(named('POST outside')?.traceId).toBe(job?.traceId)
  await expect.poll(() => spans().some(({ name, status }) => name === 'job react' && status.code === 2)).toBe(true)

  const told = JSON.stringify(spans())
  for (const personal of ['39980001', '39 98 00 01', '61910001', 'Durand', 'exemple.fr', 'caller=', house.orgId])
    expect(told).not.toContain(personal)
})
