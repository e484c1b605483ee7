import { afterAll, expect, test } from 'vitest'
import { addMember } from '#kernel/auth'
import { codeOf } from '#test/answers'
import { testServer } from '#test/server'
import { openSmtp } from '#test/smtp'

const smtp = await openSmtp()
afterAll(smtp.close)
const house = await testServer({ smtpUrl: smtp.url, publicUrl: 'https://visavis.exemple.fr' })
const [old, fresh] = ['motdepasse-long', 'une phrase nouvelle']
let made = 0
async function somebody(): Promise<string> {
  const email = `membre-${(made += 1)}@exemple.fr`
  await house.db.atGate((tx) =>
    addMember(tx, { orgId: house.orgId, email, name: 'Camille', password: old, role: 'adviser' }),
  )
  return email
}
const wish = (email: string, headers = {}) => house.anonymous('/api/password-wishes', { body: { email }, headers })
const signIn = (email: string, password: string) => house.anonymous('/api/session', { body: { email, password } })
const choose = (token: string, password = fresh) =>
  house.anonymous(`/api/password-resets/${token}`, { method: 'PUT', body: { password } })
const lettersTo = (email: string) => smtp.letters.filter(({ to }) => to.includes(email))
async function tokenFor(email: string, letters = 1): Promise<string> {
  await expect.poll(() => lettersTo(email).length).toBe(letters)
  return /nouveau-mot-de-passe\/([\w-]{43})/.exec(lettersTo(email).at(-1)!.raw)![1]!
}
const notFound = [404, 'password_reset.not_found']

test('an unknown address gets the same answer, and nobody a letter', async () => {
  const [known, unknown] = [await wish(await somebody()), await wish('personne@exemple.fr')]
  expect([known.status, await known.text()]).toEqual([unknown.status, await unknown.text()])
  await house.settled()
  expect(lettersTo('personne@exemple.fr')).toEqual([])
})

test('whatever host is asked, the link leads to the address of the configuration', async () => {
  const email = await somebody()
  const forged = 'pirate.example'
  await wish(email, { 'x-forwarded-host': forged, forwarded: `host=${forged}`, origin: house.url })
  await tokenFor(email)
  expect(lettersTo(email)[0]!.raw).toContain('https://visavis.exemple.fr/nouveau-mot-de-passe/')
  expect(lettersTo(email)[0]!.raw).not.toContain(forged)
})

test('nobody is flooded: three letters an hour, and the answer stays the same', async () => {
  const email = await somebody()
  for (let n = 0; n < 6; n++) expect((await wish(email)).status).toBe(202)
  await house.settled()
  expect(lettersTo(email)).toHaveLength(3)
})

test('asked for at once, wishes are counted one by one', async () => {
  const email = await somebody()
  await Promise.all(Array.from({ length: 8 }, () => wish(email)))
  await house.settled()
  expect(lettersTo(email)).toHaveLength(3)
})

test('from one place only so many, whoever is meant', async () => {
  await house.query(
    `insert into core.password_wish (email, address) select 'x' || n || '@exemple.fr', '127.0.0.1' from generate_series(1, 40) n`,
  )
  expect(await codeOf(await wish('y@exemple.fr'))).toEqual([429, 'password.too_many_wishes'])
  await house.query(`delete from core.password_wish`)
})

test('a link that was used, replaced by a change, or is too old opens nothing', async () => {
  const email = await somebody()
  await wish(email)
  const token = await tokenFor(email)
  await wish(email)
  const other = await tokenFor(email, 2)
  expect((await choose(token)).status).toBe(200)
  for (const dead of [token, other]) {
    expect(await codeOf(await house.anonymous(`/api/password-resets/${dead}`))).toEqual(notFound)
    expect(await codeOf(await choose(dead, 'encore une phrase'))).toEqual(notFound)
  }
  await wish(email)
  const late = await tokenFor(email, 4) // the third told that the password was changed
  await house.query(`update core.password_reset set expires_at = now() where used_at is null`)
  expect(await codeOf(await choose(late))).toEqual(notFound)
})

test('used twice at once, it works once', async () => {
  const email = await somebody()
  await wish(email)
  const token = await tokenFor(email)
  const statuses = (await Promise.all([choose(token), choose(token, 'une autre phrase')])).map(({ status }) => status)
  expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 404])
})

test('a new password closes every session, opens with itself alone, and its owner is told', async () => {
  const email = await somebody()
  const cookie = (await signIn(email, old)).headers.getSetCookie()[0]!.split(';')[0]!
  await wish(email)
  const token = await tokenFor(email)
  expect(await (await house.anonymous(`/api/password-resets/${token}`)).json()).toEqual({ email })
  expect(await codeOf(await choose(token, 'court'))).toEqual([400, 'input.invalid'])
  expect((await choose(token)).status).toBe(200)
  expect((await house.anonymous('/api/session', { headers: { cookie } })).status).toBe(401)
  expect((await signIn(email, old)).status).toBe(401)
  expect((await signIn(email, fresh)).status).toBe(201)
  await expect.poll(() => lettersTo(email).length).toBe(2)
  expect(lettersTo(email)[1]!.raw).toContain('/mot-de-passe-oublie')
})

test('whoever knows an address does not shut its owner out of a browser that is known', async () => {
  const email = await somebody()
  const [, browser] = (await signIn(email, old)).headers.getSetCookie().map((one) => one.split(';')[0]!)
  for (let n = 0; n < 11; n++) await signIn(email, 'une devinette')
  expect((await signIn(email, old)).status).toBe(429)
  const known = await house.anonymous('/api/session', { body: { email, password: old }, headers: { cookie: browser! } })
  expect(known.status).toBe(201)
})

test('guesses at many addresses from one place end there', async () => {
  await house.query(
    `insert into core.sign_in_failure (email, address) select 'x' || n || '@exemple.fr', '127.0.0.1' from generate_series(1, 100) n`,
  )
  expect((await signIn(await somebody(), old)).status).toBe(429)
  await house.query('delete from core.sign_in_failure')
})

test('a password that everybody tries is not taken, and the link still works', async () => {
  const email = await somebody()
  await wish(email)
  const token = await tokenFor(email)
  expect(await codeOf(await choose(token, 'passwordpassword'))).toEqual([422, 'password.guessable'])
  expect((await signIn(email, old)).status).toBe(201)
  expect((await choose(token)).status).toBe(200)
})
