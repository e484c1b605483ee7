import type { Database } from '#kernel/db'
import { DomainError } from '#shared/errors'
import { placeOf } from './place.ts'
import { hashPassword, hashToken, isPassword, newToken } from './secrets.ts'
import * as repo from './sign-in-repo.ts'

/** Wrong passwords for one address, and from one place, before they must wait; and for how long each counts. */
const guessing = { failures: 10, failuresFromOnePlace: 100, minutes: 15 }

/** An attempt: from where, by which browser, and the token of one that signed in before. */
export type Attempt = { address?: string; browser?: string; userAgent?: string }

/**
 * Tries the password of an address. Unknown address and wrong password take the same time and give the same answer. An
 * attempt counts before its password is tried, so that guesses made at once are not more; trying it holds no connection.
 * A browser in which the account has signed in before counts by itself: guesses made elsewhere do not shut its owner out.
 * @throws {DomainError} `session.too_many_attempts` (429), `session.wrong_credentials` (401).
 */
export async function checkPassword(
  db: Database,
  email: string,
  password: string,
  { address, browser }: Attempt = {},
): Promise<{ accountId: string }> {
  const { failures, failuresFromOnePlace, minutes } = guessing
  const from = placeOf(address)
  const { account, counter } = await db.atGate(async (tx) => {
    const account = await repo.findAccount(tx, email)
    const isKnown = account && browser && (await repo.isKnownBrowser(tx, account.id, hashToken(browser)))
    const counter = isKnown ? `${email} ${hashToken(browser).toString('base64url')}` : email
    await repo.lockFailures(tx, counter)
    const count = await repo.countFailures(tx, counter, from, minutes)
    if (count.of_email >= failures || (!isKnown && count.from_there >= failuresFromOnePlace))
      throw new DomainError(429, 'session.too_many_attempts', { minutes })
    await repo.insertFailure(tx, counter, from)
    return { account, counter }
  })
  const isRight = await isPassword(password, account?.password_hash ?? (await nobodysHash()))
  if (!isRight || !account?.password_hash) throw new DomainError(401, 'session.wrong_credentials')
  await db.atGate((tx) => repo.deleteFailures(tx, counter))
  return { accountId: account.id }
}

let decoy: Promise<string> | undefined
const nobodysHash = () => (decoy ??= hashPassword(newToken()))
