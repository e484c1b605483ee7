import { randomUUID } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Database, Tx } from '#kernel/db'
import type { Mailer } from '#kernel/mail'
import type { Vault } from '#kernel/vault'
import { conflict, DomainError, forbidden, invalid, notFound } from '#shared/errors'
import { confirmPassword } from './account.ts'
import type { Attempt } from './check-password.ts'
import type { SecondFactor, SecondFactorSetup } from './contract.ts'
import { refuseBeyond } from './invitations.ts'
import { enqueueAtGate } from './invitation-repo.ts'
import { secondFactorLetter } from './letters.ts'
import type { Caller } from './rights.ts'
import { emailOf, organisationsOf } from './repo.ts'
import { listMembers } from './scope-repo.ts'
import { hashToken } from './secrets.ts'
import * as repo from './second-factor-repo.ts'
import { endSessions } from './session-repo.ts'
import type { Person } from './sessions.ts'
import { countFailures, deleteFailures, insertFailure, lockFailures } from './sign-in-repo.ts'

// A code of the telephone: six digits that change every half-minute (RFC 6238), one step early or late.

const stepMs = 30_000
const guessing = { failures: 10, minutes: 15 }
const purposeOf = (accountId: string) => `second factor ${accountId}`

/** Two things in one hand are one: what the telephone knows is sealed with the installation's key. */
export type Gate = { db: Database; vault: Vault }

export async function getSecondFactor(tx: Tx, { accountId }: Person): Promise<SecondFactor> {
  const { since, recovery_codes_left, required } = await repo.find(tx, accountId)
  return { since: since?.toISOString() ?? null, recoveryCodesLeft: recovery_codes_left, required }
}

/**
 * The secret that a telephone is to know; nothing changes before {@link confirmSecondFactor}.
 * @throws what {@link prove} throws; a code is asked for where a second factor is on.
 */
export async function setUpSecondFactor(
  gate: Gate,
  person: Person,
  { password, code }: { password: string; code?: string },
  attempt: Attempt,
): Promise<SecondFactorSetup> {
  const isOn = (await gate.db.atGate((tx) => repo.findSecret(tx, person.accountId))) !== undefined
  if (isOn && !code) throw invalid('second_factor.code_missing')
  await (isOn
    ? prove(gate, person, { password, code: code! }, attempt)
    : confirmPassword(gate.db, person, password, attempt))
  return gate.db.atGate((tx) => begin(tx, gate.vault, person))
}

/** Makes the secret. */
export async function begin(
  tx: Tx,
  vault: Vault,
  { accountId, email }: { accountId: string; email: string },
): Promise<SecondFactorSetup> {
  const secret = new Secret({ size: 20 })
  await repo.setNewSecret(tx, accountId, vault.seal(secret.base32, purposeOf(accountId)))
  return { secret: secret.base32, address: new TOTP({ issuer: 'Visavis', label: email, secret }).toString() }
}

/**
 * Turns the second factor on once the telephone proves that it knows the secret; all other sessions end.
 * @param confirmed told in the transaction that changes it.
 * @returns the recovery codes, never shown again.
 * @throws {DomainError} `second_factor.not_begun` (409), `second_factor.wrong_code` (403).
 */
export async function confirmSecondFactor(
  { db, vault }: Gate,
  { accountId, email, sessionId }: { accountId: string; email: string; sessionId?: string },
  code: string,
  confirmed: (tx: Tx) => Promise<void>,
): Promise<string[]> {
  return db.atGate(async (tx) => {
    const sealed = await repo.findNewSecret(tx, accountId)
    if (!sealed) throw conflict('second_factor.not_begun')
    const step = stepOf(vault.open(sealed, purposeOf(accountId)), code)
    if (step === undefined) throw forbidden('second_factor.wrong_code')
    if (!(await repo.confirm(tx, accountId, sealed, step))) throw conflict('second_factor.not_begun')
    await endSessions(tx, { accountId }, { but: sessionId })
    await tell(tx, email, 'on')
    await confirmed(tx)
    return newCodes(tx, accountId)
  })
}

/** @throws what {@link prove} throws. */
export async function renewRecoveryCodes(
  gate: Gate,
  person: Person,
  proof: { password: string; code: string },
  attempt: Attempt,
  renewed: (tx: Tx) => Promise<void>,
): Promise<string[]> {
  await prove(gate, person, proof, attempt)
  return gate.db.atGate(async (tx) => {
    await renewed(tx)
    return newCodes(tx, person.accountId)
  })
}

/** @throws {DomainError} `second_factor.required` (409) by an organisation; what {@link prove} throws. */
export async function turnOffSecondFactor(
  gate: Gate,
  person: Person,
  proof: { password: string; code: string },
  attempt: Attempt,
  turnedOff: (tx: Tx) => Promise<void>,
): Promise<void> {
  const org = await gate.db.atGate((tx) => repo.findRequirer(tx, person.accountId))
  if (org !== undefined) throw conflict('second_factor.required', { org })
  await prove(gate, person, proof, attempt)
  await gate.db.atGate(async (tx) => {
    await repo.remove(tx, person.accountId)
    await tell(tx, person.email, 'off')
    await turnedOff(tx)
  })
}

