import { beforeAll, expect, test } from 'vitest'
import { recordCall } from '#engine/interactions'
import type { Tx } from '#kernel/db'
import { aCall, anOrg, aSite } from '#test/factories'
import { type Client, testServer } from '#test/server'
import type { Request, RequestDetail } from './contract.ts'
import { assignRequest, closeRequest, type NewRequest, openRequest, reopenRequest } from './service.ts'

const house = await testServer()
const { db, query } = house
const acme = { orgId: house.orgId }
const rival = await anOrg(query)
const [paris, theirs] = [await aSite(db, acme, { name: 'Paris' }), await aSite(db, rival)]

let adviser: Client
let me: string
beforeAll(async () => {
  adviser = await house.signIn('adviser')
  me = ((await (await adviser('/api/session')).json()) as { userId: string }).userId
})

const lostBook: NewRequest = {
  subject: 'Livre égaré',
  dueAt: '2026-11-24T10:00:00Z',
  siteId: null,
  ownerId: null,
  interactionId: null,
}
const as = <T>(work: (tx: Tx) => Promise<T>, org = acme) => db.as(org, work)
const open = (given: Partial<NewRequest> = {}, org = acme) =>
  as((tx) => openRequest(tx, { ...lostBook, ...given }), org)
const eventsOf = (id: string) =>
  query(`select type from core.event where data ->> 'requestId' = $1 order by id`, [id]).then((rows) =>
    rows.map(({ type }) => type),
  )

test('another organisation neither sees, closes, reopens nor gives it', async () => {
  const { id } = await open()
  for (const verb of [
    (tx: Tx) => closeRequest(tx, id),
    (tx: Tx) => reopenRequest(tx, id),
    (tx: Tx) => assignRequest(tx, id, null),
  ])
    await expect(as(verb, rival)).rejects.toMatchObject({ code: 'request.not_found' })
  const stranger = await house.signIn('owner', rival.orgId)
  expect((await stranger(`/api/requests/${id}`)).status).toBe(404)
  expect(await (await stranger('/api/requests')).json()).toMatchObject({ items: [], counts: { open: 0 } })
})

test('it points to nothing of another organisation', async () => {
  const told = { kind: 'api', name: 'essai' }
  const call = await as((tx) => recordCall(tx, told, aCall({ to: theirs.phone })), rival)
  await expect(open({ interactionId: call.id })).rejects.toMatchObject({ code: 'call.not_found' })
  await expect(open({ siteId: theirs.id })).rejects.toMatchObject({ code: '23503' })
  await expect(open({ ownerId: me }, rival)).rejects.toMatchObject({ code: 'reference.unknown' })
})

test.each([
  ['no subject', { subject: '  ' }],
  ['a subject without end', { subject: 'x'.repeat(201) }],
  ['no instant', { dueAt: 'demain' }],
])('%s is refused', async (_, wrong) => {
  expect((await adviser('/api/requests', { body: { ...lostBook, ...wrong } })).status).toBe(400)
})

test('closed once, it is neither closed again nor given; opened again, it is as before', async () => {
  const { id } = await open()
  const results = await Promise.allSettled([1, 2, 3].map(() => as((tx) => closeRequest(tx, id))))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await expect(as((tx) => closeRequest(tx, id))).rejects.toMatchObject({ code: 'request.already_closed', status: 409 })
  await expect(as((tx) => assignRequest(tx, id, me))).rejects.toMatchObject({ code: 'request.already_closed' })
  expect(await as((tx) => reopenRequest(tx, id))).toMatchObject({ closedAt: null })
  await as((tx) => reopenRequest(tx, id))
  expect(await eventsOf(id)).toEqual(['request.opened', 'request.closed', 'request.reopened'])
})

test('what came of a call is owed to its person, at its site, and says who did what', async () => {
  const call = await as((tx) => recordCall(tx, { kind: 'api', name: 'essai' }, aCall({ to: paris.phone })))
  const reply = await adviser('/api/requests', { body: { ...lostBook, interactionId: call.id } })
  const { id } = (await reply.json()) as Request
  await adviser(`/api/requests/${id}/owner`, { method: 'PUT', body: { ownerId: me } })
  await adviser(`/api/requests/${id}/owner`, { method: 'PUT', body: { ownerId: me } })
  await adviser(`/api/requests/${id}/closure`, { method: 'PUT' })
  const detail = (await (await adviser(`/api/requests/${id}`)).json()) as RequestDetail
  expect(detail).toMatchObject({ siteName: 'Paris', interactionId: call.id, ownerName: 'adviser', ownerId: me })
  expect(detail.history.map(({ kind, by, ownerName }) => [kind, by, ownerName])).toEqual([
    ['opened', 'adviser', null],
    ['assigned', 'adviser', 'adviser'],
    ['closed', 'adviser', 'adviser'],
  ])
  const [row] = await query('select person_id from engine.request where id = $1', [id])
  expect(row!.person_id).toEqual(expect.any(String))
})

test('late ones come first, page after page; filters and counts say the same', async () => {
  const org = await anOrg(query)
  const owner = await house.signIn('supervisor', org.orgId)
  const { userId } = (await (await owner('/api/session')).json()) as { userId: string }
  const site = await aSite(db, org)
  const hour = 3_600_000
  const at = (hours: number) => new Date(Date.now() + hours * hour).toISOString()
  for (const [subject, hours, given] of [
    ['dans trois jours', 72, {}],
    ['hier', -24, { siteId: site.id }],
    ['demain', 24, { ownerId: userId }],
    ['la semaine dernière', -168, { ownerId: userId }],
  ] as const)
    await open({ subject, dueAt: at(hours), ...given }, org)
  const done = await open({ subject: 'fait', dueAt: at(1) }, org)
  await as((tx) => closeRequest(tx, done.id), org)

  type Listed = { items: Request[]; next: string | null; counts: object }
  const read = async (search: string) => (await (await owner(`/api/requests?${search}`)).json()) as Listed
  const subjects = async (search: string) => (await read(search)).items.map(({ subject }) => subject)
  const first = await read('limit=3')
  const second = await read(`limit=3&cursor=${first.next}`)
  expect([...first.items, ...second.items].map(({ subject, late }) => [subject, late])).toEqual([
    ['la semaine dernière', true],
    ['hier', true],
    ['demain', false],
    ['dans trois jours', false],
  ])
  expect(second.next).toBeNull()
  expect(first.counts).toEqual({ open: 4, late: 2, mine: 2, unowned: 2 })
  expect(await subjects('late=yes')).toEqual(['la semaine dernière', 'hier'])
  expect(await subjects('owner=me')).toEqual(['la semaine dernière', 'demain'])
  expect(await subjects('owner=none')).toEqual(['hier', 'dans trois jours'])
  expect(await subjects(`owner=${userId}&late=yes`)).toEqual(['la semaine dernière'])
  expect(await subjects(`siteId=${site.id}`)).toEqual(['hier'])
  expect(await subjects('state=closed')).toEqual(['fait'])
  expect((await owner('/api/requests?cursor=abc')).status).toBe(422)
})

test('only who works here may be given something', async () => {
  const { items } = (await (await adviser('/api/request-owners')).json()) as { items: { id: string; name: string }[] }
  expect(items).toContainEqual({ id: me, name: 'adviser' })
  expect(items.every((item) => Object.keys(item).length === 2)).toBe(true)
})
