import { i18n, useFormat, useText, type Key } from '#web/i18n'
import type { Field, Vocabulary } from '../contract.ts'

/** The vocabulary of rules in the reader's words. A test holds that every part has some. */
export function useRuleWords({ choices }: Pick<Vocabulary, 'choices'>) {
  const t = useText()
  const format = useFormat()
  const eventName = (type: string) => t(`eventTypes.${type}.name` as Key)
  const fieldName = (noun: string, field: string) => t(`facts.${noun}.${field}` as Key)
  const valueName = (noun: string, field: string, value: string) => {
    const key = `facts.${noun}.values.${field}.${value}`
    return i18n.exists(key) ? t(key as Key) : value
  }
  const optionsOf = (noun: string, { name, values = [], of }: Field) =>
    of === undefined ? values.map((value) => ({ value, label: valueName(noun, name, value) })) : (choices[of] ?? [])

  /** What a field holds, as one says it. */
  const said = (noun: string, { name, kind }: Pick<Field, 'name' | 'kind'>, value: unknown): string => {
    if (value === null || value === undefined || value === '') return '–'
    if (kind === 'instant') return format.dateTime(value as string)
    if (kind === 'duration') return format.duration(Number(value))
    if (kind === 'number') return format.number(Number(value))
    if (kind === 'boolean') return t(value ? 'rules.yes' : 'rules.no')
    if (kind === 'list') return (value as string[]).join(', ') || '–'
    if (kind === 'reference')
      return (
        Object.values(choices)
          .flat()
          .find((choice) => choice.value === value)?.label ?? '–'
      )
    const text = value as string
    return /^\+\d+$/.test(text) ? format.phone(text) : valueName(noun, name, text)
  }
  return { eventName, fieldName, optionsOf, said }
}
