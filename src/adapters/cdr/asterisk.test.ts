import { expect, test } from 'vitest'
import { asteriskCdr } from './asterisk.ts'

const answered = {
  accountcode: '',
  src: '0639980001',
  dst: '0199000002',
  dcontext: 'from-trunk',
  clid: '"Élodie Noël" <0639980001>',
  channel: 'PJSIP/trunk-00000001',
  dstchannel: 'PJSIP/201-00000002',
  lastapp: 'Dial',
  lastdata: 'PJSIP/201,25',
  start: '2026-11-23 10:00:00',
  answer: '2026-11-23 10:00:12',
  end: '2026-11-23 10:01:00',
  duration: '60',
  billsec: '48',
  disposition: 'ANSWERED',
  amaflags: 'DOCUMENTATION',
  uniqueid: '1795424400.12',
  userfield: '',
}
type Leg = Partial<typeof answered>
const read = (leg: Leg = {}, columns = 18) =>
  asteriskCdr(Object.values({ ...answered, ...leg }).slice(0, columns), 'Europe/Paris', 'the line')
const unanswered = { answer: '', billsec: '0', disposition: 'NO ANSWER' }

test.each<[string, Leg, string, object]>([
  ['start', { start: '' }, 'import.bad_date', { column: 'start', value: '' }],
  ['start', { start: '23 nov.' }, 'import.bad_date', { column: 'start', value: '23 nov.' }],
  ['answer before start', { answer: '2026-11-23 09:59:59' }, 'import.bad_date', { column: 'answer' }],
  ['end before answer', { end: '2026-11-23 10:00:11' }, 'import.bad_date', { column: 'end' }],
  ['disposition', { disposition: 'PERHAPS' }, 'import.unknown_status', { column: 'disposition', value: 'PERHAPS' }],
  ['billsec', { billsec: 'x' }, 'import.bad_value', { column: 'billsec', value: 'x' }],
  ['billsec of a month', { billsec: '2592000' }, 'import.bad_value', { column: 'billsec' }],
  ['dst that is no number', { dst: 's' }, 'import.bad_value', { column: 'dst', value: 's' }],
  ['src too long', { src: '1'.repeat(201) }, 'import.bad_value', { column: 'src', value: '1'.repeat(100) }],
])('refuses a bad %s', (_, leg, code, params) => {
  expect(() => read(leg)).toThrow(
    expect.objectContaining({ code, status: 422, params: expect.objectContaining(params) }),
  )
})

test('refuses a line cut short', () => {
  expect(() => read({}, 15)).toThrow(expect.objectContaining({ code: 'import.bad_line' }))
})

test('an answered call', () => {
  expect(read()).toEqual({
    externalId: '1795424400.12',
    direction: 'inbound',
    from: '0639980001',
    to: '0199000002',
    status: 'completed',
    startedAt: '2026-11-23T09:00:00.000Z',
    answeredAt: '2026-11-23T09:00:12.000Z',
    endedAt: '2026-11-23T09:01:00.000Z',
    talkSeconds: 48,
  })
})

test.each<[string, Leg, string]>([
  ['NO ANSWER', { disposition: 'NO ANSWER' }, 'no-answer'],
  ['BUSY', { disposition: 'BUSY' }, 'busy'],
  ['FAILED', { disposition: 'FAILED' }, 'failed'],
  ['CONGESTION', { disposition: 'CONGESTION' }, 'failed'],
  ['a voicemail', { ...answered, dstchannel: '', lastapp: 'VoiceMail' }, 'no-answer'],
])('%s is missed', (_, leg, status) => {
  expect(read({ ...unanswered, ...leg })).toMatchObject({
    status,
    answeredAt: null,
    endedAt: '2026-11-23T09:01:00.000Z',
    talkSeconds: 0,
  })
})

test('an extension that calls outside makes an outbound call, and one that calls another none', () => {
  expect(read({ src: '201' })).toMatchObject({ direction: 'outbound', from: '201', to: '0199000002' })
  expect(read({ src: '201', dst: '202' })).toBeNull()
})

test('a hidden number is null, a presented word is kept', () => {
  expect(read({ src: '' })).toMatchObject({ direction: 'inbound', from: null })
  expect(read({ src: 'anonymous' })).toMatchObject({ from: 'anonymous' })
})

test.each<[string, Leg, number]>([
  ['no uniqueid column', {}, 16],
  ['a user field in its place', { uniqueid: 'campagne 12' }, 17],
])('%s: the line names the call', (_, leg, columns) => {
  expect(read(leg, columns)?.externalId).toBe('366ffdeec8bf5dda2d1466824dc275769cba0e8c5fc0b50af8c58abc4fe9fff7')
})

test('a uniqueid may begin with the name of the system', () => {
  expect(read({ uniqueid: 'paris-1795424400.12' })?.externalId).toBe('paris-1795424400.12')
})

test('a call across the autumn change keeps its length', () => {
  const event = read({ start: '2026-10-25 02:50:00', answer: '2026-10-25 02:50:30', end: '2026-10-25 02:05:00' })
  expect(event).toMatchObject({
    startedAt: '2026-10-25T00:50:00.000Z',
    answeredAt: '2026-10-25T00:50:30.000Z',
    endedAt: '2026-10-25T01:05:00.000Z',
  })
})
