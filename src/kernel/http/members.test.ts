import { expect, test } from 'vitest'
import type { Role } from '#kernel/auth/contract'
import { codeOf } from '#test/answers'
import { anOrg } from '#test/factories'
import { type Client, testServer } from '#test/server'

const house = await testServer()
type Listed = { items: { id: string; role: Role; scope: unknown }[] }
const idOf = async (client: Client) => ((await (await client('/api/session')).json()) as { userId: string }).userId
const give = (by: Client, id: string, role: Role) => by(`/api/members/${id}/role`, { method: 'PUT', body: { role } })
const remove = (by: Client, id: string) => by(`/api/members/${id}`, { method: 'DELETE' })
/** An organisation of its own, with one owner. */
async function anOrganisation() {
  const { orgId } = await anOrg(house.query)
  const owner = await house.signIn('owner', orgId)
  return { orgId, owner, ownerId: await idOf(owner) }
}
const unknown = [404, 'member.not_found']

test('another organisation’s members are nobody’s business', async () => {
  const [ours, theirs] = [await anOrganisation(), await anOrganisation()]
  expect(await codeOf(await give(theirs.owner, ours.ownerId, 'auditor'))).toEqual(unknown)
  expect(await codeOf(await remove(theirs.owner, ours.ownerId))).toEqual(unknown)
  expect(((await (await theirs.owner('/api/members')).json()) as Listed).items.map(({ id }) => id)).toEqual([
    theirs.ownerId,
  ])
})

test('the last owner neither leaves nor becomes something else', async () => {
  const { orgId, owner, ownerId } = await anOrganisation()
  const administrator = await house.signIn('administrator', orgId)
  for (const by of [owner, administrator]) {
    expect(await codeOf(await give(by, ownerId, 'auditor'))).toEqual([409, 'member.last_owner'])
    expect(await codeOf(await remove(by, ownerId))).toEqual([409, 'member.last_owner'])
  }
  expect((await give(owner, ownerId, 'owner')).status).toBe(200)
})

test('of two owners who leave at once, one stays', async () => {
  const { orgId, owner, ownerId } = await anOrganisation()
  const other = await house.signIn('owner', orgId)
  const otherId = await idOf(other)
  const statuses = (await Promise.all([remove(owner, otherId), remove(other, ownerId)])).map(({ status }) => status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(1)
  const [left] = await house.query(`select count(*)::int as owners from core.membership where org_id = $1`, [orgId])
  expect(left).toEqual({ owners: 1 })
})

test('a program gives no role with rights that it lacks, nor takes one away', async () => {
  const { orgId, ownerId } = await anOrganisation()
  const adviser = await idOf(await house.signIn('adviser', orgId))
  await house.signIn('owner', orgId)
  const program = await house.apiKey(['members.manage'], orgId)
  expect(await codeOf(await give(program, adviser, 'owner'))).toEqual([403, 'role.beyond'])
  expect(await codeOf(await remove(program, ownerId))).toEqual([403, 'role.beyond'])
})

test('an administrator makes nobody an owner, and takes no owner’s access away', async () => {
  const { orgId, ownerId } = await anOrganisation()
  await house.signIn('owner', orgId)
  const administrator = await house.signIn('administrator', orgId)
  expect(await codeOf(await give(administrator, await idOf(administrator), 'owner'))).toEqual([403, 'role.beyond'])
  expect(await codeOf(await give(administrator, ownerId, 'auditor'))).toEqual([403, 'role.beyond'])
  expect(await codeOf(await remove(administrator, ownerId))).toEqual([403, 'role.beyond'])
})

test('another role counts from the next request on; whoever sees the whole is bound to no site', async () => {
  const { orgId, owner } = await anOrganisation()
  const someone = await house.signIn('marketing', orgId, [])
  const id = await idOf(someone)
  expect((await someone('/api/members')).status).toBe(403)
  expect(await (await give(owner, id, 'administrator')).json()).toMatchObject({ role: 'administrator', scope: null })
  expect((await someone('/api/members')).status).toBe(200)
  expect((await give(owner, id, 'adviser')).status).toBe(200)
  expect((await someone('/api/members')).status).toBe(403)
})

test('removed, a member’s sessions are closed at once', async () => {
  const { orgId, owner } = await anOrganisation()
  const someone = await house.signIn('marketing', orgId)
  const id = await idOf(someone)
  expect((await remove(owner, id)).status).toBe(200)
  expect(await codeOf(await someone('/api/session'))).toEqual([401, 'session.required'])
  expect(await codeOf(await remove(owner, id))).toEqual(unknown)
})
