import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { sealIdentityProviders } from '#kernel/auth'
import type { IdentityProvider, Role, SignInStep } from '#kernel/auth/contract'
import { newKey, vaultOf } from '#kernel/vault'
import { codeOf, cookiesOf } from '#test/answers'
import { anOrg } from '#test/factories'
import { type Known, openIdentityProvider } from '#test/identity-provider'
import { membersOf } from '#test/members'
import { type Client, testServer } from '#test/server'

// Signing in through an organisation's own provider, a real one on loopback.

const publicUrl = 'https://visavis.exemple.fr'
const provider = await openIdentityProvider(`${publicUrl}/connexion/retour`)
const secretKey = newKey()
const house = await testServer({
  publicUrl,
  secretKey,
  outgoingAllow: ['127.0.0.0/8'],
  outgoingPorts: [[1, 65_535]],
})
const { somebody, holding, enter, signIn } = membersOf(house)
const owner = await house.signIn('owner')
const path = '/api/identity-providers'
const settings = {
  name: 'Compte Exemple',
  issuer: provider.issuer,
  clientId: provider.clientId,
  clientSecret: provider.clientSecret,
  newcomersRole: null as Role | null,
  trustsEmail: false,
}
const add = async (client: Client = owner, given: Partial<typeof settings> = {}) =>
  (await (await client(path, { body: { ...settings, ...given } })).json()) as IdentityProvider
const remove = (id: string, client: Client = owner) => client(`${path}/${id}`, { method: 'DELETE' })

const door = '/api/session/single-sign-on'
const begin = (id: string) => house.anonymous(door, { body: { id } })
const finish = (cookie: string, query: string) => holding(cookie)(door, { method: 'PUT', body: { query } })
let people = 0
const known = (given: Partial<Known> = {}): Known => ({
  sub: `s-${(people += 1)}`,
  email: `connue-${people}@exemple.fr`,
  email_verified: true,
  name: 'Connue Exemple',
  ...given,
})

/** As a browser does it: to the provider, and back with what it says. */
async function comeIn(id: string, who: Known | undefined) {
  provider.sitting(who)
  const begun = await begin(id)
  const { address } = (await begun.json()) as { address: string }
  return finish(cookiesOf(begun), await provider.visit(address))
}
const stepOf = async (reply: Response) => (await reply.json()) as SignInStep

test('only owners say who tells who people are; nobody else’s providers are theirs', async () => {
  for (const role of ['administrator', 'auditor', 'hr'] as const) {
    const client = await house.signIn(role)
    expect(await codeOf(await client(path, { body: settings })), role).toEqual([403, 'right.missing'])
  }
  const rival = await house.signIn('owner', (await anOrg(house.query)).orgId)
  const { id } = await add()
  const change = (client: Client) => client(`${path}/${id}`, { method: 'PUT', body: settings })
  expect(await codeOf(await change(rival))).toEqual([404, 'identity_provider.not_found'])
  expect(await codeOf(await remove(id, rival))).toEqual([404, 'identity_provider.not_found'])
  expect(((await (await rival(path)).json()) as { items: unknown[] }).items).toEqual([])
  expect((await change(owner)).status).toBe(200)
  await remove(id)
})

test.each([
  [{ issuer: 'http://10.0.0.1' }, [422, 'outgoing.address_refused']],
  [{ issuer: 'pas une adresse' }, [422, 'outgoing.bad_address']],
  [{ issuer: '' }, [400, 'input.invalid']],
  [{ clientSecret: '' }, [400, 'input.invalid']],
])('%j is refused when it is set', async (given, refusal) => {
  expect(await codeOf(await owner(path, { body: { ...settings, ...given } }))).toEqual(refusal)
})

