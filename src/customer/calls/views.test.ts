import { expect, test } from 'vitest'
import { codeOf } from '#test/answers'
import { anOrg, aSite } from '#test/factories'
import { testServer } from '#test/server'
import type { CallView } from './view-contract.ts'

const house = await testServer()
const owner = await house.signIn('owner')
const marketing = await house.signIn('marketing')
const rivalOrg = await anOrg(house.query)
const rival = await house.signIn('owner', rivalOrg.orgId)
type Person = typeof owner
const list = async (by: Person) => ((await (await by('/api/call-views')).json()) as { items: CallView[] }).items
const keep = (by: Person, view: object) => by('/api/call-views', { body: { search: {}, ...view } })

test('one’s own views are one’s own; shared ones are everybody’s to see and their author’s to remove', async () => {
  const view = { name: 'Manqués du mois', period: 'thisMonth', search: { outcome: 'missed', by: 'number' } }
  expect((await keep(owner, view)).status).toBe(201)
  expect(await codeOf(await keep(owner, view))).toEqual([409, 'value.taken'])
  expect(
    (await keep(marketing, { name: 'Ensemble', shared: true, search: { from: '2026-01-01', credit: 'first' } })).status,
  ).toBe(201)
  expect(await list(owner)).toMatchObject([
    { name: 'Ensemble', mine: false, shared: true, period: null, search: { from: '2026-01-01', credit: 'first' } },
    { ...view, mine: true, shared: false },
  ])
  expect((await list(marketing)).map(({ name }) => name)).toEqual(['Ensemble'])
  expect(await list(rival)).toEqual([])
  const { id } = (await list(marketing))[0]!
  for (const other of [owner, rival])
    expect(await codeOf(await other(`/api/call-views/${id}`, { method: 'DELETE' }))).toEqual([
      404,
      'call_view.not_found',
    ])
  expect((await marketing(`/api/call-views/${id}`, { method: 'DELETE' })).status).toBe(200)
  expect((await list(owner)).map(({ name }) => name)).toEqual(['Manqués du mois'])
})

test('a view looks as the screen can look', async () => {
  expect(await codeOf(await keep(owner, { name: 'x', search: { outcome: 'lost' } }))).toEqual([400, 'input.invalid'])
  expect(await codeOf(await keep(owner, { name: 'x', period: 'forever' }))).toEqual([400, 'input.invalid'])
  expect(await codeOf(await keep(owner, { name: ' ' }))).toEqual([400, 'input.invalid'])
})

test('whoever is of some sites keeps views too, and sees none that may name other sites', async () => {
  const site = await aSite(house.db, { orgId: house.orgId })
  const scoped = await house.signIn('adviser', house.orgId, [site.id])
  expect((await keep(scoped, { name: 'Mes appels' })).status).toBe(201)
  await keep(marketing, { name: 'Pour tous', shared: true })
  expect((await list(scoped)).map(({ name }) => name)).toEqual(['Mes appels'])
  const { id } = (await list(scoped))[0]!
  expect((await scoped(`/api/call-views/${id}`, { method: 'DELETE' })).status).toBe(200)
})
