import { afterAll, expect, test } from 'vitest'
import { addMember } from '#kernel/auth'
import type { Role } from '#kernel/auth/contract'
import { codeOf, cookiesOf } from '#test/answers'
import { anOrg } from '#test/factories'
import { type Client, testServer } from '#test/server'
import { openSmtp } from '#test/smtp'

const smtp = await openSmtp()
afterAll(smtp.close)
const house = await testServer({ smtpUrl: smtp.url, publicUrl: 'https://visavis.exemple.fr' })
const owner = await house.signIn('owner')
const password = 'motdepasse-long'
let made = 0
const anAddress = () => `invitee-${(made += 1)}@exemple.fr`
const invite = (email: string, role: Role = 'marketing', by: Client = owner) =>
  by('/api/invitations', { body: { email, role } })
const idOf = async (reply: Response) => ((await reply.json()) as { id: string }).id

/** The link of the latest letter to an address. */
async function tokenFor(email: string, letters = 1): Promise<string> {
  const own = () => smtp.letters.filter(({ to }) => to.includes(email))
  await expect.poll(() => own().length).toBe(letters)
  return /https:\/\/visavis\.exemple\.fr\/invitation\/([\w-]{43})/.exec(own().at(-1)!.raw)![1]!
}
const accept = (token: string, body: object = { name: 'Camille', password }) =>
  house.anonymous(`/api/invitation/${token}/acceptance`, { body })
const notFound = [404, 'invitation.not_found']

test('nobody gives a role with more rights than his own', async () => {
  const administrator = await house.signIn('administrator')
  expect(await codeOf(await invite(anAddress(), 'owner', administrator))).toEqual([403, 'role.beyond'])
  expect((await invite(anAddress(), 'administrator', administrator)).status).toBe(201)
  const program = await house.apiKey(['members.manage'])
  expect(await codeOf(await invite(anAddress(), 'marketing', program))).toEqual([403, 'role.beyond'])
})

test('an address that has access, or waits already, is not invited again', async () => {
  const email = anAddress()
  expect((await invite(email)).status).toBe(201)
  expect(await codeOf(await invite(` ${email.toUpperCase()} `))).toEqual([409, 'invitation.pending'])
  await accept(await tokenFor(email))
  expect(await codeOf(await invite(email))).toEqual([409, 'member.already'])
})

test.each(['x', 'x'.repeat(43), '..%2f..', '%00'])('a token that is none opens nothing: %s', async (token) => {
  expect((await accept(token)).status).toBeGreaterThanOrEqual(400)
  expect((await house.anonymous(`/api/invitation/${token}`)).status).toBeGreaterThanOrEqual(400)
})

test('withdrawn or too old, it opens nothing', async () => {
  const [withdrawn, old] = [anAddress(), anAddress()]
  const id = await idOf(await invite(withdrawn))
  await invite(old)
  const tokens = [await tokenFor(withdrawn), await tokenFor(old)]
  expect((await owner(`/api/invitations/${id}`, { method: 'DELETE' })).status).toBe(200)
  await house.query(`update core.invitation set expires_at = now() where email = $1`, [old])
  for (const token of tokens) {
    expect(await codeOf(await house.anonymous(`/api/invitation/${token}`))).toEqual(notFound)
    expect(await codeOf(await accept(token))).toEqual(notFound)
  }
  expect((await invite(old)).status).toBe(201) // the old one makes way
})

const aSite = async (name: string, by = owner) =>
  idOf(await by('/api/sites', { body: { name, phone: '02 61 91 00 01' } }))

