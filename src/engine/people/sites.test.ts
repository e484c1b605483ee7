import { expect, test } from 'vitest'
import { anOrg, aSite } from '#test/factories'
import { testServer } from '#test/server'
import { addLine, findLine, getSite, listSites } from './index.ts'
import type { Site } from './contract.ts'

const house = await testServer()
const { db, query } = house
const administrator = await house.signIn('administrator')
const rival = await house.signIn('administrator', (await anOrg(query)).orgId)
const org = { orgId: house.orgId }

const create = (body: object, who = administrator) => who('/api/sites', { body })
const created = async (body: object) => {
  const reply = await create(body)
  expect(reply.status).toBe(201)
  return (await reply.json()) as Site
}
const codeOf = async (reply: Response) => ((await reply.json()) as { code: string }).code
const firstCodeOf = async (reply: Response) => ((await reply.json()) as { errors: { code: string }[] }).errors[0]!.code

test.each([
  ['nothing dialable', 'bonjour'],
  ['too few digits', '01 99 00 12'],
  ['a hidden caller', 'anonymous'],
  ['an M2M number', '0700 12 34 56 78 90'],
  ['a short number', '3949'],
  ['an emergency number', '112'],
  ['two numbers', '01 99 00 12 34 / 01 99 00 12 35'],
])('a site’s number cannot be %s', async (_, phone) => {
  const reply = await create({ name: 'Nantes', phone })
  expect([reply.status, await codeOf(reply)]).toEqual([422, 'phone.not_dialable'])
})

test.each(['Europe/Nantes', 'Paris', '', 'CEST+2'])('%j is no time zone', async (timeZone) => {
  const reply = await create({ name: 'Nantes', phone: '01 99 00 20 00', timeZone })
  expect([reply.status, await firstCodeOf(reply)]).toEqual([400, 'site.unknown_time_zone'])
})

test('one number is one site’s', async () => {
  await created({ name: 'Lyon', phone: '04 65 71 20 00' })
  const reply = await create({ name: 'Lyon bis', phone: '+33 4 65 71 20 00' })
  expect([reply.status, await codeOf(reply)]).toEqual([409, 'line.taken'])
})

test('only who manages sites creates and changes them', async () => {
  const { id } = await created({ name: 'Lille', phone: '03 53 01 20 00' })
  for (const role of ['marketing', 'supervisor', 'adviser', 'auditor'] as const) {
    const client = await house.signIn(role)
    expect((await create({ name: 'Rennes', phone: '02 61 91 20 00' }, client)).status).toBe(403)
    expect((await client(`/api/sites/${id}`, { method: 'PATCH', body: { name: 'Rennes' } })).status).toBe(403)
    expect((await client('/api/sites')).status).toBe(200)
  }
})

test('another organisation sees and changes nothing, and may have the same number', async () => {
  const { id } = await created({ name: 'Brest', phone: '02 61 91 20 01' })
  expect(JSON.stringify(await (await rival('/api/sites')).json())).not.toContain(id)
  expect((await rival(`/api/sites/${id}`, { method: 'PATCH', body: { name: 'Pris' } })).status).toBe(404)
  expect((await create({ name: 'Brest', phone: '02 61 91 20 01' }, rival)).status).toBe(201)
  expect((await db.as(org, (tx) => getSite(tx, id))).name).toBe('Brest')
})

test('a line cannot be given to another organisation’s site', async () => {
  const other = await anOrg(query)
  const { id } = await aSite(db, other)
  await expect(db.as(org, (tx) => addLine(tx, id, '+33199002009'))).rejects.toMatchObject({ code: '23503' })
})

test.each([
  ['0262 12 34 56', '+262262123456'],
  ['0590 27 12 34', '+590590271234'],
  ['0696 12 34 56', '+596696123456'],
  ['06 39 98 20 00', '+33639982000'],
  ['+33 (0)1 99 00 20 01', '+33199002001'],
  ['01\u202f99\u202f00\u202f20\u202f02', '+33199002002'],
  ['+32 2 555 12 12', '+3225551212'],
])('%s is kept as %s', async (phone, kept) => {
  expect((await created({ name: kept, phone, timeZone: 'Indian/Reunion' })).phone).toBe(kept)
})

test('a new number leaves the old one answered by the site; nobody’s number is nobody’s line', async () => {
  const site = await created({ name: 'Nice', phone: '04 65 71 20 10' })
  const taken = await created({ name: 'Toulon', phone: '04 65 71 20 11' })
  const change = (phone: string) => administrator(`/api/sites/${site.id}`, { method: 'PATCH', body: { phone } })
  expect(await codeOf(await change('04 65 71 20 11'))).toBe('line.taken')
  expect(((await (await change('04 65 71 20 12')).json()) as Site).phone).toBe('+33465712012')
  await db.as(org, async (tx) => {
    expect((await findLine(tx, '04 65 71 20 10'))?.siteId).toBe(site.id)
    expect((await findLine(tx, '+33465712012'))?.sitePhone).toBe('+33465712012')
    expect((await findLine(tx, '04 65 71 20 11'))?.siteId).toBe(taken.id)
    expect(await findLine(tx, '04 65 71 20 13')).toBeUndefined()
    expect(await findLine(tx, 'anonymous')).toBeUndefined()
  })
  expect((await change('04 65 71 20 10')).status).toBe(200) // and back again
})

test('sites are sorted as people sort', async () => {
  const acme = await anOrg(query)
  for (const name of ['Zuydcoote', 'évry', 'Étampes', 'Amiens']) await aSite(db, acme, { name })
  const names = (await db.as(acme, listSites)).map((site) => site.name)
  expect(names).toEqual(['Amiens', 'Étampes', 'évry', 'Zuydcoote'])
})

test('a change of time zone is told, a change of name is not', async () => {
  const { id } = await created({ name: 'Cayenne', phone: '0594 30 12 34' })
  await administrator(`/api/sites/${id}`, { method: 'PATCH', body: { name: 'Cayenne centre' } })
  await administrator(`/api/sites/${id}`, { method: 'PATCH', body: { timeZone: 'America/Cayenne' } })
  await administrator(`/api/sites/${id}`, { method: 'PATCH', body: { timeZone: 'America/Cayenne' } })
  const told = await query(`select data from core.event where type = 'site.zone_changed' and data->>'siteId' = $1`, [
    id,
  ])
  expect(told).toEqual([{ data: { siteId: id, timeZone: 'America/Cayenne' } }])
})
