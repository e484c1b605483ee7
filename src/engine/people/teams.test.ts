import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { codeOf } from '#test/answers'
import { aSite } from '#test/factories'
import { type Client, testServer } from '#test/server'
import type { Employee, Team, TeamMembership } from './contract.ts'

const house = await testServer()
const org = { orgId: house.orgId }
const hr = await house.signIn('hr')
const [lyon, nice] = [await aSite(house.db, org, { name: 'Lyon' }), await aSite(house.db, org, { name: 'Nice' })]

type Listed<T> = { items: T[] }
async function ok<T>(reply: Promise<Response>): Promise<T> {
  const answer = await reply
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}
let made = 0
const aTeam = (siteId: string | null = lyon.id, who = hr) =>
  ok<Team>(who('/api/teams', { body: { name: `Équipe ${(made += 1)}`, siteId } }))
const membersOf = async (teamId: string, who = hr) =>
  (await ok<Listed<TeamMembership>>(who(`/api/teams/${teamId}/members`))).items
const tryToJoin = (teamId: string, body: object, who = hr) => who(`/api/teams/${teamId}/members`, { body })
const join = (teamId: string, body: object, who = hr) => ok<TeamMembership>(tryToJoin(teamId, body, who))
const somebody = (name = `Personne ${(made += 1)}`) => ({ who: { name } })
const end = (teamId: string, id: string, init: { method?: string; body?: object } = {}, who = hr) =>
  who(`/api/teams/${teamId}/members/${id}/end`, { method: 'PUT', body: {}, ...init })
const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()
const told = (type: string, id: string) =>
  house.query(`select data from core.event where type = $1 and data::text like $2 order by id`, [type, `%${id}%`])

test('marketing does not see teams; advisers see them and change nothing', async () => {
  const { id } = await aTeam()
  expect(await codeOf(await (await house.signIn('marketing'))('/api/teams'))).toEqual([403, 'right.missing'])
  const adviser = await house.signIn('adviser')
  expect((await ok<Listed<Team>>(adviser('/api/teams'))).items.map((team) => team.id)).toContain(id)
  expect(await codeOf(await tryToJoin(id, somebody(), adviser))).toEqual([403, 'right.missing'])
})

test('a team has a name of its own among those that are, and a site that is there', async () => {
  const { id, name } = await aTeam()
  const again = () => hr('/api/teams', { body: { name: name.toUpperCase() } })
  expect(await codeOf(await again())).toEqual([409, 'value.taken'])
  const nowhere = await hr('/api/teams', { body: { name: 'Ailleurs', siteId: randomUUID() } })
  expect(await codeOf(nowhere)).toEqual([404, 'site.not_found'])
  await hr(`/api/teams/${id}/end`, { method: 'PUT' })
  expect((await again()).status).toBe(201)
  expect(await codeOf(await hr(`/api/teams/${id}/end`, { method: 'DELETE' }))).toEqual([409, 'value.taken'])
})

test('nobody is twice in a team at once, whoever tries and however', async () => {
  const { id } = await aTeam()
  const { employeeId, ...first } = await join(id, { ...somebody(), since: ago(10) })
  const again = { who: { employeeId } }
  expect(await codeOf(await tryToJoin(id, again))).toEqual([409, 'membership.already'])
  await end(id, first.id, { body: { until: ago(5) } })
  expect(await codeOf(await tryToJoin(id, { ...again, since: ago(6) }))).toEqual([409, 'membership.already'])
  const both = await Promise.all([tryToJoin(id, again), tryToJoin(id, again)])
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409])
  expect(await codeOf(await end(id, first.id, { method: 'DELETE', body: undefined }))).toEqual([409, 'value.taken'])
  const insert = `insert into engine.team_member (org_id, team_id, employee_id, held)
    values ($1, $2, $3, tstzrange(now() - interval '7 hours', now() - interval '6 hours'))`
  await expect(house.query(insert, [house.orgId, id, employeeId])).rejects.toMatchObject({ code: '23P01' })
})

