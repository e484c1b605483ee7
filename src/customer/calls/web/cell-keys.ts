import type { KeyboardEvent } from 'react'

const directions: Record<string, [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Of one among buttons: arrows go to the nearest as it is seen, over the gaps: what the grid looks like depends on the screen. */
export function goToCell(event: KeyboardEvent<HTMLButtonElement>) {
  const direction = directions[event.key]
  if (!direction) return
  const [x, y] = direction
  const from = centre(event.currentTarget)
  const [next] = [...event.currentTarget.parentElement!.querySelectorAll('button')]
    .map((button) => {
      const to = centre(button)
      const along = (to.x - from.x) * x + (to.y - from.y) * y
      const aside = Math.abs((to.x - from.x) * y) + Math.abs((to.y - from.y) * x)
      return { button, along, cost: along + 100 * aside }
    })
    .filter(({ along }) => along > 1)
    .toSorted((a, b) => a.cost - b.cost)
  event.preventDefault()
  next?.button.focus()
}

function centre(element: Element) {
  const { left, top, width, height } = element.getBoundingClientRect()
  return { x: left + width / 2, y: top + height / 2 }
}