/**
 * For a member who lost it: their sessions end too. An account that opens other organisations is not this one's alone.
 * @throws {DomainError} `member.not_found` (404), `second_factor.own`, `second_factor.of_several` (409), `role.beyond` (403).
 */
export async function removeMemberSecondFactor(tx: Tx, caller: Caller, id: string): Promise<void> {
  const [member] = await listMembers(tx, caller.orgId, id)
  if (!member) throw notFound('member', id)
  refuseBeyond(caller, member.role)
  if (id === caller.userId) throw conflict('second_factor.own')
  if ((await organisationsOf(tx, id)).length > 1) throw conflict('second_factor.of_several')
  if (!(await repo.remove(tx, id))) return
  await endSessions(tx, { accountId: id })
  await tell(tx, member.email, 'off')
}

/** Asks for all that signing in takes, of somebody who is there. @throws what the two checks throw. */
async function prove(gate: Gate, person: Person, proof: { password: string; code: string }, attempt: Attempt) {
  await confirmPassword(gate.db, person, proof.password, attempt)
  await checkCode(gate, person.accountId, proof.code)
}

/**
 * Takes a code of the telephone or a recovery code, once. An attempt counts before it is tried, so that guesses made at
 * once are not more.
 * @throws {DomainError} `second_factor.too_many_codes` (429), `second_factor.wrong_code`, `second_factor.code_used` (403).
 */
export async function checkCode({ db, vault }: Gate, accountId: string, code: string): Promise<void> {
  const counter = `code ${accountId}`
  await db.atGate(async (tx) => {
    await lockFailures(tx, counter)
    const { of_email: count } = await countFailures(tx, counter, null, guessing.minutes)
    if (count >= guessing.failures)
      throw new DomainError(429, 'second_factor.too_many_codes', { minutes: guessing.minutes })
    await insertFailure(tx, counter, null)
  })
  await db.atGate(async (tx) => {
    const sealed = await repo.findSecret(tx, accountId)
    const step = sealed && stepOf(vault.open(sealed, purposeOf(accountId)), code)
    if (step === undefined || step === '') {
      if (!(await repo.useCode(tx, accountId, hashToken(plain(code))))) throw forbidden('second_factor.wrong_code')
      await tell(tx, await emailOf(tx, accountId), 'recovery')
    } else if (!(await repo.takeStep(tx, accountId, step))) throw forbidden('second_factor.code_used')
    await deleteFailures(tx, counter)
  })
}

/** The half-minute of a code, or undefined for a wrong one. */
function stepOf(secret: string, code: string): number | undefined {
  const now = Date.now()
  const token = plain(code)
  if (!/^\d{6}$/.test(token)) return undefined
  const late = new TOTP({ secret: Secret.fromBase32(secret) }).validate({ token, window: 1, timestamp: now })
  return late === null ? undefined : Math.floor(now / stepMs) + late
}

/** As people copy it: in groups, in small letters. */
const plain = (code: string) => code.replaceAll(/[\s-]/g, '').toUpperCase()

const codeCount = 10
/** 80 random bits each: guessing is hopeless, so a plain hash is enough to keep them. */
async function newCodes(tx: Tx, accountId: string): Promise<string[]> {
  const codes = Array.from({ length: codeCount }, () => new Secret({ size: 10 }).base32)
  await repo.replaceCodes(
    tx,
    accountId,
    codes.map((code) => hashToken(code)),
  )
  return codes.map((code) => code.match(/.{4}/g)!.join('-'))
}

type Happening = 'on' | 'off' | 'recovery'
const tell = (tx: Tx, email: string, what: Happening) => {
  const id = randomUUID()
  return enqueueAtGate(tx, 'auth.tell_second_factor', { id, email, what }, `second factor ${id}`)
}

/** The job that tells somebody what became of their second factor. */
export async function sendSecondFactor(
  mailer: Mailer,
  publicUrl: string,
  { id, email, what }: { id: string; email: string; what: string },
): Promise<void> {
  if (mailer.configured)
    await mailer.send({ id, to: email, ...secondFactorLetter(what as Happening, `${publicUrl}/mot-de-passe-oublie`) })
}

/** Seals secrets with the current key. @returns how many were not. @throws {VaultError} for a lost key. */
export async function sealSecondFactors(tx: Tx, vault: Vault): Promise<number> {
  const anew = (sealed: string | null, purpose: string) => sealed && vault.seal(vault.open(sealed, purpose), purpose)
  const stale = (await repo.listSecrets(tx)).filter(({ secret, new_secret }) =>
    [secret, new_secret].some((sealed) => sealed && !vault.isCurrent(sealed)),
  )
  for (const { account_id, secret, new_secret } of stale) {
    const purpose = purposeOf(account_id)
    await repo.replaceSecrets(tx, account_id, {
      secret: anew(secret, purpose),
      new_secret: anew(new_secret, purpose),
    })
  }
  return stale.length
}
