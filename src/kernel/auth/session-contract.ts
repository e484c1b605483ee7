import { z } from 'zod'
import { Empty, endpoint, IdParams } from '#shared/endpoint'
import { Email, Name, Password, Role } from './fields.ts'

export const Organisation = z.object({ id: z.uuid(), name: z.string() })
export type Organisation = z.output<typeof Organisation>

export const Me = z.object({
  userId: z.uuid(),
  email: z.string(),
  name: z.string(),
  role: Role,
  org: Organisation,
  /** All those that the person is a member of, by name. */
  organisations: z.array(Organisation),
  /** Whether the person came in through the organisation’s own sign-in. */
  singleSignOn: z.boolean(),
  /** The sites whose data the person sees; null: the whole organisation's. */
  siteIds: z.array(z.uuid()).nullable(),
  /** The rights that the person has, such as `calls.read`: the web app hides what they do not open. */
  rights: z.array(z.string()),
})
export type Me = z.output<typeof Me>

/** How far a sign-in has come: `next` is what is left to do, null once the session is open. */
export const SignInStep = z.object({
  next: z.enum(['code', 'organisation', 'second_factor']).nullable(),
  /** Those to choose from. */
  organisations: z.array(Organisation),
  me: Me.nullable(),
})
export type SignInStep = z.output<typeof SignInStep>

const tag = 'Session'
export const getSetup = endpoint({
  method: 'GET',
  path: '/api/setup',
  tag,
  summary: 'Tell whether the organisation is still to be created',
  reply: z.object({ needed: z.boolean(), /** Whether letters can be sent. */ mail: z.boolean() }),
})
export const setUp = endpoint({
  method: 'POST',
  path: '/api/setup',
  tag,
  status: 201,
  summary: 'Create the organisation and its first administrator, once, and open a session',
  body: z.object({ org: z.string().trim().min(1).max(120), name: Name, email: Email, password: Password }),
  reply: Me,
})
export const signIn = endpoint({
  method: 'POST',
  path: '/api/session',
  tag,
  status: 201,
  summary: 'Sign in: opens a session, or tells what is left to do',
  body: z.object({ email: Email, password: z.string().max(200) }),
  reply: SignInStep,
})
export const chooseOrganisation = endpoint({
  method: 'PUT',
  path: '/api/session/organisation',
  tag,
  summary: 'Say which organisation one comes in to, or go to another',
  body: z.object({ orgId: z.uuid() }),
  reply: SignInStep,
})
export const getSession = endpoint({ method: 'GET', path: '/api/session', tag, summary: 'Who am I', reply: Me })
export const signOut = endpoint({
  method: 'DELETE',
  path: '/api/session',
  tag,
  summary: 'Close the session',
  reply: Empty,
})

const own = 'My account'
export const Session = z.object({
  id: z.uuid(),
  /** What it is recognised by, such as Firefox and Linux; null where the browser does not say. */
  browser: z.string().nullable(),
  system: z.string().nullable(),
  organisation: Organisation,
  createdAt: z.iso.datetime(),
  /** To the minute. */
  lastSeenAt: z.iso.datetime(),
  isCurrent: z.boolean(),
})
export type Session = z.output<typeof Session>
export const listSessions = endpoint({
  method: 'GET',
  path: '/api/account/sessions',
  tag: own,
  summary: 'List one’s own open sessions',
  reply: z.object({ items: z.array(Session) }),
})
export const endSession = endpoint({
  method: 'DELETE',
  path: '/api/account/sessions/:id',
  tag: own,
  summary: 'End one of one’s own sessions, at once',
  params: IdParams,
  reply: Empty,
})
export const endOtherSessions = endpoint({
  method: 'DELETE',
  path: '/api/account/sessions',
  tag: own,
  summary: 'End all of one’s own sessions but this one',
  reply: z.object({ ended: z.number().int() }),
})
export const renameAccount = endpoint({
  method: 'PATCH',
  path: '/api/account',
  tag: own,
  summary: 'Change one’s name',
  body: z.object({ name: Name }),
  reply: Empty,
})
export const changePassword = endpoint({
  method: 'PUT',
  path: '/api/account/password',
  tag: own,
  summary: 'Change one’s password; all other sessions end',
  body: z.object({ currentPassword: z.string().max(200), password: Password }),
  reply: Empty,
})

const access = 'Sign-in'
const minutes = z.number().int().min(15)
export const SignInPolicy = z
  .object({
    /** How long a session lasts after somebody was last there. */
    sessionIdleMinutes: minutes.max(43_200),
    /** How long it lasts at most. */
    sessionMaxMinutes: minutes.max(525_600),
    /** Whether a code is asked of everybody who comes in with a password. */
    secondFactorRequired: z.boolean(),
    /** Who may come in with a password: where single sign-on is the rule, owners only. */
    passwordsFor: z.enum(['everybody', 'owners']),
  })
  .refine(({ sessionIdleMinutes, sessionMaxMinutes }) => sessionIdleMinutes <= sessionMaxMinutes, {
    path: ['sessionMaxMinutes'],
    message: 'session.idle_beyond_max',
  })
export type SignInPolicy = z.output<typeof SignInPolicy>
export const getSignInPolicy = endpoint({
  method: 'GET',
  path: '/api/sign-in-policy',
  tag: access,
  summary: 'How one comes in: how long sessions last, whether a second factor is required, who may use a password',
  reply: SignInPolicy,
})
export const setSignInPolicy = endpoint({
  method: 'PUT',
  path: '/api/sign-in-policy',
  tag: access,
  summary: 'Say how one comes in; holds for open sessions too',
  body: SignInPolicy,
  settings: ['sessionIdleMinutes', 'sessionMaxMinutes', 'secondFactorRequired', 'passwordsFor'],
  reply: SignInPolicy,
})
export const endMemberSessions = endpoint({
  method: 'DELETE',
  path: '/api/members/:id/sessions',
  tag: 'Members',
  summary: 'End all sessions of a member in this organisation, at once',
  params: IdParams,
  reply: z.object({ ended: z.number().int() }),
})
