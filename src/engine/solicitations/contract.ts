import { z } from 'zod'
import { endpoint } from '#shared/endpoint'

/** How long people are left in peace between two wishes of the company's, whatever each is about. */
export const SolicitationRule = z.object({
  restDays: z.number().int().min(0).max(730),
  mostPerYear: z.number().int().min(1).max(52),
})
export type SolicitationRule = z.output<typeof SolicitationRule>
/** @see the 90 days that the field's products hold by default. */
export const usualRule: SolicitationRule = { restDays: 90, mostPerYear: 4 }

const tag = 'Surveys'
const Kept = SolicitationRule.extend({
  /** How many addresses asked never to be written to again. */
  opposed: z.number().int(),
})
export const getSolicitationRule = endpoint({
  method: 'GET',
  path: '/api/solicitation-rule',
  tag,
  summary: 'How long people are left in peace between two wishes',
  reply: Kept,
})
export const setSolicitationRule = endpoint({
  method: 'PUT',
  path: '/api/solicitation-rule',
  tag,
  summary: 'Say how long people are left in peace between two wishes',
  body: SolicitationRule,
  reply: Kept,
  settings: ['restDays', 'mostPerYear'],
})
