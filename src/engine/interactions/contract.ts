import { z } from 'zod'
import { endpoint } from '#shared/endpoint'
import { CallEvent } from './call-event.ts'

export { CallEvent, CallStatus } from './call-event.ts'

export const RecordedCall = z.object({
  id: z.uuid(),
  outcome: z.enum(['ongoing', 'answered', 'missed']),
  siteId: z.uuid(),
  startedAt: z.iso.datetime(),
  /** False when nothing new was told. */
  changed: z.boolean(),
})
export type RecordedCall = z.output<typeof RecordedCall>

export const recordCall = endpoint({
  method: 'POST',
  path: '/api/calls',
  tag: 'Calls',
  status: 201,
  summary: 'Tell a call, or what has become of it; telling twice changes nothing',
  body: CallEvent.extend({
    direction: CallEvent.shape.direction.default('inbound'),
    from: CallEvent.shape.from.default(null),
    answeredAt: CallEvent.shape.answeredAt.default(null),
    endedAt: CallEvent.shape.endedAt.default(null),
    talkSeconds: CallEvent.shape.talkSeconds.default(null),
  }),
  reply: RecordedCall,
})
