import { z } from 'zod'
import { endpoint } from '#shared/endpoint'
import { leastAnswers } from './gate.ts'

/** Fewest people whose marks, and whose words, are told. */
export const Anonymity = z.object({
  scores: z.number().int().min(leastAnswers.scores).max(50),
  comments: z.number().int().min(leastAnswers.comments).max(100),
})
export type Anonymity = z.output<typeof Anonymity>

const tag = 'Listening to employees'
export const getAnonymity = endpoint({
  method: 'GET',
  path: '/api/anonymity',
  tag,
  summary: 'Of how few people nothing is told',
  reply: Anonymity,
})
export const raiseAnonymity = endpoint({
  method: 'PUT',
  path: '/api/anonymity',
  tag,
  summary: 'Ask for more people before anything of them is told; it is never lowered again',
  body: Anonymity,
  reply: Anonymity,
  settings: ['scores', 'comments'],
})
