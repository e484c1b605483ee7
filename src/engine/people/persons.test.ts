import { expect, test } from 'vitest'
import { testDb } from '#test/db'
import { aMobile, anOrg } from '#test/factories'
import { addIdentity, identify, namesOf, whoAre } from './index.ts'

const { db, query } = await testDb()
const [acme, rival] = [await anOrg(query), await anOrg(query)]
const met = (org: { orgId: string }, phone: string) => db.as(org, (tx) => identify(tx, 'phone', phone))
const persons = async () => (await query('select count(*)::int as n from engine.person'))[0]!.n

test('the same number is another person for another organisation', async () => {
  const phone = aMobile()
  const { personId } = await met(acme, phone)
  const theirs = await met(rival, phone)
  expect(theirs).toMatchObject({ isNew: true })
  expect(theirs.personId).not.toBe(personId)
  expect(await db.as(rival, (tx) => namesOf(tx, [personId]))).toEqual(new Map())
})

test('an identifier is not taken from who has it', async () => {
  const [phone, visitor] = [aMobile(), 'visiteur-1']
  const { personId: first } = await met(acme, phone)
  const { personId: second } = await met(acme, aMobile())
  const add = (personId: string) => db.as(acme, (tx) => addIdentity(tx, 'visitor', visitor, personId))
  expect([await add(first), await add(second), await add(first)]).toEqual([true, false, false])
  const known = (before: Date) => db.as(acme, (tx) => whoAre(tx, 'visitor', [visitor, 'visiteur-2'], before))
  expect(await known(new Date(Date.now() + 60_000))).toEqual(new Map([[visitor, first]]))
  expect(await known(new Date(Date.now() - 60_000))).toEqual(new Map())
})

test('met twice it is one person, met twenty times at once too', async () => {
  const phone = aMobile()
  const before = await persons()
  const all = await Promise.all(Array.from({ length: 20 }, () => met(acme, phone)))
  expect(new Set(all.map(({ personId }) => personId)).size).toBe(1)
  expect(all.filter(({ isNew }) => isNew)).toHaveLength(1)
  expect(await persons()).toBe((before as number) + 1)
  expect(await met(acme, phone)).toEqual({ personId: all[0]!.personId, isNew: false })
})

test('nobody is asked about nobody', async () => {
  expect(await db.as(acme, (tx) => whoAre(tx, 'phone', [], new Date()))).toEqual(new Map())
  expect(await db.as(acme, (tx) => namesOf(tx, []))).toEqual(new Map())
})
