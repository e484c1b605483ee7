import { Secret, TOTP } from 'otpauth'
import { afterAll, expect, test } from 'vitest'
import { sealSecondFactors } from '#kernel/auth'
import type { Role, SignInStep } from '#kernel/auth/contract'
import { vaultOf } from '#kernel/vault'
import { codeOf, cookiesOf } from '#test/answers'
import { anOrg } from '#test/factories'
import { membersOf } from '#test/members'
import { type Client, testServer } from '#test/server'
import { decoded, openSmtp } from '#test/smtp'

// Two-step sign-in: a code of the telephone beside the password, for whoever wants it and wherever it is required.

const smtp = await openSmtp()
afterAll(smtp.close)
const house = await testServer({ smtpUrl: smtp.url })
const letters = (email: string) =>
  smtp.letters.filter(({ to }) => to.includes(email)).map(({ raw }) => decoded(raw).plain)
const { password, somebody, holding, signIn, enter } = membersOf(house)
const stepOf = async (reply: Response) => (await reply.json()) as SignInStep
const required = [401, 'session.required']
const again = [401, 'session.sign_in_again']

/** What an application on a telephone shows, this half-minute or another. */
const shown = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 })
/** As if its next code were there. */
const letTimePass = (id: string) =>
  house.query('update core.second_factor set last_step = 0 where account_id = $1', [id])

const path = '/api/account/second-factor'
const begin = (client: Client, body: object = { password }) => client(path, { body })
const confirm = (client: Client, code: string) => client(path, { method: 'PUT', body: { code } })
const give = (client: Client, code: string) => client('/api/session/code', { body: { code } })

/** Somebody who has turned it on, their telephone's secret and their recovery codes. */
async function guarded(role: Role = 'adviser', orgId = house.orgId) {
  const person = await somebody(role, orgId)
  const client = await enter(person.email)
  const { secret } = (await (await begin(client)).json()) as { secret: string }
  const { recoveryCodes } = (await (await confirm(client, shown(secret))).json()) as { recoveryCodes: string[] }
  await letTimePass(person.id)
  return { ...person, client, secret, recoveryCodes }
}
const policy = (secondFactorRequired: boolean) => ({
  method: 'PUT',
  body: { sessionIdleMinutes: 60, sessionMaxMinutes: 480, secondFactorRequired, passwordsFor: 'everybody' },
})

test('it is on only once the telephone has proved that it knows the secret; other sessions end', async () => {
  const { email } = await somebody()
  const [here, there] = [await enter(email), await enter(email)]
  expect(await codeOf(await begin(here, { password: 'une autre phrase' }))).toEqual([403, 'account.wrong_password'])
  expect(await codeOf(await confirm(here, '123456'))).toEqual([409, 'second_factor.not_begun'])

  const { secret, address } = (await (await begin(here)).json()) as { secret: string; address: string }
  expect(address).toMatch(/^otpauth:\/\/totp\/Visavis:/)
  expect(address).toContain(secret)
  expect((await stepOf(await signIn(email))).next).toBeNull()
  expect(await codeOf(await confirm(here, shown(secret, 9)))).toEqual([403, 'second_factor.wrong_code'])
  const { recoveryCodes } = (await (await confirm(here, shown(secret, -1))).json()) as { recoveryCodes: string[] }
  expect(new Set(recoveryCodes).size).toBe(10)
  expect(await (await here(path)).json()).toMatchObject({ recoveryCodesLeft: 10, required: false })
  expect((await here('/api/session')).status).toBe(200)
  expect(await codeOf(await there('/api/session'))).toEqual(required)
  expect((await stepOf(await signIn(email))).next).toBe('code')
})

test('a password alone opens nothing any more; a code opens once, for whoever gave the password', async () => {
  const { email, id, secret } = await guarded()
  const reply = await signIn(email)
  expect(await stepOf(reply)).toEqual({ next: 'code', organisations: [], me: null })
  const pending = holding(cookiesOf(reply))
  expect(await codeOf(await pending('/api/session'))).toEqual(required)
  const elsewhere = { method: 'PUT', body: { orgId: house.orgId } }
  expect(await codeOf(await pending('/api/session/organisation', elsewhere))).toEqual(again)
  expect(await codeOf(await pending('/api/session/second-factor', { method: 'POST' }))).toEqual(again)
  expect(await codeOf(await give(house.anonymous, shown(secret)))).toEqual(again)
  expect(await codeOf(await give(pending, shown(secret, 3)))).toEqual([403, 'second_factor.wrong_code'])

  const code = shown(secret)
  const twice = await Promise.all([give(pending, code), give(pending, code)])
  expect(twice.filter(({ ok }) => ok)).toHaveLength(1)
  const inside = holding(cookiesOf(twice.find(({ ok }) => ok)!))
  expect(await (await inside('/api/session')).json()).toMatchObject({ email })
  expect(await codeOf(await give(pending, code))).toEqual(again)
  expect(await codeOf(await give(holding(cookiesOf(await signIn(email))), code))).toEqual([
    403,
    'second_factor.code_used',
  ])
  const outcomes = async () =>
    (
      await house.query(`select outcome from core.audit_entry where verb = 'session.open' and object_id = $1`, [id])
    ).map(({ outcome }) => String(outcome))
  await expect.poll(outcomes).toContain('second_factor.wrong_code')
})

