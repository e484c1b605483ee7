import { z } from 'zod'
import { Empty, endpoint, IdParams } from '#shared/endpoint'
import { Email, Name, Password, Role, Scope } from './fields.ts'
import { SignInStep } from './session-contract.ts'

export const Invitation = z.object({
  id: z.uuid(),
  email: z.string(),
  role: Role,
  /** Null: the whole organisation. */
  scope: Scope.nullable(),
  invitedBy: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** When the mail server took the letter. */
  sentAt: z.iso.datetime().nullable(),
})
export type Invitation = z.output<typeof Invitation>
/** `link`: to hand over by other means where no mail server is connected; else null, and a letter is on its way. */
const Sending = Invitation.extend({ link: z.string().nullable() })

const tag = 'Members'
export const listInvitations = endpoint({
  method: 'GET',
  path: '/api/invitations',
  tag,
  sees: 'people',
  summary: 'List the invitations that are still open',
  reply: z.object({ items: z.array(Invitation) }),
})
export const invite = endpoint({
  method: 'POST',
  path: '/api/invitations',
  tag,
  status: 201,
  summary: 'Invite somebody, by a letter with a link that works once and for seven days',
  body: z.object({ email: Email, role: Role, scope: Scope.nullable().default(null) }),
  settings: ['role', 'scope'],
  reply: Sending,
  shownOnce: true, // the link
})
export const sendAgain = endpoint({
  method: 'PUT',
  path: '/api/invitations/:id/sending',
  tag,
  summary: 'Send an invitation again, with a new link; the old one stops working',
  params: IdParams,
  reply: Sending,
})
export const revokeInvitation = endpoint({
  method: 'DELETE',
  path: '/api/invitations/:id',
  tag,
  summary: 'Withdraw an invitation',
  params: IdParams,
  reply: Empty,
})

const TokenParams = z.object({ token: z.string().max(100) })
export const showInvitation = endpoint({
  method: 'GET',
  path: '/api/invitation/:token',
  tag,
  summary: 'Show an invitation to whoever has its link',
  params: TokenParams,
  reply: z.object({
    org: z.string(),
    email: z.string(),
    role: Role,
    invitedBy: z.string(),
    /** Whether the address has a password here already, which then opens this organisation too. */
    hasAccount: z.boolean(),
    /** False where one comes in through the organisation’s own sign-in only. */
    takesPassword: z.boolean(),
  }),
})
export const acceptInvitation = endpoint({
  method: 'POST',
  path: '/api/invitation/:token/acceptance',
  tag,
  status: 201,
  summary: 'Accept an invitation, with a password of one’s own; opens a session for a new account',
  params: TokenParams,
  body: z.object({ name: Name.optional(), password: Password }),
  reply: z.object({
    email: z.string(),
    /** How far a new account has come in; null for one that signs in with what it has. */
    step: SignInStep.nullable(),
  }),
})
