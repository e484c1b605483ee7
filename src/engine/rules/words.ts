import type { Published } from '#kernel/events'
import { knows, type Language, say } from '#kernel/i18n'
import { displayPhone } from '#shared/phone-display'
import type { Field } from './condition.ts'
import type { Facts } from './holds.ts'

/** How the locales call what an event tells of: `facts.<noun>`. */
export const nounOf = ({ type, about }: Pick<Published, 'type' | 'about'>): string => about.noun ?? type.split('.')[0]!

/** What can be written between braces: an id says nothing to a reader. */
export const placeholders = (fields: Map<string, Field>): Field[] =>
  [...fields.values()].filter(({ kind }) => kind !== 'reference')

/** Every name that a template may hold: the fields, and `link`, where the web app shows it. */
export const namesOf = (fields: Map<string, Field>): Set<string> =>
  new Set([...placeholders(fields).map(({ name }) => name), 'link'])

/** The facts as one says them; what is unknown is empty. */
export function inWords(
  event: Pick<Published, 'type' | 'about'>,
  fields: Map<string, Field>,
  facts: Facts,
  { language, timeZone }: { language: Language; timeZone: string },
): Record<string, string> {
  const noun = nounOf(event)
  const when = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  })
  return Object.fromEntries(placeholders(fields).map((field) => [field.name, word(field, facts[field.name])]))

  function word({ name, kind }: Field, value: unknown): string {
    if (value === null || value === undefined) return ''
    if (kind === 'instant') return when.format(new Date(value as string))
    if (kind === 'duration') return duration(value as number)
    if (kind === 'boolean') return say(language, value ? 'rules.yes' : 'rules.no')
    if (kind === 'list') return (value as string[]).join(', ')
    if (kind === 'number') return (value as number).toLocaleString(language)
    const text = value as string
    const key = `facts.${noun}.values.${name}.${text}`
    if (kind === 'choice' && knows(key)) return say(language, key)
    return /^\+\d+$/.test(text) ? displayPhone(text) : text
  }
}

/** « 42 s », « 4 min 12 », « 1 h 05 ». */
function duration(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, '0')
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)}`
  return `${Math.floor(seconds / 3600)} h ${two(Math.floor((seconds % 3600) / 60))}`
}
