import { lazy, Suspense, useEffect } from 'react'
import { useDisclosure } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { Outlet, useRouter } from '@tanstack/react-router'
import { useText } from '#web/i18n'
import { connectLive } from '#web/live'
import { session } from '#web/session'
import { KeysModal } from './keys-modal.tsx'
import { Navigation } from './navigation.tsx'
import { OfflineBanner } from './offline-banner.tsx'
import { useKeys } from './use-keys.ts'
import classes from './shell.module.css'

const Search = lazy(() => import('./search.tsx'))

/** Around every screen: the navigation, the search, the live line. */
export function Shell() {
  const t = useText()
  const [keysShown, keys] = useDisclosure()
  const queries = useQueryClient()
  useEffect(() => connectLive(queries, () => void queries.invalidateQueries({ queryKey: session.queryKey })), [queries])
  useKeys(keys.open)
  const router = useRouter()
  useEffect(() => router.subscribe('onRendered', showWhereOneIs), [router])
  return (
    <div className={classes['shell']}>
      <a
        className={classes['skip']}
        href="#main"
        onClick={(event) => {
          event.preventDefault()
          document.getElementById('main')?.focus()
        }}
      >
        {t('nav.skip')}
      </a>
      <Navigation showKeys={keys.open} />
      <main id="main" tabIndex={-1} className={classes['main']}>
        <OfflineBanner />
        <Outlet />
      </main>
      <KeysModal opened={keysShown} onClose={keys.close} />
      <Suspense fallback={null}>
        <Search showKeys={keys.open} />
      </Suspense>
    </div>
  )
}

/**
 * On a phone the navigations slide: their current line is brought into view. Not by `scrollIntoView`, from which Chromium
 * takes where Tab goes on.
 */
function showWhereOneIs() {
  for (const link of document.querySelectorAll('nav [aria-current]')) {
    const frame = link.closest('nav')!
    const [outer, inner] = [frame.getBoundingClientRect(), link.getBoundingClientRect()]
    frame.scrollBy({
      left: inner.left + inner.width / 2 - outer.left - outer.width / 2,
      top: Math.min(0, inner.top - outer.top) + Math.max(0, inner.bottom - outer.bottom),
    })
  }
}
