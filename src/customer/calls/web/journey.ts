import type { JourneyStep } from '#customer/tracking/contract'

/** A step, and for a page how long it was looked at; null when nothing tells when it was left. */
export type TimedStep = JourneyStep & { seconds: number | null }

/** A page is left for the next page of the visit; the last one has only a click on the number to bear witness. */
export function timeSteps(journey: JourneyStep[]): TimedStep[] {
  return journey.map((step, index) => {
    if (step.kind !== 'page') return { ...step, seconds: null }
    const later = journey.slice(index + 1)
    const next = later.find(({ kind }) => kind !== 'tel_click')
    const click = later[0]?.kind === 'tel_click' ? later[0] : undefined
    const left = next?.kind === 'page' ? next : click
    return { ...step, seconds: left ? secondsBetween(step.at, left.at) : null }
  })
}

/** The path as its author wrote it, accents included; an address that cannot be read stays as it is. */
export function pathOf(url: string): string {
  try {
    return decodeURI(new URL(url).pathname)
  } catch {
    return url
  }
}

export const secondsBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 1000)