test('one that does not answer is kept, told why, and not offered before it does', async () => {
  for (const [issuer, code] of [
    ['https://personne.exemple.fr', 'outgoing.name_unknown'],
    [`${provider.issuer}/ailleurs`, 'identity_provider.not_found_there'],
  ] as const) {
    const { id, problem } = await add(owner, { issuer })
    expect(problem).toMatchObject({ code })
    expect(await (await house.anonymous(door)).json()).toEqual({ items: [] })
    const mended = await owner(`${path}/${id}`, { method: 'PUT', body: settings })
    expect(await mended.json()).toMatchObject({ problem: null })
    expect(await (await house.anonymous(door)).json()).toEqual({ items: [{ id, name: settings.name }] })
    await remove(id)
  }
})

test('the secret never leaves the house, and is sealed anew under a new key', async () => {
  const { id } = await add()
  expect(JSON.stringify(await (await owner(path)).json())).not.toContain(provider.clientSecret)
  const kept = () => house.query('select client_secret from core.identity_provider where id = $1', [id])
  expect(JSON.stringify(await kept())).not.toContain(provider.clientSecret)
  const fresh = newKey()
  const both = vaultOf(`${fresh},${secretKey}`)
  expect(await house.db.atGate((tx) => sealIdentityProviders(tx, both))).toBe(1)
  expect(await house.db.atGate((tx) => sealIdentityProviders(tx, both))).toBe(0)
  await house.db.atGate((tx) => sealIdentityProviders(tx, vaultOf(`${secretKey},${fresh}`)))
  expect(await codeOf(await owner(path, { body: settings }))).toEqual([409, 'identity_provider.taken'])
  await remove(id)
})

test('a stranger, an address that is not proven, and one with an account elsewhere stay outside', async () => {
  const { id } = await add()
  expect(await codeOf(await comeIn(id, known()))).toEqual([403, 'single_sign_on.unknown'])
  const member = await somebody()
  const unproven = known({ email: member.email, email_verified: false })
  expect(await codeOf(await comeIn(id, unproven))).toEqual([403, 'single_sign_on.email_unproven'])
  expect(await codeOf(await comeIn(id, known({ email: undefined })))).toEqual([403, 'single_sign_on.email_unproven'])
  const elsewhere = await somebody('owner', (await anOrg(house.query)).orgId)
  const theirs = known({ email: elsewhere.email })
  expect(await codeOf(await comeIn(id, theirs))).toEqual([409, 'single_sign_on.known_elsewhere'])
  expect(await codeOf(await comeIn(id, undefined))).toEqual([403, 'single_sign_on.refused'])
  expect(await house.query('select from core.identity')).toEqual([])
  await remove(id)
})

test('what comes back is good once, in the browser that was sent, and soon', async () => {
  const { id } = await add()
  const member = await somebody()
  provider.sitting(known({ email: member.email }))
  const begun = await begin(id)
  const { address } = (await begun.json()) as { address: string }
  expect(new URL(address).searchParams.get('code_challenge_method')).toBe('S256')
  const query = await provider.visit(address)
  const elsewhere = cookiesOf(await begin(id))
  for (const cookie of ['', '__Secure-visavis_single_sign_on=vv1.00000000.AAAA'])
    expect(await codeOf(await finish(cookie, query)), cookie).toEqual([401, 'session.sign_in_again'])
  expect(await codeOf(await finish(elsewhere, query)), 'another browser').toEqual([502, 'single_sign_on.failed'])
  const forged = query.replace(/state=[^&]*/, 'state=autre')
  expect(await codeOf(await finish(cookiesOf(begun), forged))).toEqual([502, 'single_sign_on.failed'])
  const came = await finish(cookiesOf(begun), query)
  expect((await stepOf(came)).me).toMatchObject({ email: member.email, singleSignOn: true })
  expect(came.headers.getSetCookie().find((one) => one.includes('single_sign_on='))).toMatch(/single_sign_on=;/)
  expect(await codeOf(await finish(cookiesOf(begun), query)), 'again').toEqual([502, 'single_sign_on.failed'])
  await remove(id)
})