test('what is not so yet, or ends before it begins, is not written', async () => {
  const { id } = await aTeam()
  const tomorrow = ago(-24)
  expect(await codeOf(await tryToJoin(id, { ...somebody(), since: tomorrow }))).toEqual([422, 'membership.in_future'])
  const { id: membership } = await join(id, { ...somebody(), since: ago(3) })
  const until = (at: string) => end(id, membership, { body: { until: at } })
  expect(await codeOf(await until(tomorrow))).toEqual([422, 'membership.in_future'])
  expect(await codeOf(await until(ago(4)))).toEqual([422, 'membership.ends_before_start'])
  expect(await codeOf(await end(id, randomUUID()))).toEqual([404, 'membership.not_found'])
  const other = await aTeam()
  expect(await codeOf(await end(other.id, membership))).toEqual([404, 'membership.not_found'])
})

test.each([
  ['employee', { employeeId: randomUUID() }, 'employee.not_found'],
  ['member', { memberId: randomUUID() }, 'member.not_found'],
])('an unknown %s does not join', async (_, who, code) => {
  expect(await codeOf(await tryToJoin((await aTeam()).id, { who }))).toEqual([404, code])
})

test('leaving and coming back stay known; each is told', async () => {
  const { id } = await aTeam()
  const first = await join(id, { ...somebody('Anaïs'), since: ago(100), leads: true })
  await ok(end(id, first.id, { body: { until: ago(50) } }))
  const second = await join(id, { who: { employeeId: first.employeeId } })
  expect(await membersOf(id)).toMatchObject([
    { id: second.id, name: 'Anaïs', until: null, leads: false },
    { id: first.id, name: 'Anaïs', since: first.since, until: expect.any(String) as string, leads: true },
  ])
  const facts = { teamId: id, siteId: lyon.id, employeeId: first.employeeId }
  expect(await told('team.created', id)).toEqual([{ data: { teamId: id, siteId: lyon.id } }])
  expect(await told('team.member_joined', id)).toEqual([
    { data: { ...facts, membershipId: first.id } },
    { data: { ...facts, membershipId: second.id } },
  ])
  expect(await told('team.member_left', id)).toEqual([{ data: { ...facts, membershipId: first.id } }])
})

test('a leaving can be taken back, and the end of a team ends whoever is in it', async () => {
  const { id } = await aTeam()
  const [one, other] = [await join(id, { ...somebody(), since: ago(9) }), await join(id, somebody())]
  await ok(end(id, one.id))
  expect((await ok<TeamMembership>(end(id, one.id, { method: 'DELETE', body: undefined }))).until).toBeNull()
  await ok(hr(`/api/teams/${id}/members/${other.id}`, { method: 'PATCH', body: { leads: true } }))
  const listed = async () => (await ok<Listed<Team>>(hr('/api/teams'))).items.find((team) => team.id === id)
  expect(await listed()).toMatchObject({ members: 2, leads: [other.name], endedAt: null })
  await ok(hr(`/api/teams/${id}/end`, { method: 'PUT' }))
  expect(await listed()).toMatchObject({ members: 0, leads: [], endedAt: expect.any(String) as string })
  expect((await membersOf(id)).every(({ until }) => until !== null)).toBe(true)
  expect(await codeOf(await tryToJoin(id, somebody()))).toEqual([409, 'team.ended'])
  await ok(hr(`/api/teams/${id}/end`, { method: 'DELETE' }))
  expect(await listed()).toMatchObject({ members: 2, leads: [other.name], endedAt: null })
})

