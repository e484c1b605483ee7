import { expect, test } from 'vitest'
import type { Request } from '#engine/requests/contract'
import { codeOf, json } from '#test/asking'
import { anOrg, aSite } from '#test/factories'
import { membersOf } from '#test/members'
import { testServer } from '#test/server'
import type { Cadence, OneToOne, OneToOneDecision, OneToOneDetail } from './contract.ts'
import { planTalks } from './cadences.ts'
import { purge } from './repo.ts'

const house = await testServer()
const { db, query } = house
const acme = { orgId: house.orgId }
const members = membersOf(house)
const person = async (role: 'adviser' | 'supervisor') => {
  const { id, email } = await members.somebody(role)
  return { id, ask: await members.enter(email) }
}
const [chief, adviser, other] = [await person('supervisor'), await person('adviser'), await person('adviser')]
const [owner, hr] = [await house.signIn('owner'), await house.signIn('hr')]
const rival = await house.signIn('owner', (await anOrg(query)).orgId)
const site = await aSite(db, acme, { name: 'Lyon' })
// She sees another site's data only, and reads her own talks all the same.
await query('update core.membership set whole_org = false where account_id = $1', [adviser.id])
await query('insert into core.membership_site (org_id, account_id, site_id) values ($1, $2, $3)', [
  house.orgId,
  adviser.id,
  (await aSite(db, acme, { name: 'Tours' })).id,
])
const team = await json<{ id: string }>(owner('/api/teams', { body: { name: 'Accueil', siteId: site.id } }))
const join = (memberId: string, leads = false) =>
  json<{ id: string }>(owner(`/api/teams/${team.id}/members`, { body: { who: { memberId }, leads } }))
await join(chief.id, true)
await join(adviser.id)
await owner(`/api/teams/${team.id}/members`, { body: { who: { name: 'Zoé' } } })

const mine = async (by: typeof owner) => (await json<{ items: OneToOne[] }>(by('/api/one-to-ones'))).items
const read = (by: typeof owner, id: string) => by(`/api/one-to-ones/${id}`)
const put = (by: typeof owner, id: string, what: string, body?: object) =>
  by(`/api/one-to-ones/${id}/${what}`, { method: 'PUT', body })
const preparation = { pleasures: 'Le nouveau standard', displeasures: 'Les lundis', wishes: 'Une formation' }
const today = new Date().toISOString().slice(0, 10)

test('a cadence is human resources’ to set; talks are planned from it, once', async () => {
  const set = (by: typeof owner, everyWeeks: number | null = 4) =>
    by(`/api/cadences/${team.id}`, { method: 'PUT', body: { everyWeeks } })
  expect([(await set(chief.ask)).status, (await set(rival)).status, (await set(adviser.ask)).status]).toEqual([
    403, 404, 403,
  ])
  expect(await json(set(hr))).toMatchObject({ everyWeeks: 4, managerName: expect.any(String), people: 2, held: 0 })
  await db.as(acme, planTalks)
  const talks = await mine(chief.ask)
  expect(talks.map(({ iAm }) => iAm)).toEqual(['manager', 'manager'])
  expect(await mine(adviser.ask)).toMatchObject([{ iAm: 'employee', late: false, shared: false, heldOn: null }])
})

test('nobody but the two reads it: no owner, no human resources, no program, not the application without a user', async () => {
  const [talk] = await mine(adviser.ask)
  await put(adviser.ask, talk!.id, 'preparation', preparation)
  for (const by of [owner, hr, other.ask, rival]) {
    expect((await read(by, talk!.id)).status).toBe(404)
    expect(await mine(by)).toEqual([])
  }
  const key = await house.apiKey(['one_to_ones.read', 'one_to_ones.hold'])
  expect(await mine(key)).toEqual([])
  for (const table of ['one_to_one', 'one_to_one_note', 'one_to_one_decision'] as const)
    expect(await db.as(acme, (tx) => tx.selectFrom(`employee.${table}`).selectAll().execute())).toEqual([])
})

test('what the employee prepares is theirs until they show it; it cannot be written by the manager', async () => {
  const [talk] = await mine(adviser.ask)
  expect(await json(read(adviser.ask, talk!.id))).toMatchObject({ preparation })
  expect(await json(read(chief.ask, talk!.id))).toMatchObject({ preparation: null, shared: false })
  expect(await codeOf(put(chief.ask, talk!.id, 'preparation', preparation))).toBe('one_to_one.not_yours')
  expect(await codeOf(put(chief.ask, talk!.id, 'sharing'))).toBe('one_to_one.not_yours')
  await put(chief.ask, talk!.id, 'agenda', { points: 'Planning de décembre' })
  expect(await json(read(adviser.ask, talk!.id))).toMatchObject({ agenda: { manager: 'Planning de décembre' } })
  await put(adviser.ask, talk!.id, 'sharing')
  expect(await json(read(chief.ask, talk!.id))).toMatchObject({ preparation, shared: true })
})

