import { expect, test } from 'vitest'
import { codeOf } from '#test/answers'
import { anOrg } from '#test/factories'
import { testServer } from '#test/server'
import type { CallStatistics } from '#customer/calls/contract'
import type { ContactDetail } from './contract.ts'

// The company's own file of customers and sales, and what it tells of calls.

const house = await testServer()
const owner = await house.signIn('owner')
const rivalOrg = await anOrg(house.query)
const rival = await house.signIn('owner', rivalOrg.orgId)
const json = async <T>(reply: Promise<Response>) => (await reply).json() as Promise<T>

const site = await json<{ id: string }>(owner('/api/sites', { body: { name: 'Nantes', phone: '02 61 91 00 01' } }))
const flyer = {
  name: 'Dépliant',
  medium: 'print',
  channel: 'Print',
  costCents: 20_000,
  startsOn: '2026-11-01',
  endsOn: '2026-11-10',
}
const campaign = await json<{ id: string }>(owner('/api/campaigns', { body: flyer }))
const to = '01 99 00 12 34'
await owner('/api/numbers', { body: { siteId: site.id, campaignId: campaign.id, phone: to } })

let calls = 0
async function call(from: string, day: string): Promise<string> {
  const event = { externalId: `c${(calls += 1)}`, from, to, status: 'no-answer', startedAt: `${day}T10:00:00Z` }
  const { id } = await json<{ id: string }>(owner('/api/calls', { body: event }))
  await expect.poll(async () => (await owner(`/api/calls/${id}`)).status).toBe(200)
  return id
}
type Told = { items: { outcome: string; code: string | null; message: string | null }[] }
const tell = async (path: string, ...items: object[]) => (await json<Told>(owner(path, { body: { items } }))).items
const outcomes = async (path: string, ...items: object[]) =>
  (await tell(path, ...items)).map(({ outcome, code }) => code ?? outcome)
const contactOf = async (search: string) => {
  const { items } = await json<{ items: { id: string }[] }>(owner(`/api/contacts?search=${encodeURIComponent(search)}`))
  return json<ContactDetail>(owner(`/api/contacts/${items[0]!.id}`))
}
const statistics = () => json<CallStatistics>(owner('/api/call-statistics?from=2026-11-01&to=2026-11-30&by=campaign'))
const settles = async (id: string, expected: object) =>
  expect.poll(() => json(owner(`/api/calls/${id}`))).toMatchObject(expected)

test('what cannot be known by anything, dialled or told apart is refused, line by line; the rest is kept', async () => {
  expect(
    await tell(
      '/api/contacts',
      { name: 'Sans rien' },
      { name: 'Faux numéro', phones: ['12'] },
      { reference: 'A1', name: 'Alix', phones: ['02 61 91 12 12'] },
      { reference: 'A2', name: 'Basile', phones: ['02 61 91 12 12'] },
    ),
  ).toMatchObject([
    { outcome: 'refused', code: 'contact.unknowable', message: expect.stringContaining('référence') },
    { outcome: 'refused', code: 'phone.not_dialable' },
    { outcome: 'created', message: null },
    { outcome: 'created' },
  ])
  expect(await outcomes('/api/contacts', { phones: ['02 61 91 12 12'] })).toEqual(['contact.several'])
  expect(await codeOf(await owner('/api/contacts', { body: { items: [{ email: 'x' }] } }))).toEqual([
    400,
    'input.invalid',
  ])
})

test('told again, a customer changes nothing; the first zero that a spreadsheet took is given back', async () => {
  const line = { reference: 'B1', name: 'Chloé', email: 'Chloe@exemple.fr', phones: ['639981101'] }
  expect(await outcomes('/api/contacts', line)).toEqual(['created'])
  expect(await outcomes('/api/contacts', line)).toEqual(['unchanged'])
  expect(await contactOf('06 39 98 11 01')).toMatchObject({
    name: 'Chloé',
    email: 'chloe@exemple.fr',
    phones: ['+33639981101'],
  })
})

test('another organisation sees none of it', async () => {
  expect(await json(rival('/api/contacts'))).toEqual({ items: [], next: null })
  const { id } = await contactOf('Chloé')
  expect(await codeOf(await rival(`/api/contacts/${id}`))).toEqual([404, 'contact.not_found'])
  expect(await codeOf(await rival(`/api/contacts/${id}`, { method: 'DELETE' }))).toEqual([404, 'contact.not_found'])
})

