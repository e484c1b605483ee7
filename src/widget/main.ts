// SPDX-License-Identifier: MIT
import { ask, tell } from './ask.ts'
import { calm } from './calm.ts'
import { erase, isHeld, recall, remember } from './memory.ts'
import { shownAt, unknownIn } from './numbers.ts'
import { show } from './page.ts'
import { onNavigation } from './route.ts'
import type { Pair, Sign } from './ask.ts'

type Api = {
  consent: (yes: boolean, textVersion?: string) => void
  /** What looks like a French number on the page and is not swapped, as written. */
  numbers: () => string[]
}
type Call = ['consent', boolean, string?]

declare global {
  interface Window {
    /** Before the script has loaded, the page may set `{ q: [['consent', true]] }`. */
    visavis?: Partial<Api> & { q?: Call[] | { push(call: Call): void } }
  }
}

/** After this long without a sign of life the number may soon be someone else's: ask again. */
const AWAY_MS = 3e5

const isCall = ({ protocol }: { protocol: string }) => protocol === 'tel:'

function run(script: HTMLScriptElement, queue: Call[]) {
  const [origin = ''] = script.src.split('/t.js')
  const { key: k, consent: said, consentText } = script.dataset
  const landing: [string, string] = [location.href, document.referrer]
  let here = landing
  let visitor = recall()
  let given = !!visitor.v
  let shown: Pair[] = (isHeld(visitor) && visitor.n) || []
  let line: Promise<unknown> | undefined
  let beats: ReturnType<typeof setInterval> | undefined
  let isAway = false

  /** A sign of life needs an identifier: there is none without consent. */
  const sign = (e: Sign['e'], n?: string) => {
    const { v, s } = visitor
    if (!v) return
    tell(origin, { k, v, s, e, u: location.href, n })
    // After the hold a sign of life gives nothing back: only an answer does.
    if (isHeld(visitor)) visitor.l = Date.now()
    remember(visitor)
  }

  const leave = () => {
    sign('forget')
    visitor = {}
    erase()
  }

  const hide = () => {
    if (!isAway) sign('hide')
    isAway = true
  }

  const visit = async ([u, r]: [string, string], isMove?: boolean) => {
    const asked = given
    const { v, s, ct, x } = visitor
    const reply = await ask(origin, { k, u, r, t: document.title, c: asked ? 1 : 0, ct, v, s }).catch(() => undefined)
    if (reply && reply.v && asked) {
      const now = Date.now()
      visitor = { ...visitor, ...reply, x: v === reply.v ? x : now, l: now }
      // Withdrawn while the server was answering: what it has just opened is closed, and the next ask decides.
      if (given) remember(visitor)
      else leave()
    }
    // Without memory the server takes a second screen for a direct visit: the number of the landing page stays.
    if (reply && reply.n && asked === given) shown = isMove && !asked ? [...reply.n, ...shown] : reply.n
    show(shown)
    clearInterval(beats)
    beats = setInterval(look, ((reply && reply.b) || 60) * 1e3)
  }

  /** One ask at a time, in order: the identifiers of one reply are in the next ask. */
  const meet = (place: [string, string], isMove?: boolean) => {
    here = place
    if (line) line = line.then(() => visit(place, isMove)).catch(() => {})
  }

  const consent = calm((yes: boolean, textVersion?: string) => {
    if (yes === given && (!yes || !textVersion || textVersion === visitor.ct)) return
    given = yes
    if (yes) visitor.ct = textVersion
    else {
      leave()
      shown = []
    }
    meet(landing)
  })

  const look = () => {
    if (document.hidden) return hide()
    isAway = false
    if (isHeld(visitor, AWAY_MS)) sign('beat')
    else if (visitor.v) meet(here)
  }

  const press = calm(({ target }: Event) => {
    const link = (target as Element).closest<HTMLAnchorElement>('a,area')
    if (link && isCall(link)) sign('tel', shownAt(link.href, shown))
  })

  const start = () => {
    line = Promise.resolve()
    meet(landing)
    show(shown)
    onNavigation((to, from) => meet([to, from], true))
    addEventListener('pagehide', hide)
    addEventListener('visibilitychange', look)
    // A key press on a link is a click too. First on the way down, whatever the page stops.
    addEventListener('click', press, true)
  }

  const numbers = () => unknownIn(document.body.innerText + Array.from(document.links).filter(isCall), shown)

  const push = ([, yes, textVersion]: Call) => consent(yes, textVersion)
  window.visavis = { consent, numbers, q: { push } }
  if (said) consent(said === 'granted', consentText)
  queue.forEach(push)
  if ((document as { prerendering?: boolean }).prerendering) {
    document.addEventListener('prerenderingchange', start, { once: true })
  } else start()
}

calm(() => {
  const { visavis } = window
  const script = document.currentScript
  // Pasted twice: the first one is at work.
  if (script && !(visavis && visavis.numbers))
    run(script as HTMLScriptElement, (visavis && (visavis.q as Call[])) || [])
})()
