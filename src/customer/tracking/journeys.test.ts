import { expect, test } from 'vitest'
import { testDb } from '#test/db'
import { anOrg, aPool, aSite } from '#test/factories'
import { aVisit, aWebsite } from '#test/visits'
import { journeyOf, pagesBefore, visitsBefore } from './index.ts'

const { db, query } = await testDb()
const [acme, rival] = [await anOrg(query), await anOrg(query)]
const site = await aSite(db, acme)
const websiteId = await aWebsite(query, acme, site.id)
const [number, otherNumber] = await aPool(db, acme, site.id, 2)
const at = (time: string) => new Date(`2026-03-02T${time}:00Z`)

const first = await aVisit(query, acme, {
  websiteId,
  numberId: number!.id,
  from: at('09:00'),
  lastSeenAt: at('09:05'),
  pages: [
    { at: at('09:00'), title: 'Accueil' },
    { at: at('09:05'), title: 'Devis' },
  ],
  source: { source: 'google', medium: 'cpc', channel: 'Paid Search', campaign: 'printemps' },
})
const second = await aVisit(query, acme, {
  websiteId,
  visitorId: first.visitorId,
  numberId: otherNumber!.id,
  from: at('11:00'),
  lastSeenAt: at('11:20'),
  pages: Array.from({ length: 7 }, (_, i) => ({ at: at(`11:0${i}`), title: `Page ${i}` })),
  source: { source: '(direct)', medium: '(none)', channel: 'Direct' },
  telClick: { at: at('11:10'), phone: otherNumber!.e164 },
})

test('another organisation finds no visit, no journey, no page', async () => {
  await db.as(rival, async (tx) => {
    expect(await journeyOf(tx, first.visitorId, at('23:00'))).toEqual([])
    expect(await visitsBefore(tx, [first.visitId], number!.e164, at('23:00'))).toEqual(new Map())
    const pages = await pagesBefore(tx, [{ visit: first.visitId, until: at('23:00') }])
    expect([...pages.values()].flat()).toEqual([])
  })
})

const journey = (until: Date) => db.as(acme, (tx) => journeyOf(tx, first.visitorId, until))

test('a journey is told oldest first, visits with where they came from, up to its instant', async () => {
  const steps = await journey(at('11:00'))
  expect(steps.map(({ at: when, kind, title, channel }) => [when.slice(11, 16), kind, title, channel])).toEqual([
    ['09:00', 'visit', '', 'Paid Search'],
    ['09:00', 'page', 'Accueil', null],
    ['09:05', 'page', 'Devis', null],
    ['11:00', 'visit', '', 'Direct'],
    ['11:00', 'page', 'Page 0', null],
  ])
  expect(steps[0]).toMatchObject({ source: 'google', medium: 'cpc', campaign: 'printemps' })
  expect((await journey(at('12:00'))).at(-1)).toMatchObject({ kind: 'tel_click', at: '2026-03-02T11:10:00.000Z' })
  expect(await journey(at('08:59'))).toEqual([])
})

test('a long journey keeps its end, the twenty latest visits', async () => {
  const { visitorId } = await aVisit(query, acme, {
    websiteId,
    numberId: number!.id,
    from: at('00:00'),
    lastSeenAt: at('00:01'),
    until: at('00:01'),
  })
  for (let i = 1; i <= 25; i++) {
    const from = new Date(at('01:00').getTime() + i * 60_000)
    const until = new Date(from.getTime() + 1000)
    await aVisit(query, acme, { websiteId, visitorId, numberId: number!.id, from, lastSeenAt: from, until })
  }
  const visits = await db.as(acme, (tx) => journeyOf(tx, visitorId, at('23:00')))
  expect([visits.length, visits[0]!.at.slice(11, 16), visits.at(-1)!.at.slice(11, 16)]).toEqual([20, '01:06', '01:25'])
})

test.each([
  ['before the click', '11:09', 'other', null],
  ['after it', '11:30', 'other', '11:10'],
  ['of another number', '11:30', 'first', null],
])('the click on the number counts for a call %s', async (_, until, which, clicked) => {
  const phone = which === 'other' ? otherNumber!.e164 : number!.e164
  const facts = await db.as(acme, (tx) => visitsBefore(tx, [first.visitId, second.visitId], phone, at(until)))
  expect(facts.size).toBe(2)
  expect(facts.get(second.visitId)?.telClickAt?.toISOString().slice(11, 16) ?? null).toBe(clicked)
  expect(facts.get(first.visitId)).toMatchObject({ channel: 'Paid Search', visitorId: first.visitorId })
})

test('the last pages before a call, oldest first', async () => {
  const titles = await db.as(acme, (tx) =>
    pagesBefore(tx, [
      { visit: first.visitId, until: at('09:04') },
      { visit: second.visitId, until: at('11:05') },
    ]),
  )
  expect(titles.get(first.visitId)).toEqual(['Accueil'])
  expect(titles.get(second.visitId)).toEqual(['Page 1', 'Page 2', 'Page 3', 'Page 4', 'Page 5'])
})

test('nothing asked, nothing read', async () => {
  await db.as(acme, async (tx) => {
    expect(await visitsBefore(tx, [], number!.e164, at('12:00'))).toEqual(new Map())
    expect(await pagesBefore(tx, [])).toEqual(new Map())
  })
})
