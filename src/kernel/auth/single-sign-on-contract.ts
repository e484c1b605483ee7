import { z } from 'zod'
import { Empty, endpoint, IdParams } from '#shared/endpoint'
import { Role } from './fields.ts'
import { SignInStep } from './session-contract.ts'

const line = (longest: number) => z.string().trim().min(1).max(longest)
const fields = {
  /** On the button of the sign-in page, such as « Compte Exemple ». */
  name: line(60),
  /** The address under which `/.well-known/openid-configuration` is found. */
  issuer: line(500),
  clientId: line(500),
  /** The role of whoever comes without an invitation; null: nobody does. */
  newcomersRole: Role.nullable(),
  /** Takes an address for proven also where the provider does not say so, as one that gives addresses itself. */
  trustsEmail: z.boolean(),
}
export const IdentityProvider = z.object({
  id: z.uuid(),
  ...fields,
  /** How many have come in through it. */
  people: z.number().int(),
  /** Why it did not answer when it was set: until it does, nobody is offered to sign in through it. */
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
})
export type IdentityProvider = z.output<typeof IdentityProvider>

const tag = 'Sign-in'
const settings = ['name', 'issuer', 'clientId', 'newcomersRole', 'trustsEmail'] as const
export const listIdentityProviders = endpoint({
  method: 'GET',
  path: '/api/identity-providers',
  tag,
  summary: 'List the organisation’s own ways to sign in',
  reply: z.object({
    items: z.array(IdentityProvider),
    /** What the provider is to be told: where it sends people back to. */
    redirectUri: z.string(),
  }),
})
export const addIdentityProvider = endpoint({
  method: 'POST',
  path: '/api/identity-providers',
  tag,
  status: 201,
  summary: 'Let people sign in through an OpenID Connect provider, once it answers',
  body: z.object({ ...fields, clientSecret: line(1000) }),
  settings,
  reply: IdentityProvider,
})
export const changeIdentityProvider = endpoint({
  method: 'PUT',
  path: '/api/identity-providers/:id',
  tag,
  summary: 'Change a way to sign in, or try again; without a secret it keeps its own',
  params: IdParams,
  body: z.object({ ...fields, clientSecret: line(1000).optional() }),
  settings,
  reply: IdentityProvider,
})
export const removeIdentityProvider = endpoint({
  method: 'DELETE',
  path: '/api/identity-providers/:id',
  tag,
  summary: 'End a way to sign in, with all sessions that the organisation’s own ways opened',
  params: IdParams,
  reply: Empty,
})

const session = 'Session'
export const listWaysIn = endpoint({
  method: 'GET',
  path: '/api/session/single-sign-on',
  tag: session,
  summary: 'List the ways to sign in without a password',
  reply: z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string() })) }),
})
export const beginSingleSignOn = endpoint({
  method: 'POST',
  path: '/api/session/single-sign-on',
  tag: session,
  status: 201,
  summary: 'Begin to sign in through a provider: gives the address to go to',
  body: z.object({
    id: z.uuid(),
    /** Where in the web app the person meant to go. */ returnTo: z.string().max(2000).optional(),
  }),
  reply: z.object({ address: z.string() }),
  shownOnce: true,
})
export const finishSingleSignOn = endpoint({
  method: 'PUT',
  path: '/api/session/single-sign-on',
  tag: session,
  summary: 'Sign in with what the provider sent back',
  body: z.object({
    /** The query with which the browser came back, as it is. */
    query: z.string().max(8000),
  }),
  reply: SignInStep.extend({ returnTo: z.string().nullable() }),
})
