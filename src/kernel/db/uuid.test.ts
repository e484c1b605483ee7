import { expect, test } from 'vitest'
import { testDb } from '#test/db'
import { uuidv7 } from './uuid.ts'

const { query } = await testDb()
const version7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

test('ids sort as their moments do', () => {
  const moments = [0, 1, 1_700_000_000_000, 1_700_000_000_001, 2 ** 47]
  const ids = moments.map((moment) => uuidv7(moment))
  expect(ids.toSorted()).toEqual(ids)
  for (const id of ids) expect(id).toMatch(version7)
})

test('ids of one moment differ', () => {
  expect(new Set(Array.from({ length: 1000 }, () => uuidv7(1))).size).toBe(1000)
})

test('the database and the process write the same kind', async () => {
  const [row] = await query('select core.uuidv7() as id')
  const minute = (id: string) => Math.round(parseInt(id.replaceAll('-', '').slice(0, 12), 16) / 60_000)
  expect(row!.id).toMatch(version7)
  expect(Math.abs(minute(row!.id as string) - minute(uuidv7()))).toBeLessThanOrEqual(1)
})
