import { z } from 'zod'
import { endpoint, IdParams } from '#shared/endpoint'

export const linkChannels = ['page', 'qr', 'kiosk'] as const

/** Where a questionnaire is answered by whoever comes by. */
export const AnswerLink = z.object({
  id: z.uuid(),
  questionnaireId: z.uuid(),
  channel: z.enum(linkChannels),
  name: z.string(),
  siteId: z.uuid().nullable(),
  siteName: z.string().nullable(),
  url: z.url(),
  createdAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
})
export type AnswerLink = z.output<typeof AnswerLink>

const tag = 'Questionnaires'
export const listLinks = endpoint({
  method: 'GET',
  path: '/api/answer-links',
  tag,
  summary: 'Where questionnaires are answered: pages, QR codes, kiosks',
  query: z.object({ questionnaireId: z.uuid().optional() }),
  reply: z.object({ items: z.array(AnswerLink) }),
})
export const createLink = endpoint({
  method: 'POST',
  path: '/api/answer-links',
  tag,
  status: 201,
  summary: 'Open an address at which whoever comes by answers',
  body: z.object({
    questionnaireId: z.uuid(),
    channel: z.enum(linkChannels),
    name: z.string().trim().min(1).max(120),
    siteId: z.uuid().nullable().default(null),
  }),
  reply: AnswerLink,
  settings: ['questionnaireId', 'channel', 'name', 'siteId'],
})
export const closeLink = endpoint({
  method: 'PUT',
  path: '/api/answer-links/:id/closure',
  tag,
  summary: 'Close an address: whoever comes is told that it is over',
  params: IdParams,
  reply: AnswerLink,
})
export const reopenLink = endpoint({
  method: 'DELETE',
  path: '/api/answer-links/:id/closure',
  tag,
  summary: 'Open a closed address again',
  params: IdParams,
  reply: AnswerLink,
})
