import { expect, test } from 'vitest'
import type { Tx } from '#kernel/db'
import { aCall, anOrg, aSite } from '#test/factories'
import { testServer } from '#test/server'
import { recordCall } from './service.ts'
import { listTags, tagInteraction, tagsOf, untagInteraction } from './tags.ts'

const house = await testServer()
const { db, query } = house
const acme = { orgId: house.orgId }
const rival = await anOrg(query)
const site = await aSite(db, acme)
const as = <T>(work: (tx: Tx) => Promise<T>, org = acme) => db.as(org, work)
const aTold = () => as((tx) => recordCall(tx, { kind: 'api', name: 'essai' }, aCall({ to: site.phone })))
const eventsOf = (id: string) =>
  query(`select type from core.event where data ->> 'interactionId' = $1 order by id`, [id]).then((rows) =>
    rows.map(({ type }) => type),
  )
const names = async (id: string) => (await as((tx) => tagsOf(tx, id))).map(({ name }) => name)

test('another organisation neither reads, puts nor takes off a tag', async () => {
  const { id } = await aTold()
  const [tag] = await as((tx) => tagInteraction(tx, id, ['devis']))
  const verbs: ((tx: Tx) => Promise<unknown>)[] = [
    (tx) => tagsOf(tx, id),
    (tx) => tagInteraction(tx, id, ['devis']),
    (tx) => untagInteraction(tx, id, tag!.id),
  ]
  for (const verb of verbs) await expect(as(verb, rival)).rejects.toMatchObject({ code: 'call.not_found' })
  expect(await as(listTags, rival)).toEqual([])
  expect(await names(id)).toEqual(['devis'])
})

test.each(['', '   ', 'x'.repeat(41), 'a\0b'])('« %s » is no tag', async (name) => {
  const { id } = await aTold()
  const adviser = await house.signIn('adviser')
  expect((await adviser(`/api/calls/${id}/tags`, { body: { name } })).status).toBe(400)
})

test('put twice, in any writing, it is there once and told once; taken off twice, it is not there', async () => {
  const { id } = await aTold()
  const [tag] = await as((tx) => tagInteraction(tx, id, ['Réclamation']))
  await as((tx) => tagInteraction(tx, id, ['réclamation', 'RÉCLAMATION']))
  expect(await names(id)).toEqual(['Réclamation'])
  expect(await eventsOf(id)).toEqual(['interaction.tagged'])
  await as((tx) => untagInteraction(tx, id, tag!.id))
  await expect(as((tx) => untagInteraction(tx, id, tag!.id))).rejects.toMatchObject({ code: 'tag.not_found' })
  expect(await eventsOf(id)).toEqual(['interaction.tagged', 'interaction.untagged'])
})

test('two who put a new tag at once agree on one', async () => {
  const [one, other] = [await aTold(), await aTold()]
  await Promise.all([one, other].map(({ id }) => as((tx) => tagInteraction(tx, id, ['urgent']))))
  expect((await as(listTags)).filter(({ name }) => name === 'urgent')).toHaveLength(1)
  expect([await names(one.id), await names(other.id)]).toEqual([['urgent'], ['urgent']])
})

test('a tag put before the call was tracked is not forgotten', async () => {
  const id = await as(async (tx) => {
    const told = await recordCall(tx, { kind: 'api', name: 'essai' }, aCall({ to: site.phone }))
    await tagInteraction(tx, told.id, ['tôt'])
    return told.id
  })
  await house.settled()
  const adviser = await house.signIn('adviser')
  expect(await (await adviser(`/api/calls/${id}`)).json()).toMatchObject({ tags: [{ name: 'tôt' }] })
})

test('a tagged call is found by its tag, and counted by it', async () => {
  const adviser = await house.signIn('adviser')
  const [{ id }] = [await aTold(), await aTold()]
  const tag = (await (await adviser(`/api/calls/${id}/tags`, { body: { name: ' À revoir ' } })).json()) as {
    id: string
  }
  await house.settled()
  type Listed = { items: { id: string; tags: object[] }[] }
  const listed = (await (await adviser(`/api/calls?tagId=${tag.id}`)).json()) as Listed
  expect(listed.items).toMatchObject([{ id, tags: [{ id: tag.id, name: 'À revoir' }] }])
  const { total } = (await (await adviser(`/api/call-statistics?tagId=${tag.id}`)).json()) as {
    total: { received: number }
  }
  expect(total.received).toBe(1)
  await adviser(`/api/calls/${id}/tags/${tag.id}`, { method: 'DELETE' })
  await house.settled()
  expect(((await (await adviser(`/api/calls?tagId=${tag.id}`)).json()) as Listed).items).toEqual([])
})
