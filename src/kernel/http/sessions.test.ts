import { expect, onTestFinished, test } from 'vitest'
import { purgeAccess } from '#kernel/auth'
import type { Session, SignInStep } from '#kernel/auth/contract'
import { codeOf, cookiesOf } from '#test/answers'
import { anOrg } from '#test/factories'
import { listen } from '#test/live'
import { membersOf } from '#test/members'
import { type Client, testServer } from '#test/server'

// One's own sessions, how long they last, and coming in to one organisation of several.

const house = await testServer()
const { password, somebody, holding, signIn, enter } = membersOf(house)
const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'
const sessions = async (client: Client) =>
  ((await (await client('/api/account/sessions')).json()) as { items: Session[] }).items
const required = [401, 'session.required']
const age = (minutes: number, id: string) =>
  house.query(
    `update core.session set created_at = created_at - make_interval(mins => $1), last_seen_at = last_seen_at - make_interval(mins => $1)
     where account_id = $2`,
    [minutes, id],
  )

test('one’s own sessions are listed in words, the current one marked; nobody else’s are', async () => {
  const [{ email }, other] = [await somebody(), await somebody()]
  const [here] = [await enter(email), await enter(email, phone), await enter(other.email)]
  const listed = await sessions(here)
  expect(listed.map(({ browser, system, isCurrent }) => [browser, system, isCurrent])).toEqual(
    expect.arrayContaining([
      ['Firefox', 'Linux', true],
      ['Safari', 'iOS', false],
    ]),
  )
  expect(listed).toHaveLength(2)
})

test('a session is ended once, by its own person only, and opens nothing from then on', async () => {
  const [{ email }, stranger] = [await somebody(), await enter((await somebody()).email)]
  const [here, there] = [await enter(email), await enter(email, phone)]
  const { id } = (await sessions(here)).find(({ isCurrent }) => !isCurrent)!
  const end = (client: Client) => client(`/api/account/sessions/${id}`, { method: 'DELETE' })
  expect(await codeOf(await end(stranger))).toEqual([404, 'session.not_found'])
  expect((await there('/api/session')).status).toBe(200)
  expect((await end(here)).status).toBe(200)
  expect(await codeOf(await there('/api/session'))).toEqual(required)
  expect(await codeOf(await end(here))).toEqual([404, 'session.not_found'])
})

test('all others end at once, and so do those of a member that an administrator ends, but not elsewhere', async () => {
  const { email, id } = await somebody()
  const [here, there] = [await enter(email), await enter(email)]
  const ended = await here('/api/account/sessions', { method: 'DELETE' })
  expect(await ended.json()).toEqual({ ended: 1 })
  expect(await codeOf(await there('/api/session'))).toEqual(required)

  const rival = await house.signIn('owner', (await anOrg(house.query)).orgId)
  const end = (client: Client) => client(`/api/members/${id}/sessions`, { method: 'DELETE' })
  expect(await codeOf(await end(rival))).toEqual([404, 'member.not_found'])
  expect(await codeOf(await end(here))).toEqual([403, 'right.missing'])
  expect((await here('/api/session')).status).toBe(200)
  expect(await (await end(await house.signIn('administrator'))).json()).toEqual({ ended: 1 })
  expect(await codeOf(await here('/api/session'))).toEqual(required)
})

test('a screen that listens is cut within 5 s when its session is ended elsewhere', async () => {
  const { email } = await somebody()
  const [here, there] = [await enter(email), await enter(email, phone)]
  const screen = await listen(there)
  onTestFinished(screen.leave)
  const { id } = (await sessions(here)).find(({ isCurrent }) => !isCurrent)!
  await here(`/api/account/sessions/${id}`, { method: 'DELETE' })
  await expect.poll(() => screen.isCut, { timeout: 6000 }).toBe(true)
})

