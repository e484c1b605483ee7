import { expect, test } from 'vitest'
import { parseCallEvent } from './call.ts'

const receivedAt = new Date('2026-11-23T09:00:00.000Z')
const base = { CallSid: 'CA1', From: '+33639980001', To: '+33199000002', Direction: 'inbound' }
const read = (params: Record<string, string>) => parseCallEvent({ ...base, ...params }, receivedAt)

test.each([
  ['CallSid', { CallSid: '', CallStatus: 'ringing' }],
  ['CallSid', { CallSid: 'x'.repeat(201), CallStatus: 'ringing' }],
  ['To', { To: ' ', CallStatus: 'ringing' }],
  ['From', { From: '1'.repeat(201), CallStatus: 'ringing' }],
  ['CallStatus', {}],
  ['CallStatus', { CallStatus: 'levitating' }],
  ['DialCallStatus', { CallStatus: 'completed', DialCallStatus: 'ringing' }],
])('refuses a bad %s', (field, params) => {
  expect(() => read(params)).toThrow(
    expect.objectContaining({ code: 'hook.malformed', status: 422, params: { field } }),
  )
})

test('a missing number dialled is a refusal, not a crash', () => {
  expect(() => parseCallEvent({ CallSid: 'CA1', CallStatus: 'ringing' }, receivedAt)).toThrow(
    expect.objectContaining({ params: { field: 'To' } }),
  )
})

test('the voice webhook', () => {
  expect(read({ CallStatus: 'ringing', Unknown: 'accepted' })).toEqual({
    externalId: 'CA1',
    direction: 'inbound',
    from: '+33639980001',
    to: '+33199000002',
    status: 'ringing',
    startedAt: '2026-11-23T09:00:00.000Z',
    answeredAt: null,
    endedAt: null,
    talkSeconds: null,
  })
})

test.each([
  ['', null],
  ['  ', null],
  ['anonymous', 'anonymous'],
  ['+266696687', '+266696687'],
])('a caller presented as "%s" is kept as presented', (From, from) => {
  expect(read({ CallStatus: 'ringing', From }).from).toBe(from)
})

test.each([
  ['inbound', 'inbound'],
  ['outbound-api', 'outbound'],
  ['outbound-dial', 'outbound'],
  ['', 'inbound'],
])('direction %s is %s', (Direction, direction) => {
  expect(read({ CallStatus: 'ringing', Direction }).direction).toBe(direction)
})

test.each([
  ['queued', 'queued'],
  ['initiated', 'initiated'],
  ['Ringing', 'ringing'],
  ['in-progress', 'in-progress'],
  ['answered', 'in-progress'],
  ['completed', 'completed'],
  ['busy', 'busy'],
  ['failed', 'failed'],
  ['no_answer', 'no-answer'],
  ['cancelled', 'canceled'],
])('a line said to be %s is %s', (CallStatus, status) => {
  const event = read({ CallStatus })
  const isOver = ['completed', 'busy', 'failed', 'no-answer', 'canceled'].includes(status)
  expect(event.status).toBe(status)
  expect(event.endedAt).toBe(isOver ? receivedAt.toISOString() : null)
  expect(event.answeredAt).toBeNull()
})

test('the dialled line answered', () => {
  expect(read({ CallStatus: 'in-progress', DialCallStatus: 'completed', DialCallDuration: '42' })).toMatchObject({
    status: 'completed',
    startedAt: '2026-11-23T08:59:18.000Z',
    answeredAt: '2026-11-23T08:59:18.000Z',
    endedAt: '2026-11-23T09:00:00.000Z',
    talkSeconds: 42,
  })
  expect(read({ DialCallStatus: 'answered' })).toMatchObject({
    status: 'completed',
    answeredAt: null,
    talkSeconds: null,
  })
})

test.each(['no-answer', 'busy', 'failed', 'canceled'])('the dialled line decides: %s', (DialCallStatus) => {
  expect(read({ CallStatus: 'completed', CallDuration: '25', DialCallStatus })).toMatchObject({
    status: DialCallStatus,
    answeredAt: null,
    endedAt: receivedAt.toISOString(),
    talkSeconds: 0,
  })
})

test('the status callback gives its own time and the length of the line', () => {
  const params = { CallStatus: 'completed', CallDuration: '58', SequenceNumber: '3' }
  expect(read({ ...params, Timestamp: 'Mon, 23 Nov 2026 08:59:59 +0000' })).toMatchObject({
    status: 'completed',
    startedAt: '2026-11-23T08:59:01.000Z',
    answeredAt: null,
    endedAt: '2026-11-23T08:59:59.000Z',
    talkSeconds: 58,
  })
})

test.each(['', 'soon', '5', '2026-11-23 08:59:59'])(
  'a time such as "%s" is replaced by that of reception',
  (Timestamp) => {
    expect(read({ CallStatus: 'ringing', Timestamp }).startedAt).toBe(receivedAt.toISOString())
  },
)

test.each(['', '0', '-5', '1.5', 'NaN', '9999999'])('a duration of "%s" tells nothing', (CallDuration) => {
  const event = read({ CallStatus: 'completed', CallDuration })
  expect(event.talkSeconds).toBeNull()
  expect(event.startedAt).toBe(receivedAt.toISOString())
})