test('a member comes in by their address the first time, by who they are from then on', async () => {
  const { id } = await add()
  const member = await somebody('marketing')
  const who = known({ email: member.email.toUpperCase() })
  const both = await Promise.all([comeIn(id, who), comeIn(id, who)])
  expect(both.map(({ status }) => status)).toEqual([200, 200])
  const moved = await comeIn(id, { ...who, email: 'nouvelle@exemple.fr' })
  expect((await stepOf(moved)).me).toMatchObject({ userId: member.id, role: 'marketing' })
  // The provider gives a former address to somebody else.
  const heir = known({ email: member.email })
  expect(await codeOf(await comeIn(id, heir))).toEqual([409, 'single_sign_on.other_subject'])
  expect(((await (await owner(path)).json()) as { items: IdentityProvider[] }).items[0]).toMatchObject({ people: 1 })
  const linked = `verb = 'single_sign_on.link' and who_id = $1`
  expect(
    await house.query(
      `select from core.audit_inbox where ${linked} union all select from core.audit_entry where ${linked}`,
      [member.id],
    ),
  ).toHaveLength(1)
  await remove(id)
})

test('whoever was invited joins by coming in; a newcomer too where they may, and with that role', async () => {
  const { id } = await add()
  const invited = known()
  const site = await owner('/api/sites', { body: { name: 'Nantes', phone: '02 61 91 00 01' } })
  const { id: siteId } = (await site.json()) as { id: string }
  const scope = { siteIds: [siteId], teamIds: [] }
  await owner('/api/invitations', { body: { email: invited.email, role: 'hr', scope } })
  const inside = (await stepOf(await comeIn(id, invited))).me
  expect(inside).toMatchObject({ email: invited.email, role: 'hr', siteIds: [siteId] })
  expect(((await (await owner('/api/invitations')).json()) as { items: unknown[] }).items).toEqual([])
  await owner(`${path}/${id}`, {
    method: 'PUT',
    body: { ...settings, clientSecret: undefined, newcomersRole: 'adviser' },
  })
  const newcomer = known({ name: undefined, email_verified: false })
  expect(await codeOf(await comeIn(id, newcomer))).toEqual([403, 'single_sign_on.email_unproven'])
  await owner(`${path}/${id}`, { method: 'PUT', body: { ...settings, newcomersRole: 'adviser', trustsEmail: true } })
  const joined = await comeIn(id, newcomer)
  expect((await stepOf(joined)).me).toMatchObject({ name: newcomer.email, role: 'adviser' })
  // No password opens an account that has none.
  expect((await signIn(newcomer.email!)).status).toBe(401)
  // Access that was taken away does not come back by itself.
  const [row] = await house.query('select id from core.account where email = $1', [newcomer.email])
  await owner(`/api/members/${String(row!.id)}`, { method: 'DELETE' })
  expect(await codeOf(await comeIn(id, newcomer))).toEqual([403, 'session.not_a_member'])
  await remove(id)
})

test('such a session reaches its organisation only, changes neither name nor password, and asks for no second factor', async () => {
  const { orgId } = await anOrg(house.query)
  const chief = await house.signIn('owner', orgId)
  const { id } = await add(chief)
  const member = await somebody()
  await house.query(`insert into core.membership (org_id, account_id, role) values ($1, $2, 'adviser')`, [
    orgId,
    member.id,
  ])
  await enter(member.email)
  await house.query('insert into core.sign_in_policy (org_id, second_factor_required) values ($1, true)', [orgId])
  const came = await comeIn(id, known({ email: member.email }))
  const inside = holding(cookiesOf(came))
  expect((await stepOf(came)).me).toMatchObject({ org: { id: orgId } })
  expect(((await (await inside('/api/account/sessions')).json()) as { items: unknown[] }).items).toHaveLength(1)
  const single = [409, 'account.single_sign_on']
  expect(await codeOf(await inside('/api/account', { method: 'PATCH', body: { name: 'Autre' } }))).toEqual(single)
  const password = { currentPassword: 'motdepasse-long', password: 'quatre girafes au port' }
  expect(await codeOf(await inside('/api/account/password', { method: 'PUT', body: password }))).toEqual(single)
  const begun = inside('/api/account/second-factor', { body: { password: 'motdepasse-long' } })
  expect(await codeOf(await begun)).toEqual(single)
  const elsewhere = inside('/api/session/organisation', { method: 'PUT', body: { orgId: house.orgId } })
  expect(await codeOf(await elsewhere)).toEqual([401, 'session.sign_in_again'])
  await remove(id, chief)
  expect((await inside('/api/session')).status, 'once the provider is gone').toBe(401)
})

