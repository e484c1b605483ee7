import { z } from 'zod'
import { Empty, endpoint, IdParams } from '#shared/endpoint'
import { SignInStep } from './session-contract.ts'

const own = 'My account'
/** Six digits of the telephone, or a recovery code; spaces and hyphens do not count. */
const Code = z.string().trim().min(6).max(40)
const Password = z.string().max(200)

export const SecondFactor = z.object({
  /** Since when it is asked; null: it is off. */
  since: z.iso.datetime().nullable(),
  recoveryCodesLeft: z.number().int(),
  /** Whether one of the person's organisations requires it. */
  required: z.boolean(),
})
export type SecondFactor = z.output<typeof SecondFactor>
/** What the telephone must know; shown once. */
export const SecondFactorSetup = z.object({
  /** Base32 (RFC 4648), to be typed in where no picture can be taken. */
  secret: z.string(),
  /** `otpauth://totp/…`, to be shown as a QR code. */
  address: z.string(),
})
export type SecondFactorSetup = z.output<typeof SecondFactorSetup>
const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })

export const getSecondFactor = endpoint({
  method: 'GET',
  path: '/api/account/second-factor',
  tag: own,
  summary: 'Tell whether a second factor is asked for one’s account',
  reply: SecondFactor,
})
export const setUpSecondFactor = endpoint({
  method: 'POST',
  path: '/api/account/second-factor',
  tag: own,
  status: 201,
  summary: 'Begin a second factor, or its replacement, which then takes a code of the old one',
  body: z.object({ password: Password, code: Code.optional() }),
  reply: SecondFactorSetup,
  shownOnce: true,
})
export const confirmSecondFactor = endpoint({
  method: 'PUT',
  path: '/api/account/second-factor',
  tag: own,
  summary: 'Turn the second factor on with a first code; gives new recovery codes and ends all other sessions',
  body: z.object({ code: Code }),
  reply: RecoveryCodes,
})
export const renewRecoveryCodes = endpoint({
  method: 'PUT',
  path: '/api/account/second-factor/recovery-codes',
  tag: own,
  summary: 'Replace the recovery codes by new ones',
  body: z.object({ password: Password, code: Code }),
  reply: RecoveryCodes,
})
export const turnOffSecondFactor = endpoint({
  method: 'POST',
  path: '/api/account/second-factor/removal',
  tag: own,
  summary: 'Turn the second factor off',
  body: z.object({ password: Password, code: Code }),
  reply: Empty,
})

const session = 'Session'
export const giveCode = endpoint({
  method: 'POST',
  path: '/api/session/code',
  tag: session,
  summary: 'Go on signing in with a code of the second factor, or a recovery code',
  body: z.object({ code: Code }),
  reply: SignInStep,
})
export const setUpAtSignIn = endpoint({
  method: 'POST',
  path: '/api/session/second-factor',
  tag: session,
  status: 201,
  summary: 'Begin a second factor while signing in, where the organisation requires one',
  reply: SecondFactorSetup,
  shownOnce: true,
})
export const confirmAtSignIn = endpoint({
  method: 'PUT',
  path: '/api/session/second-factor',
  tag: session,
  summary: 'Turn it on with a first code, and come in',
  body: z.object({ code: Code }),
  reply: SignInStep.extend(RecoveryCodes.shape),
})

export const removeMemberSecondFactor = endpoint({
  method: 'DELETE',
  path: '/api/members/:id/second-factor',
  tag: 'Members',
  summary: 'Turn off the second factor of a member who lost it, and end their sessions',
  params: IdParams,
  reply: Empty,
})
