import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Role, Scope } from '#kernel/auth/contract'
import type { Tx } from '#kernel/db'
import { codeOf } from '#test/answers'
import { anOrg, aSite } from '#test/factories'
import { listen } from '#test/live'
import { type Client, testServer } from '#test/server'

const house = await testServer()
const org = { orgId: house.orgId }
const administrator = await house.signIn('administrator')
const [lyon, nice] = [await aSite(house.db, org, { name: 'Lyon' }), await aSite(house.db, org, { name: 'Nice' })]
const theirs = await aSite(house.db, await anOrg(house.query))

const post = async (path: string, body: object, who = administrator): Promise<{ id: string; employeeId: string }> => {
  const reply = await who(path, { body })
  if (!reply.ok) throw new Error(`${path} ${reply.status} ${await reply.text()}`)
  return (await reply.json()) as { id: string; employeeId: string }
}
const ids = async (who: Client, path: string) =>
  ((await (await who(path)).json()) as { items: { id: string }[] }).items.map(({ id }) => id)
async function aMember(role: Role = 'hr') {
  const client = await house.signIn(role)
  const me = async () =>
    (await (await client('/api/session')).json()) as { userId: string; siteIds: string[] | null; rights: string[] }
  return { client, me, id: (await me()).userId }
}
const give = (id: string, scope: Partial<Scope> | null, who = administrator) =>
  who(`/api/members/${id}/scope`, { method: 'PUT', body: { scope: scope && { siteIds: [], teamIds: [], ...scope } } })
const told = (id: string) =>
  house.query(`select data from core.event where type = 'member.scope_changed' and data->>'memberId' = $1`, [id])

test('only who manages members says over what they are', async () => {
  const { id, me } = await aMember()
  for (const role of ['marketing', 'supervisor', 'adviser', 'hr', 'auditor'] as const)
    expect(await codeOf(await give(id, { siteIds: [lyon.id] }, await house.signIn(role)))).toEqual([
      403,
      'right.missing',
    ])
  expect((await me()).siteIds).toBeNull()
})

test.each([
  ['nothing', {}, 422, 'scope.empty'],
  ['a site that is not there', { siteIds: [randomUUID()] }, 422, 'reference.unknown'],
  ['another organisation’s site', { siteIds: [lyon.id, theirs.id] }, 422, 'reference.unknown'],
  ['a team that is not there', { teamIds: [randomUUID()] }, 422, 'reference.unknown'],
])('a scope over %s is refused', async (_, scope, status, code) => {
  const { id, me } = await aMember()
  expect(await codeOf(await give(id, scope))).toEqual([status, code])
  expect((await me()).siteIds).toBeNull()
  expect(await told(id)).toEqual([])
})

test('owners and administrators are of the whole organisation, and so is who becomes one', async () => {
  for (const role of ['owner', 'administrator'] as const)
    expect(await codeOf(await give((await aMember(role)).id, { siteIds: [lyon.id] }))).toEqual([
      409,
      'scope.role_is_whole',
    ])
  const { id, me } = await aMember()
  await give(id, { siteIds: [lyon.id] })
  await house.query(`update core.membership set role = 'administrator' where account_id = $1`, [id])
  expect(await me()).toMatchObject({ siteIds: null })
})

test('an unknown member has no scope', async () => {
  expect(await codeOf(await give(randomUUID(), null))).toEqual([404, 'member.not_found'])
  const rival = await house.signIn('owner', (await anOrg(house.query)).orgId)
  expect(await codeOf(await give((await aMember()).id, null, rival))).toEqual([404, 'member.not_found'])
})

test('a scope holds from the next request on, cuts what was open within 5 s, and is told once', async () => {
  const { client, id, me } = await aMember('marketing')
  const screen = await listen(client)
  onTestFinished(screen.leave)
  expect(await ids(client, '/api/sites')).toEqual([lyon.id, nice.id])
  const scope = { siteIds: [nice.id], teamIds: [] }
  expect(await (await give(id, scope)).json()).toMatchObject({ id, role: 'marketing', scope })
  expect(await ids(client, '/api/sites')).toEqual([nice.id])
  expect((await me()).rights).not.toContain('campaigns.manage')
  await vi.waitFor(() => expect(screen.isCut).toBe(true), { timeout: 5000, interval: 50 })
  await give(id, scope)
  expect(await told(id)).toEqual([{ data: { memberId: id, whole: false, ...scope } }])
  await give(id, null)
  expect(await ids(client, '/api/sites')).toEqual([lyon.id, nice.id])
  expect(await told(id)).toHaveLength(2)
})

test('of two scopes given at once, one is whole', async () => {
  const { id, me } = await aMember()
  const replies = await Promise.all([give(id, { siteIds: [lyon.id] }), give(id, { siteIds: [nice.id] })])
  expect(replies.map(({ status }) => status)).toEqual([200, 200])
  expect((await me()).siteIds).toHaveLength(1)
})