test('a recovery code opens once, however it is typed, and its owner is told', async () => {
  const { email, recoveryCodes } = await guarded()
  const [code = ''] = recoveryCodes
  const typed = ` ${code.toLowerCase().replaceAll('-', ' ')} `
  const opened = await give(holding(cookiesOf(await signIn(email))), typed)
  expect((await stepOf(opened)).me).toMatchObject({ email })
  expect(await codeOf(await give(holding(cookiesOf(await signIn(email))), code))).toEqual([
    403,
    'second_factor.wrong_code',
  ])
  expect(await (await holding(cookiesOf(opened))(path)).json()).toMatchObject({ recoveryCodesLeft: 9 })
  await expect
    .poll(() => letters(email))
    .toEqual([
      expect.stringContaining('La double authentification est activée'),
      expect.stringContaining('Un code de secours a servi à vous connecter'),
    ])
})

test('guessing at codes ends, also when the guesses come at once', async () => {
  const { email, secret } = await guarded()
  const pending = holding(cookiesOf(await signIn(email)))
  const guesses = await Promise.all(Array.from({ length: 14 }, (_, n) => give(pending, String(100_000 + n))))
  expect(guesses.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
    ...Array.from({ length: 10 }, () => 403),
    ...Array.from({ length: 4 }, () => 429),
  ])
  const late = await give(holding(cookiesOf(await signIn(email))), shown(secret))
  expect(late.headers.get('retry-after')).toBe('900')
  expect(await codeOf(late)).toEqual([429, 'second_factor.too_many_codes'])
})

test('another telephone takes a code of the one before; until its first code the old one works', async () => {
  const { email, id, client, secret, recoveryCodes } = await guarded()
  expect(await codeOf(await begin(client))).toEqual([422, 'second_factor.code_missing'])
  expect(await codeOf(await begin(client, { password, code: shown(secret, 5) }))).toEqual([
    403,
    'second_factor.wrong_code',
  ])
  const next = (await (await begin(client, { password, code: shown(secret) })).json()) as { secret: string }
  await letTimePass(id)
  expect((await stepOf(await give(holding(cookiesOf(await signIn(email))), shown(secret)))).me).not.toBeNull()
  expect((await confirm(client, shown(next.secret))).status).toBe(200)
  await letTimePass(id)
  const pending = holding(cookiesOf(await signIn(email)))
  expect(await codeOf(await give(pending, shown(secret)))).toEqual([403, 'second_factor.wrong_code'])
  expect(await codeOf(await give(pending, recoveryCodes[0]!))).toEqual([403, 'second_factor.wrong_code'])
  expect((await give(pending, shown(next.secret))).status).toBe(200)
})

test('turned off and recovery codes renewed with password and code only', async () => {
  const { email, id, client, secret, recoveryCodes } = await guarded()
  const renew = (body: object) => client(`${path}/recovery-codes`, { method: 'PUT', body })
  expect(await codeOf(await renew({ password: 'une autre phrase', code: shown(secret) }))).toEqual([
    403,
    'account.wrong_password',
  ])
  const renewed = (await (await renew({ password, code: shown(secret) })).json()) as { recoveryCodes: string[] }
  expect(renewed.recoveryCodes).toHaveLength(10)
  const off = (code: string) => client(`${path}/removal`, { body: { password, code } })
  expect(await codeOf(await off(recoveryCodes[0]!))).toEqual([403, 'second_factor.wrong_code'])
  await letTimePass(id)
  expect((await off(shown(secret))).status).toBe(200)
  expect((await stepOf(await signIn(email))).next).toBeNull()
  expect(await (await client(path)).json()).toEqual({ since: null, recoveryCodesLeft: 0, required: false })
})

