import type { Database, Tx } from '#kernel/db'
import type { Mailer } from '#kernel/mail'
import { DomainError, notFound } from '#shared/errors'
import { enqueueAtGate } from './invitation-repo.ts'
import { changedLetter, resetLetter } from './letters.ts'
import * as repo from './password-repo.ts'
import { refuseGuessable } from './password-rule.ts'
import { hashPassword, hashToken, newToken } from './secrets.ts'
import { placeOf } from './place.ts'
import { deleteFailures } from './sign-in-repo.ts'

const lifeMinutes = 30
/** In an hour; the letters of an address stop there, without a word: who asks must not learn whether it is known. */
const most = { lettersPerEmail: 3, wishesPerAddress: 30 }

/**
 * Takes note that somebody wants a new password. Known and unknown addresses cost the same here: who it is, and whether
 * a letter goes out, is found out by the job.
 * @param address from where, or null.
 * @throws {DomainError} `password.too_many_wishes` (429) from one place.
 */
export async function wishPassword(tx: Tx, email: string, address: string | null): Promise<void> {
  const from = placeOf(address)
  await repo.lockWishes(tx, email)
  const count = await repo.countWishes(tx, email, from)
  if (count.from_there >= most.wishesPerAddress) throw new DomainError(429, 'password.too_many_wishes', { minutes: 60 })
  const wish = await repo.insertWish(tx, email, from)
  if (count.of_email >= most.lettersPerEmail) return
  await enqueueAtGate(tx, 'auth.send_reset', { wish, email }, `password wish ${wish}`)
}

/** The job that answers a wish: a letter if the address is somebody's. Its link is made here and kept as a hash. */
export async function sendReset(
  db: Database,
  mailer: Mailer,
  publicUrl: string,
  { wish, email }: { wish: string; email: string },
  now = new Date(),
): Promise<void> {
  if (!mailer.configured) return
  const token = newToken()
  const isDue = await db.atGate(async (tx) => {
    const account = await repo.findAccount(tx, email)
    const expires_at = new Date(now.getTime() + lifeMinutes * 60_000)
    return (
      account &&
      repo.upsertReset(tx, { wish_id: wish, account_id: account.id, token_hash: hashToken(token), expires_at })
    )
  })
  if (isDue) await mailer.send({ id: wish, to: email, ...resetLetter(`${publicUrl}/nouveau-mot-de-passe/${token}`) })
}

/** @throws {DomainError} `password_reset.not_found` (404), also for a link that was used or is too old. */
export async function showReset(tx: Tx, token: string): Promise<{ email: string }> {
  const reset = await repo.findReset(tx, hashToken(token))
  if (!reset) throw notFound('password_reset')
  return { email: reset.email }
}

export type Changed = { accountId: string; email: string; orgIds: string[] }

/**
 * Gives the account of a link its new password, once, and closes all its sessions.
 * @param changed told in the transaction that changes it.
 * @throws {DomainError} `password_reset.not_found` (404), `password.guessable` (422).
 */
export async function resetPassword(
  db: Database,
  token: string,
  password: string,
  changed: (tx: Tx, account: Changed) => Promise<void>,
): Promise<{ email: string }> {
  const tokenHash = hashToken(token)
  const { email } = await db.atGate((tx) => showReset(tx, token)) // a link that is no good costs no hash
  await refuseGuessable(password, [email])
  const password_hash = await hashPassword(password)
  return db.atGate(async (tx) => {
    const reset = await repo.findReset(tx, tokenHash)
    if (!reset || !(await repo.useReset(tx, tokenHash, reset.account_id))) throw notFound('password_reset')
    await repo.setPassword(tx, reset.account_id, password_hash)
    await repo.deleteSessions(tx, reset.account_id)
    await deleteFailures(tx, reset.email)
    await tellChanged(tx, { id: reset.wish_id, email: reset.email })
    const orgIds = (await repo.organisationsOf(tx, reset.account_id)).map(({ org_id }) => org_id)
    await changed(tx, { accountId: reset.account_id, email: reset.email, orgIds })
    return { email: reset.email }
  })
}

/** Lets a job tell the account's owner. */
export const tellChanged = (tx: Tx, { id, email }: { id: string; email: string }) =>
  enqueueAtGate(tx, 'auth.tell_password_changed', { id, email }, `password changed ${id}`)

/** The job that tells somebody that their password was changed. */
export async function sendChanged(
  mailer: Mailer,
  publicUrl: string,
  { id, email }: { id: string; email: string },
): Promise<void> {
  if (mailer.configured)
    await mailer.send({ id: `${id}.changed`, to: email, ...changedLetter(`${publicUrl}/mot-de-passe-oublie`) })
}
