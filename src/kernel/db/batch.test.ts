import { expect, test } from 'vitest'
import { batching } from './batch.ts'

const wrongData = Object.assign(new Error('wrong data'), { code: '22P02' })
const away = Object.assign(new Error('no database'), { code: 'ECONNREFUSED' })
/** Resolves in a later turn, so that others arrive meanwhile. */
const later = () => new Promise<void>((resolve) => setImmediate(resolve))

test('the work cannot be done: all who wait are told at once, and the next ask tries again', async () => {
  let attempts = 0
  const ask = batching(
    async (items: number[]) => {
      attempts++
      await later()
      if (attempts === 1) throw away
      return items
    },
    { most: 2 },
  )
  const all = await Promise.allSettled([1, 2, 3, 4, 5].map(ask))
  expect(all.map(({ status }) => status)).toEqual(Array(5).fill('rejected'))
  expect(attempts).toBe(1)
  expect(await ask(6)).toBe(6)
})

test('a wrong item fails alone', async () => {
  const ask = batching(async (items: number[]) => {
    await later()
    if (items.includes(3)) throw wrongData
    return items.map((item) => item * 10)
  })
  const all = await Promise.allSettled([1, 2, 3, 4].map(ask))
  expect(all.map((one) => (one.status === 'fulfilled' ? one.value : one.reason))).toEqual([10, 20, wrongData, 40])
})

test('more than may wait are refused, and those before are served', async () => {
  const ask = batching(
    async (items: number[]) => {
      await later()
      return items
    },
    { most: 1, mostWaiting: 2 },
  )
  const all = await Promise.allSettled([1, 2, 3, 4, 5].map(ask))
  // The first is under way, two wait.
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected'])
  expect(all[4]).toMatchObject({ reason: { code: 'server.busy', status: 503 } })
})

test('alone, one waits for nobody; those who come meanwhile share the next batch', async () => {
  const batches: number[][] = []
  const ask = batching(
    async (items: number[]) => {
      batches.push(items)
      await later()
      return items
    },
    { most: 3 },
  )
  await Promise.all([1, 2, 3, 4, 5, 6].map(ask))
  expect(batches).toEqual([[1], [2, 3, 4], [5, 6]])
})

test('of a thousand at once none is lost, mixed up or done twice', async () => {
  const done: number[] = []
  const ask = batching(
    async (items: number[]) => {
      if (items.length > 1 && items.some((item) => item % 97 === 0)) throw wrongData
      await later()
      done.push(...items)
      return items.map((item) => -item)
    },
    { most: 50 },
  )
  const numbers = Array.from({ length: 1000 }, (_, i) => i + 1)
  const answers = await Promise.all(
    numbers.map(async (item) => {
      for (let turn = 0; turn < item % 7; turn++) await later()
      return ask(item)
    }),
  )
  expect(answers).toEqual(numbers.map((item) => -item))
  expect(done.toSorted((a, b) => a - b)).toEqual(numbers)
})