test('by a team: its site’s customers, and its people alone', async () => {
  const [mine, other] = [
    await post('/api/teams', { name: 'Accueil', siteId: lyon.id }),
    await post('/api/teams', { name: 'Atelier', siteId: lyon.id }),
  ]
  const join = (path: string, name: string) => post(`${path}/members`, { who: { name } })
  const near = await join(`/api/teams/${mine.id}`, 'Ada')
  const far = [await join(`/api/teams/${other.id}`, 'Bea'), await join(`/api/sites/${lyon.id}`, 'Cleo')]
  const { client, id, me } = await aMember()
  await give(id, { teamIds: [mine.id] })
  expect((await me()).siteIds).toEqual([lyon.id])
  expect(await ids(client, '/api/sites')).toEqual([lyon.id])
  expect(await ids(client, '/api/teams')).toEqual([mine.id])
  expect(await ids(client, '/api/employees')).toEqual([near.employeeId])
  expect(await ids(client, `/api/sites/${lyon.id}/members`)).toEqual([])

  await give(id, { siteIds: [lyon.id] })
  expect(await ids(client, '/api/teams')).toEqual([mine.id, other.id])
  expect(await ids(client, '/api/employees')).toEqual([near, ...far].map(({ employeeId }) => employeeId))

  await give(id, { teamIds: [mine.id] })
  await administrator(`/api/teams/${mine.id}`, { method: 'PATCH', body: { siteId: nice.id } })
  expect(await ids(client, '/api/sites')).toEqual([nice.id])
  await administrator(`/api/teams/${mine.id}/end`, { method: 'PUT' })
  expect(await me()).toMatchObject({ siteIds: [] })
  expect(await ids(client, '/api/teams')).toEqual([])
})

test('what was made within a scope is not given back outside of it', async () => {
  const { client, id } = await aMember()
  await give(id, { siteIds: [lyon.id] })
  const create = () =>
    client('/api/teams', { body: { name: 'Nuit', siteId: lyon.id }, headers: { 'idempotency-key': 'nuit' } })
  expect([(await create()).status, (await create()).headers.get('idempotent-replayed')]).toEqual([201, 'true'])
  await give(id, { siteIds: [nice.id] })
  expect(await codeOf(await create())).toEqual([422, 'idempotency.other_request'])
})

test('a row beyond one’s scope is refused, and the refusal is in the audit log', async () => {
  const { client, id } = await aMember()
  await give(id, { siteIds: [lyon.id] })
  expect(await codeOf(await client('/api/teams', { body: { name: 'Partout' } }))).toEqual([403, 'scope.beyond'])
  const entries = `select outcome from core.audit_inbox where who_id = $1 and kind = 'refusal'
    union select outcome from core.audit_entry where who_id = $1 and kind = 'refusal'`
  await expect.poll(() => house.query(entries, [id])).toEqual([{ outcome: 'scope.beyond' }])
})

test('what is told of employees is seen by whoever looks after them now', async () => {
  await house.query(`create table engine.told_of (org_id uuid not null default core.current_org(), employee_id uuid);
    call core.isolate('engine.told_of'); call core.scope_by_employee('engine.told_of')`)
  onTestFinished(async () => void (await house.query('drop table engine.told_of')))
  const team = await post('/api/teams', { name: 'Livraison', siteId: nice.id })
  const there = await post(`/api/teams/${team.id}/members`, { who: { name: 'Ines' } })
  const gone = await post(`/api/teams/${team.id}/members`, { who: { name: 'Jean' }, since: '2026-01-01T00:00:00Z' })
  await administrator(`/api/teams/${team.id}/members/${gone.id}/end`, { method: 'PUT', body: {} })
  const atSite = await post(`/api/sites/${nice.id}/members`, { who: { name: 'Karl' } })
  const tell = (employeeId: string) => (tx: Tx) =>
    sql`insert into engine.told_of (employee_id) values (${employeeId})`.execute(tx)
  for (const { employeeId } of [there, gone, atSite]) await house.db.as(org, tell(employeeId))

  const seen = async (staff: { siteIds: string[]; teamIds: string[] }) => {
    const select = (tx: Tx) => sql<{ employee_id: string }>`select employee_id from engine.told_of`.execute(tx)
    const { rows } = await house.db.as({ ...org, siteIds: [nice.id], staff }, select)
    return new Set(rows.map((row) => row.employee_id))
  }
  expect(await seen({ siteIds: [], teamIds: [team.id] })).toEqual(new Set([there.employeeId]))
  expect(await seen({ siteIds: [nice.id], teamIds: [] })).toEqual(new Set([there.employeeId, atSite.employeeId]))
  expect(await seen({ siteIds: [lyon.id], teamIds: [] })).toEqual(new Set())
  const beyond = house.db.as({ ...org, siteIds: [lyon.id] }, tell(there.employeeId))
  await expect(beyond).rejects.toMatchObject({ code: 'scope.beyond' })
})
