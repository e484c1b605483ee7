import { expect, test } from 'vitest'
import { testDb } from '#test/db'
import { hasOrg, setUp } from './index.ts'

const { db, query } = await testDb()
const input = (email: string) => ({ org: 'Essai', name: 'Camille', email, password: 'motdepasse-long' })
const create = (email: string) => db.atGate((tx) => setUp(tx, input(email)))

test('of two first set-ups at once, one wins', async () => {
  expect(await db.atGate(hasOrg)).toBe(false)
  const both = await Promise.allSettled([create('a@exemple.fr'), create('b@exemple.fr')])
  const [won, lost] = both.toSorted((a) => (a.status === 'fulfilled' ? -1 : 1))
  expect(won).toMatchObject({ value: { role: 'owner', org: { name: 'Essai' } } })
  expect(lost).toMatchObject({ reason: { status: 409, code: 'setup.already_done' } })
  expect(await query('select name from core.org')).toEqual([{ name: 'Essai' }])
  expect(await query('select from core.account')).toHaveLength(1)
})

test('it happens once', async () => {
  await expect(create('c@exemple.fr')).rejects.toMatchObject({ code: 'setup.already_done' })
})
