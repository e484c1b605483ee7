import { z } from 'zod'
import { Empty, endpoint, IdParams } from '#shared/endpoint'
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

/** A word put on contacts. « devis » and « Devis » are one. */
export const Tag = z.object({ id: z.uuid(), name: z.string() })
export type Tag = z.output<typeof Tag>
export const TagName = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .refine((name) => name.isWellFormed() && !name.includes('\0'))

const tags = 'Tags'
export const listTags = endpoint({
  method: 'GET',
  path: '/api/tags',
  tag: tags,
  summary: 'List the tags',
  reply: z.object({ items: z.array(Tag) }),
})
export const listCallTags = endpoint({
  method: 'GET',
  path: '/api/calls/:id/tags',
  tag: tags,
  summary: 'The tags of a call',
  params: IdParams,
  reply: z.object({ items: z.array(Tag) }),
})
export const tagCall = endpoint({
  method: 'POST',
  path: '/api/calls/:id/tags',
  tag: tags,
  status: 201,
  summary: 'Put a tag on a call, known or new; one that it has already changes nothing',
  settings: ['name'],
  params: IdParams,
  body: z.object({ name: TagName }),
  reply: Tag,
})
export const untagCall = endpoint({
  method: 'DELETE',
  path: '/api/calls/:id/tags/:tagId',
  tag: tags,
  summary: 'Take a tag off a call',
  params: IdParams.extend({ tagId: z.uuid() }),
  reply: Empty,
})