test('a sale after a call: who called, acquisition, value and return of the campaign', async () => {
  const id = await call('06 39 98 22 01', '2026-11-03')
  expect(await json(owner(`/api/calls/${id}`))).toMatchObject({
    personName: null,
    customer: false,
    sales: 0,
    contacts: [],
  })
  const sale = {
    reference: 'F-1',
    soldOn: '2026-11-05',
    amountCents: 45_000,
    customer: { name: 'Denis', phones: ['06 39 98 22 01'] },
  }
  expect(await outcomes('/api/sales', sale)).toEqual(['created'])
  expect(await outcomes('/api/sales', sale)).toEqual(['unchanged'])
  await settles(id, { personName: 'Denis', sales: 1, valueCents: 45_000, customer: false })
  const figures = { acquired: 1, sales: 1, valueCents: 45_000, costCents: 20_000 }
  expect((await statistics()).groups).toMatchObject([{ label: 'Dépliant', ...figures }])
  expect((await statistics()).total).toMatchObject({ acquisitionRate: { value: 1 }, prospects: 1 })

  const later = await call('06 39 98 22 01', '2026-11-12')
  await settles(later, { customer: true, sales: 0 })
  // Corrected, and then cancelled.
  expect(await outcomes('/api/sales', { ...sale, amountCents: 30_000 })).toEqual(['changed'])
  await settles(id, { sales: 1, valueCents: 30_000 })
  await outcomes('/api/sales', { ...sale, amountCents: 0 })
  await settles(id, { sales: 0, valueCents: 0 })
  await settles(later, { customer: false })
  expect(await json<{ items: unknown[] }>(owner('/api/calls?sold=yes'))).toMatchObject({ items: [] })
  await outcomes('/api/sales', sale)
  await settles(id, { sales: 1 })
})

test('of a number that several have, a call shows all their names', async () => {
  const id = await call('02 61 91 12 12', '2026-11-04')
  expect(await json(owner(`/api/calls/${id}`))).toMatchObject({
    personName: 'Alix, Basile',
    contacts: [{ name: 'Alix' }, { name: 'Basile' }],
  })
  expect((await contactOf('A1')).numbers).toMatchObject([{ phone: '+33261911212', sharedWith: [{ name: 'Basile' }] }])
})

test('a number that changes hands: earlier calls stay the first one’s', async () => {
  const before = await call('06 39 98 33 01', '2026-11-03')
  await outcomes('/api/contacts', { reference: 'E1', name: 'Fanny', phones: ['06 39 98 33 01'] })
  await settles(before, { personName: 'Fanny' })
  await outcomes('/api/contacts', { reference: 'E1', phones: ['06 39 98 33 02'] })
  await outcomes('/api/contacts', { reference: 'E2', name: 'Gaël', phones: ['06 39 98 33 01'] })
  await settles(before, { personName: 'Fanny' })
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  await settles(await call('06 39 98 33 01', tomorrow), { personName: 'Gaël' })
})

test('somebody erased leaves figures as they were, and is not written down again', async () => {
  const before = await statistics()
  const erased = await owner('/api/erasures', { body: { phone: '06 39 98 22 01', opposed: true } })
  expect(erased.ok, await erased.clone().text()).toBe(true)
  const after = await statistics()
  expect(after.total).toEqual(before.total)
  expect(after.groups).toEqual(before.groups)
  expect(await json(owner('/api/contacts?search=Denis'))).toEqual({ items: [], next: null })
  expect(await outcomes('/api/contacts', { name: 'Denis', phones: ['06 39 98 22 01'] })).toEqual(['contact.objects'])
})

test('a number that several have is erased from each of them; whose wish it is cannot be told', async () => {
  await owner('/api/erasures', { body: { phone: '02 61 91 12 12' } })
  expect(await contactOf('A1')).toMatchObject({ name: 'Alix', phones: [] })
})

test('one customer erased by their page', async () => {
  const { id } = await contactOf('E2')
  await owner(`/api/contacts/${id}`, { method: 'DELETE' })
  expect(await json(owner(`/api/contacts/${id}`))).toMatchObject({
    name: '',
    reference: null,
    phones: [],
    erased: true,
  })
})
