import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { anAskingHouse, codeOf, json } from '#test/asking'
import type { Charter, Commitment } from './contract.ts'

const { house, lyon, marketing, adviser, stranger, passer, published } = await anAskingHouse()

const promise = {
  title: 'Nous rappelons <sous> deux jours',
  toCustomers: 'Une demande a une réponse sous deux jours ouvrés.',
  toEmployees: 'Une demande à l’encadrement aussi.',
  dimension: 'recommendation',
  ownerId: null,
  reviewOn: '2099-06-01',
}
const make = (given: object = {}, by = marketing) => by('/api/commitments', { body: { ...promise, ...given } })
const read = (by = marketing) => json<Charter>(by('/api/commitments'))
const archive = (id: string, method = 'PUT', by = marketing) => by(`/api/commitments/${id}/archive`, { method })

test('who may not writes nothing; another organisation sees nothing of it', async () => {
  expect([(await make({}, adviser)).status, (await adviser('/api/commitments')).status]).toEqual([403, 403])
  const { id } = await json<Commitment>(make())
  expect(await read(stranger)).toMatchObject({ items: [], url: null })
  expect((await archive(id, 'PUT', stranger)).status).toBe(404)
  expect((await stranger(`/api/commitments/${id}`, { method: 'PUT', body: promise })).status).toBe(404)
  expect(await codeOf(make({ ownerId: randomUUID() }))).toBe('reference.unknown')
  expect(await codeOf(make({ dimension: 'weather' }))).toBe('input.invalid')
  await archive(id)
})

test('a promise is held against what both faces say of its dimension, as in the mirror', async () => {
  const { id } = await json<Commitment>(make())
  expect((await read()).items.find((one) => one.id === id)!.measures).toEqual({
    dimension: 'recommendation',
    customers: { hidden: 'nobody' },
    employees: { hidden: 'nobody' },
    gap: null,
  })
  const survey = await published()
  for (const nps of [2, 5, 7, 8, 9, 9, 10, 10])
    await marketing('/api/answers', {
      body: { questionnaireId: survey.id, submissionId: randomUUID(), siteId: lyon.id, answers: { nps } },
    })
  await house.settled()
  const { measures } = (await read()).items.find((one) => one.id === id)!
  expect(measures.customers).toMatchObject({ value: 75, n: 8 })
  const mirror = await json<{ places: { rows: object[] }[] }>(marketing('/api/mirror'))
  expect(mirror.places[0]!.rows).toContainEqual(measures)
  await archive(id)
})

test('it is carried, looked at again, and shown by what is noted; taken out it keeps what was noted', async () => {
  const { colleagues } = await read()
  const owner = colleagues[0]!
  const { id } = await json<Commitment>(make({ ownerId: owner.id, reviewOn: '2020-01-01' }))
  const note = (day: string, words: string) => marketing(`/api/commitments/${id}/evidence`, { body: { day, words } })
  await note('2026-10-31', 'Neuf demandes sur dix.')
  await note('2026-11-30', 'Quatorze sur quinze.')
  expect((await read()).items[0]).toMatchObject({ ownerName: owner.name, due: true })
  const body = { ...promise, reviewOn: '2099-01-01' }
  expect(await json(marketing(`/api/commitments/${id}`, { method: 'PUT', body }))).toMatchObject({
    due: false,
    ownerId: null,
    evidence: [{ words: 'Quatorze sur quinze.', by: expect.any(String) }, { words: 'Neuf demandes sur dix.' }],
  })
  expect(await json(archive(id))).toMatchObject({ archivedAt: expect.any(String), evidence: [{}, {}] })
  expect(await json(archive(id, 'DELETE'))).toMatchObject({ archivedAt: null, evidence: [{}, {}] })
})

test('anybody reads the page while there is one: the promises in force, no figure and no evidence', async () => {
  const { id } = await json<Commitment>(make({ title: 'Retirée' }))
  await archive(id)
  const publish = () => json<{ url: string }>(marketing('/api/charter-page', { method: 'PUT' }))
  const { url } = await publish()
  expect(await publish()).toEqual({ url })
  const path = new URL(url).pathname
  const page = await passer(path)
  const html = await page.text()
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  expect(html).toContain('Nous rappelons &lt;sous> deux jours')
  expect(html).not.toContain('Retirée')
  expect(html).not.toContain('Quatorze')
  await marketing('/api/charter-page', { method: 'DELETE' })
  const gone = await passer(path)
  expect([gone.status, await gone.text()]).toEqual([404, expect.stringContaining('Aucune charte')])
  expect((await publish()).url).not.toBe(url)
})
