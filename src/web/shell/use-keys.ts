import { useEffect } from 'react'
import { useLocalStorage } from '@mantine/hooks'
import { useRouter } from '@tanstack/react-router'
import { places } from './site-map.ts'

/** How long `g` waits for its letter. */
const waitMs = 1200

/** Keys of one letter disturb those who speak to their computer: they can be turned off (WCAG 2.1.4). */
export const useLetterKeys = () =>
  useLocalStorage({ key: 'visavis.letterKeys', defaultValue: true, getInitialValueInEffect: false })

/** `?` shows the keys; `g` then a letter goes to a page. */
export function useKeys(showKeys: () => void) {
  const router = useRouter()
  const [enabled] = useLetterKeys()
  useEffect(() => {
    if (!enabled) return undefined
    let goUntil = 0
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const place = event.timeStamp < goUntil ? places.find(({ letter }) => letter === event.key) : undefined
      goUntil = event.key === 'g' ? event.timeStamp + waitMs : 0
      if (place) void router.navigate({ to: place.to })
      else if (event.key === '?') showKeys()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [enabled, router, showKeys])
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
