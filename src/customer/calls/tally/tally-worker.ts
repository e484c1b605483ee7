import { parentPort } from 'node:worker_threads'
import type { Chunk } from './chunk.ts'
import { Counter, type Question } from './counter.ts'

export type Order = { id: number; orgId: string } & ({ put: Chunk } | { forget: true } | { ask: Question })
export type Answer = { id: number; result?: unknown; error?: string }

const counters = new Map<string, Counter>()

function obey(order: Order): unknown {
  if ('forget' in order) return counters.delete(order.orgId)
  const counter = counters.get(order.orgId) ?? new Counter()
  counters.set(order.orgId, counter)
  return 'put' in order ? counter.put(order.put) : counter.answer(order.ask)
}

parentPort!.on('message', (order: Order) => {
  const answer: Answer = { id: order.id }
  try {
    answer.result = obey(order)
  } catch (error) {
    answer.error = String(error)
  }
  parentPort!.postMessage(answer, [])
})
