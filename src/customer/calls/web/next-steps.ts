export const steps = ['site', 'campaign', 'number', 'script', 'telephony', 'alerts'] as const
export type Step = (typeof steps)[number]

/** What is in place; undefined while unknown, or hidden from the person. */
export type InPlace = {
  sites?: unknown[]
  campaigns?: unknown[]
  numbers?: unknown[]
  websites?: { seenAt: string | null }[]
  connections?: unknown[]
  recipients?: unknown[]
}

export function stepsDone(inPlace: InPlace): Record<Step, boolean> {
  return {
    site: some(inPlace.sites),
    campaign: some(inPlace.campaigns),
    number: some(inPlace.numbers),
    script: Boolean(lastSeen(inPlace)),
    telephony: some(inPlace.connections),
    alerts: some(inPlace.recipients),
  }
}

const some = (items?: unknown[]) => Boolean(items?.length)

/** When the number script last spoke from any page. */
export function lastSeen({ websites }: InPlace): string | undefined {
  return websites
    ?.flatMap(({ seenAt }) => seenAt ?? [])
    .toSorted()
    .at(-1)
}
