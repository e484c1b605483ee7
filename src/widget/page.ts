// SPDX-License-Identifier: MIT
import { calm } from './calm.ts'
import { editsIn, isStuck, swapNumbers, swapsOf } from './numbers.ts'
import type { Edit, Swaps } from './numbers.ts'
import type { Pair } from './ask.ts'

const UNTOUCHED = 'head,script,style,noscript,textarea,svg,[contenteditable],[data-visavis-ignore]'
const INLINE = /^(A|B|EM|I|SMALL|SPAN|STRONG)$/

/** Observer turns treated one by one in a second; beyond, the whole page once a second (a script fighting ours). */
const TURNS = 50

/** Mutated places treated one by one in a turn; beyond, the whole page. */
const PLACES = 20

/** What the page wrote and what we wrote over it, in a text or in the `href` of a link. */
const written = new WeakMap<Node, [own: string, ours: string]>()

let swaps: Swaps = new Map()
let watcher: MutationObserver | undefined
let last = '[]'

function overwrite(node: Node, own: string, ours: string) {
  written.set(node, [own, ours])
  node.nodeValue = ours
}

const addressesIn = (root: ParentNode) =>
  Array.from(root.querySelectorAll('[href^="tel:" i]'), (link) => link.getAttributeNode('href') as Attr)

/** The texts where the edits fall. Only branches that hold one are entered: walking over every text took longer. */
function textsWith(edits: Edit[], root: Node) {
  const texts: { node: Text; at: number; own: string }[] = []
  let at = 0
  let next = edits.length
  const enter = (parent: Node) => {
    for (let node = parent.firstChild; node; node = node.nextSibling) {
      // A comment's text is not its parent's.
      if (node.nodeType !== 1 && node.nodeType !== 3) continue
      const own = node.textContent as string
      const end = at + own.length
      while (next && (edits[next - 1] as Edit)[1] <= at) next--
      if (next && (edits[next - 1] as Edit)[0] < end) {
        if (node.nodeType === 3) texts.push({ node: node as Text, at, own })
        else if (!(node as Element).matches(UNTOUCHED)) enter(node)
      }
      at = end
    }
  }
  enter(root)
  return texts
}

const walk = calm((root: Element) => {
  if (root.closest(UNTOUCHED)) return
  const edits = editsIn(root.textContent, swaps)
  const texts = textsWith(edits, root)
  for (const [start, end, shown] of edits) {
    const parts = texts.filter(({ at, own }) => at < end && at + own.length > start)
    if (parts.some(({ at, own }) => isStuck(own, start - at, end - at))) continue
    for (const { node, at, own } of parts) {
      const now = node.data
      // A number of another length goes whole into its first text.
      const whole = at > start ? '' : shown
      const isEven = shown.length === end - start
      const part = isEven ? shown.slice(Math.max(at - start, 0), at + own.length - start) : whole
      overwrite(node, own, now.slice(0, Math.max(start - at, 0)) + part + now.slice(end - at))
    }
  }

  for (const node of addressesIn(root)) {
    const own = node.value
    const address = own.replace(/%20/g, ' ')
    const next = swapNumbers(address, swaps)
    if (next !== address && !(node.ownerElement as Element).closest(UNTOUCHED)) overwrite(node, own, next)
  }
  // Forget our own writes, or they would wake us again.
  if (watcher) watcher.takeRecords()
})

/** Gives back what the page wrote, except where it has written again. */
function restore() {
  const texts = document.createTreeWalker(document.body, 4 /* texts */)
  const nodes: Node[] = addressesIn(document)
  while (texts.nextNode()) nodes.push(texts.currentNode)
  for (const node of nodes) {
    const [own, ours] = written.get(node) || []
    if (own && ours === node.nodeValue) node.nodeValue = own
  }
}

/** The element whose text holds the node: numbers may be split over inline elements. */
function placeOf(node: Node | null): Element | undefined {
  while (node && (node.nodeType !== 1 || INLINE.test((node as Element).tagName))) node = node.parentNode
  return (node as Element) || undefined
}

const walkAll = () => walk(document.body)

function watch() {
  let turns = 0
  watcher = new MutationObserver((records) => {
    if (!turns++) {
      setTimeout(() => {
        if (turns > TURNS) walkAll()
        turns = 0
      }, 1000)
    }
    if (turns > TURNS) return
    const places = new Set<Element>()
    for (const { type, target, addedNodes } of records) {
      for (const node of type === 'childList' ? Array.from(addedNodes) : [target]) {
        const place = placeOf(node)
        if (place) places.add(place)
      }
    }
    if (places.size > PLACES) walkAll()
    else places.forEach((place) => walk(place))
  })
  watcher.observe(document.documentElement, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ['href'],
  })
  addEventListener('DOMContentLoaded', walkAll)
}

/** Shows these numbers instead of the page's own, now and in what comes later; none: gives the page its own back. */
export function show(pairs: Pair[]): void {
  const asked = JSON.stringify(pairs)
  if (asked === last) return
  last = asked
  swaps = swapsOf(pairs)
  if (watcher) restore()
  else if (swaps.size) watch()
  walkAll()
}