test('whoever is invited to one site sees that site from the first moment, and nothing else', async () => {
  const [nantes] = [await aSite('Nantes'), await aSite('Rennes')]
  const rival = await house.signIn('owner', (await anOrg(house.query)).orgId)
  const theirs = await aSite('Brest', rival)
  const email = anAddress()
  const only = (siteIds: string[], role: Role = 'adviser') =>
    owner('/api/invitations', { body: { email, role, scope: { siteIds, teamIds: [] } } })
  expect(await codeOf(await only([]))).toEqual([422, 'scope.empty'])
  expect(await codeOf(await only([nantes], 'administrator'))).toEqual([409, 'scope.role_is_whole'])
  expect(await codeOf(await only([theirs]))).toEqual([422, 'reference.unknown'])
  const invited = (await (await only([nantes, nantes])).json()) as { scope: unknown }
  expect(invited.scope).toEqual({ siteIds: [nantes], teamIds: [] })
  const joined = await accept(await tokenFor(email))
  const { step } = (await joined.json()) as { step: { me: { siteIds: string[] } } }
  expect(step.me.siteIds).toEqual([nantes])
  const cookie = cookiesOf(joined)
  const sites = await house.anonymous('/api/sites', { headers: { cookie } })
  expect(((await sites.json()) as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual([nantes])
})

test('a short password, or no name, is refused, and the link still works', async () => {
  const email = anAddress()
  await invite(email)
  const token = await tokenFor(email)
  expect(await codeOf(await accept(token, { name: 'Camille', password: 'court' }))).toEqual([400, 'input.invalid'])
  expect(await codeOf(await accept(token, { password }))).toEqual([422, 'invitation.name_missing'])
  expect((await accept(token)).status).toBe(201)
})

test('accepted twice at once, it makes one member', async () => {
  const email = anAddress()
  await invite(email)
  const token = await tokenFor(email)
  const statuses = (await Promise.all([accept(token), accept(token)])).map(({ status }) => status)
  expect(statuses.toSorted((a, b) => a - b)).toEqual([201, 404])
  const members = await house.query(
    `select m.role from core.membership m join core.account a on a.id = m.account_id where a.email = $1`,
    [email],
  )
  expect(members).toEqual([{ role: 'marketing' }])
})

test('it shows who invites to what, opens a session, and is told in the log', async () => {
  const email = anAddress()
  const invited = (await (await invite(email, 'supervisor')).json()) as object
  expect(invited).toMatchObject({ email, role: 'supervisor', invitedBy: 'owner', link: null })
  const token = await tokenFor(email)
  expect(await (await house.anonymous(`/api/invitation/${token}`)).json()).toEqual({
    org: 'Essai',
    email,
    role: 'supervisor',
    invitedBy: 'owner',
    hasAccount: false,
    takesPassword: true,
  })
  const reply = await accept(token)
  expect(await reply.json()).toMatchObject({ email, step: { next: null, me: { email } } })
  const cookie = reply.headers.getSetCookie().map((one) => one.split(';')[0]!)
  const me = await house.anonymous('/api/session', { headers: { cookie: cookie.join('; ') } })
  expect(await me.json()).toMatchObject({ email, name: 'Camille', role: 'supervisor' })
  const log = await house.query(`select verb from core.audit_entry where verb = 'invitation.accept'`)
  expect(log.length).toBeGreaterThan(0)
})

test('whoever has an account joins with its password only, and signs in as ever', async () => {
  const elsewhere = await anOrg(house.query)
  const email = anAddress()
  await house.db.atGate((tx) =>
    addMember(tx, { orgId: elsewhere.orgId, email, name: 'Dominique', password, role: 'owner' }),
  )
  await invite(email)
  const token = await tokenFor(email)
  expect(await codeOf(await accept(token, { password: 'une autre phrase' }))).toEqual([
    401,
    'session.wrong_credentials',
  ])
  const reply = await accept(token, { password })
  expect([reply.status, await reply.json(), reply.headers.getSetCookie()]).toEqual([201, { email, step: null }, []])
})

test('sent again, only the new link works; while the mail server is down nothing is lost', async () => {
  const email = anAddress()
  const id = await idOf(await invite(email))
  const first = await tokenFor(email)
  smtp.become('later')
  expect((await owner(`/api/invitations/${id}/sending`, { method: 'PUT' })).status).toBe(200)
  await expect
    .poll(() => house.query(`select attempts from graphile_worker.jobs where task_identifier = 'auth.send_invitation'`))
    .toEqual([{ attempts: 1 }])
  smtp.become('accept')
  await house.query(`update graphile_worker._private_jobs set run_at = now()`)
  const second = await tokenFor(email, 2)
  expect(await codeOf(await accept(first))).toEqual(notFound)
  expect((await accept(second)).status).toBe(201)
})

test('another organisation neither sees nor withdraws it', async () => {
  const rival = await house.signIn('owner', (await anOrg(house.query)).orgId)
  const id = await idOf(await invite(anAddress()))
  expect(((await (await rival('/api/invitations')).json()) as { items: unknown[] }).items).toEqual([])
  expect(await codeOf(await rival(`/api/invitations/${id}`, { method: 'DELETE' }))).toEqual(notFound)
  expect(await codeOf(await rival(`/api/invitations/${id}/sending`, { method: 'PUT' }))).toEqual(notFound)
})

test('no token is kept: not in a table, not in the queue', async () => {
  const email = anAddress()
  await invite(email)
  const token = await tokenFor(email)
  const [rows] = await house.query(`select
    (select string_agg(i::text, '') from core.invitation i) as kept, (select string_agg(j::text, '') from graphile_worker.jobs j) as queued`)
  expect(JSON.stringify(rows)).not.toContain(token)
})
