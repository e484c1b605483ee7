import { useSyncExternalStore } from 'react'
import type { QueryClient } from '@tanstack/react-query'
import { setAnswered } from '#web/api'

export type Line = 'connecting' | 'open' | 'lost'

let line: Line = 'connecting'
const listeners = new Set<() => void>()
function setLine(state: Line) {
  line = state
  for (const listener of listeners) listener()
}

/** State of the live line with the server. */
export const useLive = (): Line =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    () => line,
  )

/** A burst of events reads each topic again once. */
const gatherMs = 400
const retryMs = 3000

/**
 * Listens to `/api/live` and reads again what carries the topic that is told. After a break, everything that has a
 * topic is read again, since what happened meanwhile was not heard.
 * @returns how to hang up.
 */
export function connectLive(queries: QueryClient, lost: () => void): () => void {
  let source: EventSource
  let retry: number | undefined
  let gathering: number | undefined
  let told = new Set<string>()
  let broken = false

  const readAgain = (concerned: (topics: string[]) => boolean) =>
    void queries.invalidateQueries({
      predicate: ({ meta }) => concerned([(meta?.['topic'] as string | string[] | undefined) ?? []].flat()),
    })

  function open() {
    source = new EventSource('/api/live')
    source.addEventListener('open', () => {
      setLine('open')
      setAnswered(true)
      if (broken)
        void queries.invalidateQueries({
          predicate: ({ meta, state }) => meta?.['topic'] !== undefined || state.status === 'error',
        })
      broken = false
    })
    source.addEventListener('message', ({ data }: MessageEvent<string>) => {
      const { topic } = JSON.parse(data) as { topic?: string }
      if (topic) told.add(topic)
      gathering ??= window.setTimeout(() => {
        const topics = told
        told = new Set()
        gathering = undefined
        readAgain((concerned) => concerned.some((topic) => topics.has(topic) || topics.has('*')))
      }, gatherMs)
    })
    source.addEventListener('error', () => {
      broken = true
      setLine('lost')
      lost()
      // The browser tries again by itself, except when it was answered something else than a stream.
      if (source.readyState === EventSource.CLOSED) retry = window.setTimeout(open, retryMs)
    })
  }
  open()

  return () => {
    source.close()
    window.clearTimeout(retry)
    window.clearTimeout(gathering)
    setLine('connecting')
  }
}