test('a session ends when nobody was there for long, and after its longest time whoever is there', async () => {
  const day = 24 * 60
  const idle = await somebody()
  const [forgotten, used] = [await enter(idle.email), await enter((await somebody()).email)]
  await age(7 * day + 1, idle.id)
  expect(await codeOf(await forgotten('/api/session'))).toEqual(required)
  expect((await used('/api/session')).status).toBe(200)

  const busy = await somebody()
  const old = await enter(busy.email)
  await age(30 * day + 1, busy.id)
  await house.query('update core.session set last_seen_at = now() where account_id = $1', [busy.id])
  expect(await codeOf(await old('/api/session'))).toEqual(required)
})

test('how long sessions last is the organisation’s to say, for open ones too', async () => {
  const { orgId } = await anOrg(house.query)
  const owner = await house.signIn('owner', orgId)
  const put = (times: object, by = owner) =>
    by('/api/sign-in-policy', {
      method: 'PUT',
      body: { ...times, secondFactorRequired: false, passwordsFor: 'everybody' },
    })
  expect(await codeOf(await put({ sessionIdleMinutes: 60, sessionMaxMinutes: 30 }))).toEqual([400, 'input.invalid'])
  expect(await codeOf(await put({ sessionIdleMinutes: 1, sessionMaxMinutes: 30 }))).toEqual([400, 'input.invalid'])
  expect((await put({ sessionIdleMinutes: 30, sessionMaxMinutes: 480 })).status).toBe(200)
  expect(await (await owner('/api/sign-in-policy')).json()).toEqual({
    sessionIdleMinutes: 30,
    sessionMaxMinutes: 480,
    secondFactorRequired: false,
    passwordsFor: 'everybody',
  })

  const [theirs, ours] = [await somebody('adviser', orgId), await somebody()]
  const [short, long] = [await enter(theirs.email), await enter(ours.email)]
  for (const { id } of [theirs, ours]) await age(31, id)
  expect(await codeOf(await short('/api/session'))).toEqual(required)
  expect((await long('/api/session')).status).toBe(200)
})

test('that somebody is there is noted once a minute at most, and by nobody who only listens', async () => {
  const { email, id } = await somebody()
  const client = await enter(email)
  const seen = async () =>
    (await house.query('select last_seen_at as at from core.session where account_id = $1', [id]))[0]!.at as Date
  const first = await seen()
  await client('/api/session')
  expect(await seen()).toEqual(first)

  await age(2, id)
  const screen = await listen(client) // coming to listen is being there; listening on is not
  onTestFinished(screen.leave)
  await age(2, id)
  const before = await seen()
  await expect.poll(() => screen.pulses, { timeout: 6000 }).toBeGreaterThan(0)
  expect(await seen()).toEqual(before)
  await Promise.all(Array.from({ length: 4 }, () => client('/api/session')))
  expect((await seen()).getTime()).toBeGreaterThan(before.getTime())
  const members = (await (await (await house.signIn('owner'))('/api/members')).json()) as {
    items: { id: string; lastSeenAt: string | null }[]
  }
  expect(members.items.find((member) => member.id === id)!.lastSeenAt).not.toBeNull()
})

test('what has had its time is taken away, and nothing else', async () => {
  const [gone, here] = [await somebody(), await somebody()]
  await enter(gone.email)
  const client = await enter(here.email)
  await age(31 * 24 * 60, gone.id)
  await house.query(
    `insert into core.sign_in_failure (email, at) values ('vieux@exemple.fr', now() - interval '2 days'), ('neuf@exemple.fr', now())`,
  )
  await house.query(
    `insert into core.sign_in (token_hash, account_id, next, expires_at) values ('\\x01', $1, 'code', now() - interval '1 minute')`,
    [gone.id],
  )
  await house.db.atGate(purgeAccess)
  expect(await house.query('select from core.session where account_id = $1', [gone.id])).toEqual([])
  expect(await house.query('select from core.sign_in')).toEqual([])
  expect(await house.query(`select email from core.sign_in_failure where email like '%eu%@exemple.fr'`)).toEqual([
    { email: 'neuf@exemple.fr' },
  ])
  expect((await client('/api/session')).status).toBe(200)
})

