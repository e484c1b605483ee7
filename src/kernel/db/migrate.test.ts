import { randomBytes } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { testDb } from '#test/db'
import { withDatabase } from '#test/postgres'
import { migrate } from './migrate.ts'

const { url, query } = await testDb()
const empty = `test_${randomBytes(6).toString('hex')}`
await query(`create database ${empty}`)
afterAll(() => query(`drop database if exists ${empty} with (force)`))

test('a step changed since it was taken is refused by its name, and nothing is taken', async () => {
  const [step] = await query('select * from core.migration order by name limit 1')
  await query(`update core.migration set sha256 = 'another' where name = $1`, [step!.name])
  await expect(migrate(url)).rejects.toThrow(`The migration ${String(step!.name)} has changed`)
  await query('update core.migration set sha256 = $2 where name = $1', [step!.name, step!.sha256])
})

test('migrating again does nothing', async () => {
  expect(await migrate(url)).toEqual([])
})

test('of processes that start at once on an empty database, one migrates it', async () => {
  const target = withDatabase(url, empty)
  const taken = await Promise.all([migrate(target), migrate(target), migrate(target)])
  const steps = (await query('select name from core.migration order by name')).map(({ name }) => name)
  expect(taken.toSorted((a, b) => b.length - a.length)).toEqual([steps, [], []])
})