test('where it is required whoever lacks it sets it up on the way in, and nobody turns it off', async () => {
  const { orgId } = await anOrg(house.query)
  const owner = await somebody('owner', orgId)
  const before = await enter(owner.email)
  expect(await codeOf(await before('/api/sign-in-policy', policy(true)))).toEqual([409, 'second_factor.own_first'])
  const chief = await guarded('owner', orgId)
  const colleague = await somebody('adviser', orgId)
  const theirs = await enter(colleague.email)
  expect((await chief.client('/api/sign-in-policy', policy(true))).status).toBe(200)
  expect(await codeOf(await theirs('/api/session'))).toEqual(required)
  expect((await chief.client('/api/session')).status).toBe(200)

  const reply = await signIn(colleague.email)
  expect((await stepOf(reply)).next).toBe('second_factor')
  const pending = holding(cookiesOf(reply))
  expect(await codeOf(await pending('/api/session'))).toEqual(required)
  const { secret } = (await (await pending('/api/session/second-factor', { method: 'POST' })).json()) as {
    secret: string
  }
  const finish = (code: string) => pending('/api/session/second-factor', { method: 'PUT', body: { code } })
  expect(await codeOf(await finish(shown(secret, 4)))).toEqual([403, 'second_factor.wrong_code'])
  const finished = await finish(shown(secret))
  expect(await finished.clone().json()).toMatchObject({ next: null, me: { email: colleague.email } })
  expect(((await finished.json()) as { recoveryCodes: string[] }).recoveryCodes).toHaveLength(10)
  const inside = holding(cookiesOf(finished))
  expect(await (await inside(path)).json()).toMatchObject({ required: true })
  await letTimePass(colleague.id)
  expect(await codeOf(await inside(`${path}/removal`, { body: { password, code: shown(secret) } }))).toEqual([
    409,
    'second_factor.required',
  ])
})

test('going over to an organisation that requires it takes it too', async () => {
  const strict = await anOrg(house.query)
  const chief = await guarded('owner', strict.orgId)
  await chief.client('/api/sign-in-policy', policy(true))
  const { email, id } = await somebody()
  const here = await enter(email)
  await house.query(`insert into core.membership (org_id, account_id, role) values ($1, $2, 'auditor')`, [
    strict.orgId,
    id,
  ])
  const step = await here('/api/session/organisation', { method: 'PUT', body: { orgId: strict.orgId } })
  expect((await stepOf(step)).next).toBe('second_factor')
  expect((await here('/api/session')).status).toBe(200)
})

test('an administrator takes it from a member who lost it, but not from whom it protects elsewhere, nor from an owner', async () => {
  const member = await guarded()
  const remove = (client: Client, id: string) => client(`/api/members/${id}/second-factor`, { method: 'DELETE' })
  const administrator = await house.signIn('administrator')
  const rival = await house.signIn('owner', (await anOrg(house.query)).orgId)
  expect(await codeOf(await remove(rival, member.id))).toEqual([404, 'member.not_found'])
  expect(await codeOf(await remove(await house.signIn('supervisor'), member.id))).toEqual([403, 'right.missing'])
  expect(await codeOf(await remove(administrator, (await guarded('owner')).id))).toEqual([403, 'role.beyond'])

  const wide = await guarded()
  await house.query(`insert into core.membership (org_id, account_id, role) values ($1, $2, 'auditor')`, [
    (await anOrg(house.query)).orgId,
    wide.id,
  ])
  expect(await codeOf(await remove(administrator, wide.id))).toEqual([409, 'second_factor.of_several'])
  const self = await guarded('administrator')
  expect(await codeOf(await remove(self.client, self.id))).toEqual([409, 'second_factor.own'])

  expect((await remove(administrator, member.id)).status).toBe(200)
  expect((await remove(administrator, member.id)).status, 'asked twice').toBe(200)
  expect(await codeOf(await member.client('/api/session'))).toEqual(required)
  expect((await stepOf(await signIn(member.email))).next).toBeNull()
})

test('the secret is sealed, opens with this installation’s key only, and is sealed anew under a new one', async () => {
  const { id, secret } = await guarded()
  const read = async () =>
    String((await house.query('select secret from core.second_factor where account_id = $1', [id]))[0]!.secret)
  expect(await read()).not.toContain(secret)
  const codes = await house.query('select code_hash from core.recovery_code where account_id = $1', [id])
  expect(codes.every(({ code_hash }) => (code_hash as Buffer).length === 32)).toBe(true)
  const stranger = vaultOf('une clé de trente-deux caractères au moins')
  await expect(house.db.atGate((tx) => sealSecondFactors(tx, stranger))).rejects.toThrow('cannot be opened')
})
