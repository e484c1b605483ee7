import { z } from 'zod'
import { Empty, endpoint } from '#shared/endpoint'
import { Email, Password } from './fields.ts'

const tag = 'Session'
const TokenParams = z.object({ token: z.string().max(100) })

export const wishPassword = endpoint({
  method: 'POST',
  path: '/api/password-wishes',
  tag,
  status: 202,
  summary: 'Ask for a letter with which a new password can be chosen; the answer is the same for unknown addresses',
  body: z.object({ email: Email }),
  reply: Empty,
})
export const showReset = endpoint({
  method: 'GET',
  path: '/api/password-resets/:token',
  tag,
  summary: 'Tell whose password a link changes, if it still works',
  params: TokenParams,
  reply: z.object({ email: z.string() }),
})
export const resetPassword = endpoint({
  method: 'PUT',
  path: '/api/password-resets/:token',
  tag,
  summary: 'Choose a new password with the link of a letter, once; closes every session of the account',
  params: TokenParams,
  body: z.object({ password: Password }),
  reply: z.object({ email: z.string() }),
})
