import { Worker } from 'node:worker_threads'
import type { Chunk } from './chunk.ts'
import type { Question } from './counter.ts'
import type { Answer } from './tally-worker.ts'

type Waiting = { resolve: (result: unknown) => void; reject: (error: Error) => void }

/** A thread that keeps calls and counts them, so that who else is served meanwhile does not wait. It begins with the first order. */
export class CountingThread {
  #worker: Worker | undefined
  readonly #waiting = new Map<number, Waiting>()
  readonly #onEnd: () => void
  #orders = 0

  /** @param onEnd told when it has ended, whatever the reason: the next order begins another, which knows nothing. */
  constructor(onEnd: () => void) {
    this.#onEnd = onEnd
  }

  put = (orgId: string, chunk: Chunk) => this.#order({ orgId, put: chunk })
  forget = (orgId: string) => this.#order({ orgId, forget: true })
  ask = (orgId: string, question: Question) => this.#order({ orgId, ask: question })

  async stop(): Promise<void> {
    await this.#worker?.terminate()
  }

  #order(order: { orgId: string } & ({ put: Chunk } | { forget: true } | { ask: Question })): Promise<unknown> {
    this.#worker ??= this.#begin()
    const id = (this.#orders += 1)
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#worker!.postMessage({ ...order, id }, [])
    })
  }

  #begin(): Worker {
    const worker = new Worker(new URL('./tally-worker.ts', import.meta.url))
    worker.unref()
    worker.on('message', ({ id, result, error }: Answer) => {
      const waiting = this.#waiting.get(id)
      this.#waiting.delete(id)
      if (error === undefined) waiting?.resolve(result)
      else waiting?.reject(new Error(error))
    })
    const fall = (error: Error) => {
      if (this.#worker !== worker) return
      this.#worker = undefined
      this.#onEnd()
      for (const { reject } of this.#waiting.values()) reject(error)
      this.#waiting.clear()
    }
    worker.on('error', fall)
    worker.on('exit', () => fall(new Error('The counting thread has ended.')))
    return worker
  }
}
