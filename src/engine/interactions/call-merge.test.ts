import { expect, test } from 'vitest'
import { CallEvent } from './call-event.ts'
import { mergeCall } from './call-merge.ts'

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 23, 9, 0, seconds)).toISOString()

const aCall = (status: CallEvent['status'], more: Partial<CallEvent> = {}): CallEvent => ({
  externalId: 'CA1',
  direction: 'inbound',
  from: '+33639980001',
  to: '+33199000002',
  status,
  startedAt: at(0),
  answeredAt: null,
  endedAt: null,
  talkSeconds: null,
  ...more,
})

const queued = aCall('queued')
const initiated = aCall('initiated', { startedAt: at(1) })
const ringing = aCall('ringing', { startedAt: at(2) })
const inProgress = aCall('in-progress', { startedAt: at(12), answeredAt: at(12) })
const linePicked = aCall('in-progress', { startedAt: at(12) })
const lineEnded = aCall('completed', { startedAt: at(3), endedAt: at(61), talkSeconds: 58 })
const legAnswered = aCall('completed', { startedAt: at(14), answeredAt: at(14), endedAt: at(60), talkSeconds: 46 })
const legUnanswered = aCall('no-answer', { startedAt: at(30), endedAt: at(30), talkSeconds: 0 })
const lineUnanswered = aCall('no-answer', { startedAt: at(31), endedAt: at(31) })
const busy = aCall('busy', { startedAt: at(32), endedAt: at(32) })

const outcome = (events: CallEvent[]) =>
  events.reduce<CallEvent | undefined>((known, event) => mergeCall(known, event) ?? known, undefined)

const permutations = <T>(items: T[]): T[][] =>
  items.length < 2
    ? [items]
    : items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item].concat(rest)))

test('the first event is the call', () => expect(mergeCall(undefined, ringing)).toEqual(ringing))

test.each([queued, initiated, ringing, inProgress, lineEnded, legAnswered, legUnanswered, lineUnanswered, busy])(
  'twice changes nothing: %o',
  (event) => expect(mergeCall(event, structuredClone(event))).toBeUndefined(),
)

test.each([
  ['ringing never comes back after in-progress', inProgress, aCall('ringing', { startedAt: at(12) })],
  ['in-progress never reopens a completed call', legAnswered, aCall('in-progress', { startedAt: at(20) })],
  ['in-progress never reopens a missed call', lineUnanswered, aCall('in-progress', { startedAt: at(40) })],
  ['of two misses the first stays', lineUnanswered, busy],
  ['an answer without talk does not replace a miss', lineUnanswered, aCall('completed', { startedAt: at(40) })],
  [
    'an answer that lasted zero seconds does not either',
    busy,
    aCall('completed', { startedAt: at(40), talkSeconds: 0 }),
  ],
  ['of two answers the first stays', legAnswered, { ...legAnswered, endedAt: at(99), talkSeconds: 85 }],
  ['the caller’s line does not overrule the dialled line', legUnanswered, { ...lineEnded, startedAt: at(40) }],
])('%s', (_, current, late) => expect(mergeCall(current, late)).toBeUndefined())

test.each(['no-answer', 'busy', 'failed', 'canceled'] as const)('talk replaces %s', (status) => {
  const missed = aCall(status, { endedAt: at(30) })
  expect(mergeCall(missed, lineEnded)).toEqual({ ...lineEnded, startedAt: at(0) })
  expect(mergeCall({ ...missed, talkSeconds: 0 }, legAnswered)).toEqual({ ...legAnswered, startedAt: at(0) })
})

test('the dialled line decides even when it speaks last', () => {
  expect(mergeCall(lineEnded, legUnanswered)).toMatchObject({ status: 'no-answer', talkSeconds: 0, endedAt: at(30) })
})

test('a missed call was never answered, whatever its line said before', () => {
  expect(outcome([ringing, inProgress, legUnanswered])).toMatchObject({ status: 'no-answer', answeredAt: null })
})

test('a late event still fills in what was unknown', () => {
  const hidden = { ...legAnswered, from: null }
  expect(mergeCall(hidden, ringing)).toEqual({ ...hidden, from: ringing.from, startedAt: at(2) })
  expect(mergeCall(lineEnded, inProgress)).toEqual({ ...lineEnded, answeredAt: at(12) })
})

test.each([
  ['answered, told by one callback', [queued, initiated, ringing, inProgress, lineEnded]],
  ['answered, told by both lines', [ringing, legAnswered, lineEnded]],
  ['answered, told by both lines and in progress', [ringing, linePicked, lineEnded, legAnswered]],
  ['missed, though the caller’s line was in progress for long', [ringing, linePicked, lineEnded, legUnanswered]],
  ['missed', [queued, initiated, ringing, lineUnanswered]],
  ['missed, though the caller’s line was picked up', [initiated, ringing, legUnanswered, lineEnded]],
])('any order gives the same call: %s', (_, events) => {
  const inOrder = outcome(events)
  expect(CallEvent.parse(inOrder)).toEqual(inOrder)
  for (const order of permutations(events)) expect(outcome(order)).toEqual(inOrder)
})
