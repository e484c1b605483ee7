// SPDX-License-Identifier: MIT

const SETTLE_MS = 100

/**
 * Calls `moved(to, from)` when a single-page application has changed its address (the fragment does not count),
 * once it has settled, so that the title is the new one.
 */
export function onNavigation(moved: (to: string, from: string) => void): void {
  let last = location.href
  let timer: ReturnType<typeof setTimeout> | undefined

  const look = () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      const from = last
      last = location.href
      if (from.split('#')[0] !== last.split('#')[0]) moved(last, from)
    }, SETTLE_MS)
  }

  for (const verb of ['pushState', 'replaceState'] as const) {
    const own = history[verb]
    history[verb] = function (this: History, ...args: Parameters<History['pushState']>) {
      own.apply(this, args)
      look()
    }
  }
  addEventListener('popstate', look)
}
