import type { Text } from '#web/i18n'
import type { ImportField } from '../contract.ts'

const kinds = ['contacts', 'sales', 'costs'] as const
const fields = [
  'amount',
  'campaign',
  'customerReference',
  'email',
  'endsOn',
  'firstName',
  'label',
  'mobile',
  'name',
  'phone',
  'reference',
  'soldOn',
  'startsOn',
] as const

export const kindName = (kind: string, t: Text): string => {
  const known = kinds.find((one) => one === kind)
  return known ? t(`imports.kinds.${known}`) : kind
}
export const kindHelp = (kind: string, t: Text): string => {
  const known = kinds.find((one) => one === kind)
  return known ? t(`imports.help.${known}`) : ''
}
export const fieldName = (field: string, t: Text): string => {
  const known = fields.find((one) => one === field)
  return known ? t(`imports.fields.${known}`) : field
}
export const fieldsOf = (all: { kind: string; fields: ImportField[] }[], kind: string): ImportField[] =>
  all.find((one) => one.kind === kind)?.fields ?? []