/** A member of two organisations. */
async function ofTwo() {
  const { orgId } = await anOrg(house.query, `Autre`)
  const person = await somebody()
  await house.query(`insert into core.membership (org_id, account_id, role) values ($1, $2, 'auditor')`, [
    orgId,
    person.id,
  ])
  return { ...person, otherOrg: orgId }
}
const choose = (client: Client, orgId: string) =>
  client('/api/session/organisation', { method: 'PUT', body: { orgId } })

test('a member of several organisations says which, once, and comes in to no other', async () => {
  const { email, otherOrg } = await ofTwo()
  const reply = await signIn(email)
  const step = (await reply.json()) as SignInStep
  expect(step).toMatchObject({ next: 'organisation', me: null })
  expect(step.organisations.map(({ id }) => id).toSorted()).toEqual([house.orgId, otherOrg].toSorted())
  const pending = holding(cookiesOf(reply))
  expect(await codeOf(await pending('/api/session'))).toEqual(required)

  const foreign = (await anOrg(house.query)).orgId
  expect(await codeOf(await choose(pending, foreign))).toEqual([403, 'session.not_a_member'])
  const twice = await Promise.all([choose(pending, otherOrg), choose(pending, house.orgId)])
  expect(twice.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401])
  expect(await codeOf(await choose(pending, otherOrg))).toEqual([401, 'session.sign_in_again'])
  const inside = holding(cookiesOf(twice.find(({ ok }) => ok)!))
  expect((await inside('/api/session')).status).toBe(200)
})

test('somebody in several organisations goes from one to the other; the session left behind is closed', async () => {
  const { email, otherOrg } = await ofTwo()
  const here = holding(cookiesOf(await choose(holding(cookiesOf(await signIn(email))), house.orgId)))
  const foreign = (await anOrg(house.query)).orgId
  expect(await codeOf(await choose(here, foreign))).toEqual([403, 'session.not_a_member'])
  const there = await choose(here, otherOrg)
  expect(await there.json()).toMatchObject({ next: null, me: { role: 'auditor', org: { id: otherOrg } } })
  expect(await codeOf(await here('/api/session'))).toEqual(required)
  expect(await codeOf(await choose(house.anonymous, otherOrg))).toEqual([401, 'session.sign_in_again'])
})

test('somebody who is no member of any organisation any more is told so', async () => {
  const { email, id } = await somebody()
  await house.query('delete from core.membership where account_id = $1', [id])
  expect(await codeOf(await signIn(email))).toEqual([403, 'session.no_organisation'])
})

test('one’s name and password are one’s own to change; the password is asked again, and other sessions end', async () => {
  const { email, id } = await somebody()
  const [here, there] = [await enter(email), await enter(email, phone)]
  expect((await here('/api/account', { method: 'PATCH', body: { name: ' Camille ' } })).status).toBe(200)
  expect(await (await here('/api/session')).json()).toMatchObject({ name: 'Camille' })

  const change = (currentPassword: string, next: string) =>
    here('/api/account/password', { method: 'PUT', body: { currentPassword, password: next } })
  expect(await codeOf(await change('une autre phrase', 'une phrase nouvelle'))).toEqual([403, 'account.wrong_password'])
  expect(await codeOf(await change(password, 'court'))).toEqual([400, 'input.invalid'])
  expect((await there('/api/session')).status).toBe(200)
  expect((await change(password, 'une phrase nouvelle')).status).toBe(200)
  expect((await here('/api/session')).status).toBe(200)
  expect(await codeOf(await there('/api/session'))).toEqual(required)
  expect((await signIn(email)).status).toBe(401)
  expect(await house.query('select from core.session where account_id = $1', [id])).toHaveLength(1)
})

test('guessing at the password of a borrowed screen ends', async () => {
  const { email } = await somebody()
  const here = await enter(email)
  const guess = () =>
    here('/api/account/password', {
      method: 'PUT',
      body: { currentPassword: 'une devinette', password: 'une phrase nouvelle' },
    })
  const answers = []
  for (let n = 0; n < 11; n++) answers.push((await guess()).status)
  expect(answers).toEqual([...Array.from({ length: 10 }, () => 403), 429])
  expect((await here('/api/session')).status).toBe(200)
})