test('where single sign-on is the rule, a password opens for owners only', async () => {
  const policy = (passwordsFor: string) => ({
    method: 'PUT',
    body: { sessionIdleMinutes: 60, sessionMaxMinutes: 480, secondFactorRequired: false, passwordsFor },
  })
  expect(await codeOf(await owner('/api/sign-in-policy', policy('owners')))).toEqual([409, 'single_sign_on.none'])
  const { id } = await add()
  const [member, chief] = [await somebody(), await somebody('owner')]
  const here = await enter(member.email)
  expect((await owner('/api/sign-in-policy', policy('owners'))).status).toBe(200)
  expect((await here('/api/session')).status).toBe(401)
  expect(await codeOf(await signIn(member.email))).toEqual([403, 'session.single_sign_on_only'])
  expect((await stepOf(await signIn(chief.email))).me).not.toBeNull()
  expect((await stepOf(await comeIn(id, known({ email: member.email })))).me).not.toBeNull()

  const { link } = (await (
    await owner('/api/invitations', { body: { email: 'conviee@exemple.fr', role: 'hr' } })
  ).json()) as {
    link: string
  }
  const invitation = `/api/invitation/${link.split('/').at(-1)!}`
  expect(await (await house.anonymous(invitation)).json()).toMatchObject({ takesPassword: false })
  const acceptance = { body: { name: 'Conviée', password: 'quatre girafes au port' } }
  expect(await codeOf(await house.anonymous(`${invitation}/acceptance`, acceptance))).toEqual([
    403,
    'session.single_sign_on_only',
  ])
  expect(await codeOf(await remove(id))).toEqual([409, 'identity_provider.last'])
  await owner('/api/sign-in-policy', policy('everybody'))
  expect((await remove(id)).status).toBe(200)
})

test('a provider that is gone lets nobody in, and says so', async () => {
  const { orgId } = await anOrg(house.query)
  const chief = await house.signIn('owner', orgId)
  const other = await openIdentityProvider(`${publicUrl}/connexion/retour`)
  const { id } = await add(chief, { issuer: other.issuer, name: 'Autre maison' })
  expect(await (await house.anonymous(door)).json()).toEqual({ items: [{ id, name: 'Autre maison' }] })
  await other.close()
  expect(await codeOf(await begin(id))).toEqual([422, 'outgoing.unreachable'])
})

test('a provider that would have browsers run something is followed nowhere', async () => {
  const { orgId } = await anOrg(house.query)
  const chief = await house.signIn('owner', orgId)
  let issuer = ''
  const trap = createServer((_, response) =>
    response
      .setHeader('content-type', 'application/json')
      .end(
        JSON.stringify({ issuer, authorization_endpoint: 'javascript:alert(1)//', response_types_supported: ['code'] }),
      ),
  )
  await new Promise<void>((ready) => trap.listen(0, '127.0.0.1', ready))
  onTestFinished(() => void trap.close())
  issuer = `http://127.0.0.1:${(trap.address() as AddressInfo).port}`
  const { id } = await add(chief, { issuer, name: 'Piège' })
  expect(await codeOf(await begin(id))).toEqual([502, 'single_sign_on.failed'])
})
