import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { testDb } from '#test/db'
import { closeSession, findCaller, findMe, openSession, signIn } from './index.ts'
import { hashPassword } from './secrets.ts'

const { db, query } = await testDb()
const password = 'motdepasse-long'
const hash = await hashPassword(password) // costly on purpose, so once for all
const [org] = await query(`insert into core.org (name) values ('Essai') returning id`)
const orgId = org!.id as string
/** Somebody new, with that password. */
async function join(): Promise<{ userId: string; email: string; org: { id: string } }> {
  const email = `${randomUUID()}@exemple.fr`
  const [account] = await query(
    `insert into core.account (email, name, password_hash) values ($1, 'Camille', $2) returning id`,
    [email, hash],
  )
  await query(`insert into core.membership (org_id, account_id, role) values ($1, $2, 'marketing')`, [
    orgId,
    account!.id,
  ])
  return { userId: account!.id as string, email, org: { id: orgId } }
}
const attempt = (email: string, given: string) =>
  signIn(db, email, given).then(
    () => 'in',
    (error: { status: number; code: string }) => `${error.status} ${error.code}`,
  )

test('a wrong password and an unknown address are told apart by nothing', async () => {
  const { email } = await join()
  expect(await attempt(email, 'une autre phrase')).toBe('401 session.wrong_credentials')
  expect(await attempt('personne@exemple.fr', password)).toBe('401 session.wrong_credentials')
})

test('after ten failures an address waits, known or not, and another does not', async () => {
  const [{ email }, other] = [await join(), await join()]
  for (const address of [email, 'inconnue@exemple.fr']) {
    await query('insert into core.sign_in_failure (email) select $1 from generate_series(1, 9)', [address])
    expect(await attempt(address, 'une autre phrase')).toBe('401 session.wrong_credentials')
    expect(await attempt(address, password)).toBe('429 session.too_many_attempts')
  }
  expect(await attempt(other.email, password)).toBe('in')
})

test('a quarter of an hour later it may try again', async () => {
  const { email } = await join()
  await query(
    `insert into core.sign_in_failure (email, at) select $1, now() - interval '16 minutes' from generate_series(1, 20)`,
    [email],
  )
  expect(await attempt(email, password)).toBe('in')
})

test('a hundred guesses from one network end there, however many addresses it has; its neighbour goes on', async () => {
  const { email } = await join()
  const from = (address: string) =>
    signIn(db, email, password, { address }).then(
      () => 'in',
      (error: { status: number }) => error.status,
    )
  await query(
    `insert into core.sign_in_failure (email, address) select 'x' || n || '@exemple.fr', '2001:db8:1:2::/64' from generate_series(1, 100) n`,
  )
  expect(await from('2001:db8:1:2:3:4:5:6')).toBe(429)
  expect(await from('2001:db8:1:3::1')).toBe('in')
})

test('guesses made at once are not more than ten', async () => {
  const { email } = await join()
  await query('insert into core.sign_in_failure (email) select $1 from generate_series(1, 8)', [email])
  const answers = await Promise.all(Array.from({ length: 5 }, () => attempt(email, 'une autre phrase')))
  expect(answers.map((answer) => answer.slice(0, 3)).toSorted()).toEqual(['401', '401', '429', '429', '429'])
})

test('signing in forgets the failures', async () => {
  const { email } = await join()
  await query('insert into core.sign_in_failure (email) select $1 from generate_series(1, 9)', [email])
  expect(await attempt(email, password)).toBe('in')
  expect(await query('select from core.sign_in_failure where email = $1', [email])).toEqual([])
})

test('a session that has run out opens nothing', async () => {
  const me = await join()
  const days = (n: number) => new Date(Date.now() - n * 86_400_000)
  const old = await db.atGate((tx) => openSession(tx, me, days(30.01)))
  const young = await db.atGate((tx) => openSession(tx, me, days(29.99)))
  expect(await db.atGate((tx) => findMe(tx, old.token))).toBeUndefined()
  expect(await db.atGate((tx) => findMe(tx, young.token))).toMatchObject({ userId: me.userId })
})

test('a closed session opens nothing; the others stay', async () => {
  const me = await join()
  const [left, kept] = await db.atGate(async (tx) => [await openSession(tx, me), await openSession(tx, me)] as const)
  await db.atGate((tx) => closeSession(tx, left.token))
  expect(await db.atGate((tx) => findCaller(tx, { token: left.token }))).toBeUndefined()
  expect(await db.atGate((tx) => findCaller(tx, { token: kept.token }))).toMatchObject({ via: 'session' })
})

test('a session ends with its membership', async () => {
  const me = await join()
  const { token } = await db.atGate((tx) => openSession(tx, me))
  await query('delete from core.membership where account_id = $1', [me.userId])
  expect(await db.atGate((tx) => findMe(tx, token))).toBeUndefined()
})

test('a change of role holds at once', async () => {
  const me = await join()
  const { token } = await db.atGate((tx) => openSession(tx, me))
  await query(`update core.membership set role = 'adviser' where account_id = $1`, [me.userId])
  expect(await db.atGate((tx) => findMe(tx, token))).toMatchObject({ role: 'adviser' })
})

test('the token is not in the database', async () => {
  const { token } = await db.atGate(async (tx) => openSession(tx, await join()))
  const [row] = await query('select string_agg(s::text, $1) as everything from core.session s', [''])
  expect(row!.everything).not.toContain(token)
  expect(row!.everything).not.toContain(Buffer.from(token).toString('hex'))
  expect(row!.everything).not.toContain(Buffer.from(token, 'base64url').toString('hex'))
})
