import { expect, test } from 'vitest'
import type { Call } from '../contract.ts'
import { byCaller, hiddenAmong } from './waiting.ts'

const missed = (caller: string | null) => ({ caller }) as Call
const [ana, ben] = ['+33639980101', '+33639980102']

test('one line per caller, the latest first, with the attempts', () => {
  const waiting = byCaller([missed(ana), missed(ben), missed(ana)])
  expect(waiting.map(({ call, attempts }) => [call.caller, attempts])).toEqual([
    [ana, 2],
    [ben, 1],
  ])
})

test('a hidden caller is counted apart', () => {
  const calls = [missed(null), missed(ana)]
  expect(byCaller(calls)).toHaveLength(1)
  expect(hiddenAmong(calls)).toBe(1)
})
