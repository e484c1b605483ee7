import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { codeOf } from '#test/answers'
import { anOrg, aSite } from '#test/factories'
import { testServer } from '#test/server'
import type { Website } from './contract.ts'

const house = await testServer()
const other = await anOrg(house.query)
const marketing = await house.signIn('marketing')
const rival = await house.signIn('marketing', other.orgId)
const site = await aSite(house.db, { orgId: house.orgId })

const declare = (host: string, who = marketing, siteId = site.id) => who('/api/websites', { body: { siteId, host } })

test.each(['', 'https://www.exemple.fr', 'www.exemple.fr/contact', 'www exemple.fr', '"><script>', 'a..fr', 'é.fr'])(
  '%j is no host',
  async (host) => expect(await codeOf(await declare(host))).toEqual([400, 'input.invalid']),
)

test('a site that is not ours has no website', async () => {
  const theirs = await aSite(house.db, other)
  for (const id of [theirs.id, randomUUID()])
    expect(await codeOf(await declare('autre.exemple.fr', marketing, id))).toEqual([404, 'site.not_found'])
})

test('one host is one website; another organisation may declare it too, with a key of its own', async () => {
  const first = (await (await declare('Boutique.exemple.fr ')).json()) as Website
  expect(first.host).toBe('boutique.exemple.fr')
  expect(await codeOf(await declare('boutique.exemple.fr'))).toEqual([409, 'value.taken'])
  const theirSite = await aSite(house.db, other)
  const theirs = (await (await declare('boutique.exemple.fr', rival, theirSite.id)).json()) as Website
  expect(theirs.key).not.toBe(first.key)
})

test('another organisation sees nothing of it, nor do advisers; supervisors see and do not declare', async () => {
  const { id } = (await (await declare('vu.exemple.fr')).json()) as Website
  expect(await codeOf(await rival(`/api/websites/${id}`))).toEqual([404, 'website.not_found'])
  expect(JSON.stringify(await (await rival('/api/websites')).json())).not.toContain(id)
  const [adviser, supervisor] = [await house.signIn('adviser'), await house.signIn('supervisor')]
  for (const client of [adviser, supervisor]) expect((await declare('conseil.exemple.fr', client)).status).toBe(403)
  expect((await adviser(`/api/websites/${id}`)).status).toBe(403)
  expect((await supervisor(`/api/websites/${id}`)).status).toBe(200)
})

test('what to paste names the script and the key; the live check is empty before the first page', async () => {
  const website = (await (await declare('neuf.exemple.fr:8080')).json()) as Website
  expect(website.snippet).toBe(`<script async src="${house.url}/t.js" data-key="${website.key}"></script>`)
  expect(website).toMatchObject({ seenAt: null, seenUrl: null, host: 'neuf.exemple.fr:8080' })
  expect(website.key).toMatch(/^[\w-]{12}$/)
})
