import type { Event, Published } from '#kernel/events'
import { displayPhone } from '#shared/phone-display'
import type { Field } from './condition.ts'
import type { Happening } from './contract.ts'
import type { Facts } from './holds.ts'

/** What was told longer ago than this after it took place (an import of last month's) moves no rule. */
const freshMs = 3_600_000

/** What a rule acts upon once: what the event is about, or the event itself. */
export const subjectOf = ({ about }: Published, { id }: Event, facts: Facts): string =>
  about.subject === undefined ? id : String(facts[about.subject])

export const timeZoneOf = ({ about }: Published, facts: Facts): string =>
  (about.timeZone === undefined ? undefined : (facts[about.timeZone] as string | null)) ?? 'Europe/Paris'

const tookPlaceAt = ({ about }: Published, { at }: Event, facts: Facts): Date => {
  const known = about.at?.map((name) => facts[name]).find((instant) => typeof instant === 'string')
  return known === undefined ? at : new Date(known)
}

export const isPast = (published: Published, event: Event, facts: Facts): boolean =>
  event.at.getTime() - tookPlaceAt(published, event, facts).getTime() > freshMs

export const pathOf = ({ about }: Published, facts: Facts): string | null =>
  about.path?.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(facts[name]))) ?? null

const titleOf = ({ about }: Published, facts: Facts): string => {
  const known = about.title?.map((name) => facts[name]).find((text) => typeof text === 'string' && text !== '')
  return displayPhone((known as string | undefined) ?? '')
}

/** As a list shows it: what is asked about, as it is found. */
export function happeningOf(
  published: Published,
  fields: Map<string, Field>,
  event: Event,
  facts: Facts,
  asked: string[],
): Happening {
  return {
    at: tookPlaceAt(published, event, facts).toISOString(),
    title: titleOf(published, facts),
    path: pathOf(published, facts),
    found: asked.flatMap((name) => {
      const field = fields.get(name)
      return field ? [{ field: name, kind: field.kind, value: facts[name] ?? null }] : []
    }),
  }
}

/** Of what is asked about, what may be kept: no text, which may be a person's words or number. */
export const keepable = (fields: Map<string, Field>, facts: Facts, asked: string[]): Facts =>
  Object.fromEntries(
    asked.flatMap((name) => {
      const kind = fields.get(name)?.kind
      return kind && kind !== 'text' && kind !== 'list' ? [[name, facts[name] ?? null]] : []
    }),
  )
