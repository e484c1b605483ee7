import { expect, test } from 'vitest'
import { codeOf } from '#test/answers'
import { aCampaign, anOrg } from '#test/factories'
import { testServer } from '#test/server'
import type { Campaign } from './contract.ts'
import { campaignOf, listCampaigns } from './index.ts'

const house = await testServer()
const marketing = await house.signIn('marketing')
const rival = await house.signIn('marketing', (await anOrg(house.query)).orgId)

const flyer = { name: 'Dépliant', medium: 'print', channel: 'Print' }
const create = (body: object, who = marketing) => who('/api/campaigns', { body })
const created = async (body: object) => (await (await create(body)).json()) as Campaign

test.each([
  ['no name', { name: '  ' }, 400, 'input.invalid'],
  ['a negative cost', { costCents: -1 }, 400, 'input.invalid'],
  ['half a cent', { costCents: 0.5 }, 400, 'input.invalid'],
  ['an unknown currency’s form', { currency: 'euro' }, 400, 'input.invalid'],
  ['a day that does not exist', { startsOn: '2026-02-30' }, 400, 'input.invalid'],
  ['an end before its start', { startsOn: '2026-03-02', endsOn: '2026-03-01' }, 422, 'campaign.ends_before_start'],
])('a campaign with %s is refused', async (_, wrong, status, code) => {
  expect(await codeOf(await create({ ...flyer, ...wrong }))).toEqual([status, code])
})

test('names and codes are one campaign’s, whatever their case', async () => {
  await created({ ...flyer, name: 'Printemps', code: 'printemps-2026' })
  expect(await codeOf(await create({ ...flyer, name: 'PRINTEMPS' }))).toEqual([409, 'value.taken'])
  expect(await codeOf(await create({ ...flyer, name: 'Autre', code: 'Printemps-2026' }))).toEqual([409, 'value.taken'])
})

test('only marketing and administrators declare campaigns', async () => {
  for (const role of ['supervisor', 'adviser', 'auditor'] as const)
    expect((await create(flyer, await house.signIn(role))).status).toBe(403)
})

test('another organisation sees and changes nothing, and may use the same name and code', async () => {
  const mine = { ...flyer, name: 'Été', code: 'ete' }
  const { id } = await created(mine)
  expect(await (await rival('/api/campaigns')).json()).toEqual({ items: [] })
  const change = await rival(`/api/campaigns/${id}`, { method: 'PUT', body: mine })
  expect(await codeOf(change)).toEqual([404, 'campaign.not_found'])
  expect((await create(mine, rival)).status).toBe(201)
})

test('a campaign changes as a whole', async () => {
  const { id } = await created({ ...flyer, name: 'Automne', costCents: 120_000, startsOn: '2026-09-01' })
  const reply = await marketing(`/api/campaigns/${id}`, {
    method: 'PUT',
    body: { ...flyer, name: 'Automne', medium: ' Radio ', channel: 'Radio', endsOn: '2026-09-01' },
  })
  expect(await reply.json()).toMatchObject({ id, medium: 'radio', channel: 'Radio', costCents: 0, startsOn: null })
})

test('campaigns are sorted as people sort', async () => {
  const org = await anOrg(house.query)
  for (const name of ['Été', 'zones', 'Automne', 'eau']) await aCampaign(house.db, org, { name })
  expect((await house.db.as(org, listCampaigns)).map(({ name }) => name)).toEqual(['Automne', 'eau', 'Été', 'zones'])
})

const [search, spring, print] = [
  { id: 'search', code: null, channel: 'Paid Search' },
  { id: 'spring', code: 'Printemps', channel: 'Paid Search' },
  { id: 'print', code: null, channel: 'Print' },
]
test.each([
  ['its code', { campaign: 'printemps', channel: 'Paid Search' }, 'spring'],
  ['its code in another case, on another channel', { campaign: 'PRINTEMPS', channel: 'Email' }, 'spring'],
  ['its channel, without a code', { campaign: null, channel: 'Paid Search' }, 'search'],
  ['its channel, with an empty code', { campaign: '', channel: 'Print' }, 'print'],
  ['an unknown code: none, not the channel’s', { campaign: 'hiver', channel: 'Paid Search' }, undefined],
  ['a code that only begins alike: none', { campaign: 'printemps-2', channel: 'Paid Search' }, undefined],
  ['another channel: none', { campaign: null, channel: 'Organic Search' }, undefined],
])('a visit’s campaign by %s', (_, visit, id) => {
  expect(campaignOf([search, spring, print], visit)?.id).toBe(id)
})