test('a member who joins is an employee once, under the member’s name; an employee can be renamed', async () => {
  const adviser = await house.signIn('adviser')
  const { userId: memberId, name } = await ok<{ userId: string; name: string }>(adviser('/api/session'))
  const employees = async () => ok<Listed<Employee> & { others: { memberId: string }[] }>(hr('/api/employees'))
  expect((await employees()).others.map((one) => one.memberId)).toContain(memberId)
  const teams = [await aTeam(), await aTeam(nice.id)]
  const [first, second] = [
    await join(teams[0]!.id, { who: { memberId } }),
    await join(teams[1]!.id, { who: { memberId } }),
  ]
  expect(second).toMatchObject({ employeeId: first.employeeId, memberId, name })
  await ok(hr(`/api/employees/${first.employeeId}`, { method: 'PATCH', body: { name: 'Camille' } }))
  const { items, others } = await employees()
  expect(others.map((one) => one.memberId)).not.toContain(memberId)
  const found = items.find(({ id }) => id === first.employeeId)
  expect(found).toMatchObject({ name: 'Camille', memberId, siteIds: [] })
  expect(new Set(found!.teamIds)).toEqual(new Set(teams.map(({ id }) => id)))
})

test('who works at a site is known from when to when', async () => {
  const members = `/api/sites/${lyon.id}/members`
  const joined = await ok<TeamMembership>(hr(members, { body: { ...somebody('Lou'), since: ago(48) } }))
  expect(await codeOf(await hr(members, { body: { who: { employeeId: joined.employeeId } } }))).toEqual([
    409,
    'membership.already',
  ])
  await ok(hr(`${members}/${joined.id}/end`, { method: 'PUT', body: {} }))
  const { items } = await ok<Listed<TeamMembership>>(hr(members))
  expect(items.find(({ id }) => id === joined.id)).toMatchObject({ name: 'Lou', since: joined.since })
  expect(await told('site.member_left', joined.id)).toHaveLength(1)
})

/** What a person of human resources sees of people. */
async function seen(who: Client) {
  const [teams, employees] = [
    await ok<Listed<Team>>(who('/api/teams')),
    await ok<Listed<Employee>>(who('/api/employees')),
  ]
  return { teams: new Set(teams.items.map(({ id }) => id)), people: new Set(employees.items.map(({ id }) => id)) }
}

test('human resources of one site look after its teams and people, those who left included, and nobody else', async () => {
  const [here, there, nowhere] = [await aTeam(), await aTeam(nice.id), await aTeam(null)]
  const [one, gone, other, third] = [
    await join(here.id, somebody()),
    await join(here.id, { ...somebody(), since: ago(9) }),
    await join(there.id, somebody()),
    await join(nowhere.id, somebody()),
  ]
  await ok(end(here.id, gone.id))
  const ofLyon = await house.signIn('hr', house.orgId, [lyon.id])
  const { teams, people } = await seen(ofLyon)
  expect([here, there, nowhere].map(({ id }) => teams.has(id))).toEqual([true, false, false])
  expect([one, gone, other, third].map(({ employeeId }) => people.has(employeeId))).toEqual([true, true, false, false])

  const { employeeId } = await join(here.id, somebody('Nouvelle'), ofLyon)
  expect((await seen(ofLyon)).people.has(employeeId)).toBe(true)
  for (const id of [there.id, nowhere.id])
    expect(await codeOf(await tryToJoin(id, somebody(), ofLyon))).toEqual([404, 'team.not_found'])
  const borrowed = { who: { employeeId: other.employeeId } }
  expect(await codeOf(await tryToJoin(here.id, borrowed, ofLyon))).toEqual([404, 'employee.not_found'])
  const rename = ofLyon(`/api/employees/${other.employeeId}`, { method: 'PATCH', body: { name: 'x' } })
  expect(await codeOf(await rename)).toEqual([404, 'employee.not_found'])
  const create = (siteId: string | null) => ofLyon('/api/teams', { body: { name: `Équipe ${(made += 1)}`, siteId } })
  expect(await codeOf(await create(nice.id))).toEqual([404, 'site.not_found'])
  expect(await codeOf(await create(null))).toEqual([403, 'scope.beyond'])
  expect((await create(lyon.id)).status).toBe(201)
  const move = ofLyon(`/api/teams/${here.id}`, { method: 'PATCH', body: { siteId: null } })
  expect(await codeOf(await move)).toEqual([403, 'scope.beyond'])
})
