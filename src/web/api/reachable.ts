import { useSyncExternalStore } from 'react'

/** Whether the server answered the last time: the browser's own `onLine` does not see a stopped server. */
let answered = true
const listeners = new Set<() => void>()

export function setAnswered(value: boolean) {
  if (value === answered) return
  answered = value
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

/** False as soon as the server cannot be reached, true again at its next answer. */
export const useReachable = (): boolean => useSyncExternalStore(subscribe, () => answered && navigator.onLine)