test('what they decide is a request with a clock, between the two alone', async () => {
  const [talk] = await mine(adviser.ask)
  const decide = (by: typeof owner, body: object) => by(`/api/one-to-ones/${talk!.id}/decisions`, { body })
  const decision = { subject: 'Un casque neuf', dueOn: '2099-01-15', owedBy: 'manager' }
  expect((await decide(owner, decision)).status).toBe(404)
  await owner('/api/webhooks', { body: { url: 'https://crm.exemple.fr/', eventTypes: ['request.opened'] } })
  await owner('/api/requests', { body: { subject: 'Ouvert à tous', dueAt: '2099-02-15T09:00:00Z' } })
  const made = await json<OneToOneDecision>(decide(adviser.ask, decision))
  expect(made).toMatchObject({ kind: 'decision', subject: 'Un casque neuf', closedAt: null, late: false })
  const requests = async (by: typeof owner) => (await json<{ items: Request[] }>(by('/api/requests'))).items
  const open = { subject: 'Ouvert à tous', isPrivate: false }
  expect(await requests(chief.ask)).toMatchObject([{ id: made.id, isPrivate: true, ownerId: chief.id }, open])
  expect([await requests(owner), await requests(other.ask)]).toMatchObject([[open], [open]])
  expect((await owner(`/api/requests/${made.id}`)).status).toBe(404)
  const give = (ownerId: string | null) =>
    chief.ask(`/api/requests/${made.id}/owner`, { method: 'PUT', body: { ownerId } })
  expect([await codeOf(give(other.id)), await codeOf(give(null))]).toEqual([
    'request.between_two',
    'request.between_two',
  ])
  await house.settled()
  // Rules and webhooks are told nothing of it.
  const messages = (words: string) => query('select from engine.webhook_message where body::text like $1', [words])
  expect([(await messages('%Ouvert à tous%')).length, (await messages('%casque%')).length]).toEqual([1, 0])
  expect((await owner(`/api/one-to-one-decisions/${made.id}/closure`, { method: 'PUT' })).status).toBe(404)
  const skill = { kind: 'skill', subject: 'Médiation', dueOn: '2020-01-15', owedBy: 'employee' }
  expect(await json(decide(chief.ask, skill))).toMatchObject({ kind: 'skill', late: true })
  const closed = await json(chief.ask(`/api/one-to-one-decisions/${made.id}/closure`, { method: 'PUT' }))
  expect(closed).toMatchObject({ closedAt: expect.any(String) })
  const zoe = (await mine(chief.ask)).find(({ employeeName }) => employeeName === 'Zoé')
  const toNobody = chief.ask(`/api/one-to-ones/${zoe!.id}/decisions`, { body: { ...decision, owedBy: 'employee' } })
  expect(await codeOf(toNobody)).toBe('one_to_one.nobody')
})

test('held once, it plans the next; management sees that it was, and how much was decided', async () => {
  const [talk] = await mine(adviser.ask)
  expect(await codeOf(put(chief.ask, talk!.id, 'holding', { heldOn: '2099-01-01' }))).toBe('one_to_one.in_future')
  await put(chief.ask, talk!.id, 'day', { dueOn: '2026-01-05' })
  const cadence = async () =>
    (await json<{ items: Cadence[] }>(hr('/api/cadences'))).items.find(({ id }) => id === team.id)
  expect(await cadence()).toMatchObject({ late: 1 })
  const held = await json<OneToOneDetail>(put(adviser.ask, talk!.id, 'holding', { heldOn: today }))
  expect(held).toMatchObject({ heldOn: today })
  expect(await codeOf(put(chief.ask, talk!.id, 'holding', { heldOn: today }))).toBe('one_to_one.over')
  expect(await codeOf(put(adviser.ask, talk!.id, 'preparation', preparation))).toBe('one_to_one.over')
  const [next] = await mine(adviser.ask)
  expect(next!.dueOn).toBe(new Date(Date.parse(today) + 28 * 86_400_000).toISOString().slice(0, 10))
  expect(await json(read(chief.ask, next!.id))).toMatchObject({ before: [{ subject: 'Médiation' }], decisions: [] })
  const seen = await cadence()
  expect(seen).toMatchObject({ held: 1, decided: 1, decisions: 2, decisionsClosed: 1, decisionsLate: 1, late: 0 })
  expect(JSON.stringify(seen)).not.toContain('casque')
})

test('another who leads reads nothing of what was said to the one before', async () => {
  const before = (await mine(adviser.ask)).map(({ id }) => id)
  const { items } = await json<{ items: { id: string; memberId: string }[] }>(owner(`/api/teams/${team.id}/members`))
  const lead = items.find(({ memberId }) => memberId === chief.id)!
  await owner(`/api/teams/${team.id}/members/${lead.id}/end`, { method: 'PUT', body: {} })
  await join(other.id, true)
  await db.as(acme, planTalks)
  for (const id of before) expect((await read(other.ask, id)).status).toBe(404)
  const next = (await mine(other.ask)).find(({ iAm, prepares }) => iAm === 'manager' && !prepares)
  expect(await json(read(other.ask, next!.id))).toMatchObject({
    preparation: null,
    agenda: { employee: '' },
    before: [],
  })
  expect((await mine(chief.ask)).every(({ ended, heldOn }) => ended || heldOn !== null)).toBe(true)
})

test('what was said goes with time, with what was decided', async () => {
  const counts = () =>
    query(`select (select count(*)::int from employee.one_to_one where held_on is not null) as held,
      (select count(*)::int from engine.request where between_two is not null) as decided`)
  expect(await counts()).toEqual([{ held: 1, decided: 2 }])
  expect(await db.as(acme, (tx) => purge(tx, new Date(Date.now() - 86_400_000), 100))).toBe(0)
  await db.as(acme, (tx) => purge(tx, new Date(Date.now() + 2 * 86_400_000), 100))
  expect(await counts()).toEqual([{ held: 0, decided: 0 }])
})
