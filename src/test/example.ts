/** The part of JSON Schema that our contracts come out as. */
export type Schema = {
  type?: string
  format?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  minimum?: number
  minLength?: number
}

let count = 0

const aDraft = {
  languages: ['fr'],
  title: { fr: 'Avis' },
  sections: [{ id: 's', questions: [{ id: 'nps', type: 'nps', title: { fr: 'Nous recommanderiez-vous ?' } }] }],
}

/** What the type of a field does not tell. */
const byName: Record<string, (schema: Schema) => unknown> = {
  answers: () => ({ nps: 9 }),
  closesOn: () => '2099-12-31',
  endsOn: () => '2099-12-31',
  document: () => ({ questionnaire: aDraft }),
  draft: () => aDraft,

  template: () => 'visit',
  scopes: () => ['sites.read'],
  host: () => `w${++count}.exemple.fr`,
  phone: () => `01990090${String(10 + (++count % 90))}`,
  replaces: () => null,
  phones: () => [`04657191${String(10 + (++count % 90))}`],
  to: ({ format }) => (format === 'date' ? '2099-12-31' : '02 61 91 00 01'),
  fileName: () => 'accord.txt',
  content: () => btoa('Je dis oui.\nEt encore.'),
  kind: () => 'contacts',
  mapping: () => [],
  platform: () => 'ga4',
  settings: () => ({ measurementId: 'G-EXEMPLE' }),
  version: () => `v${++count}`,
  issuer: () => `https://w${++count}.exemple.fr`,
  url: () => `https://w${++count}.exemple.fr/`,
  eventTypes: () => ['call.tracked'],
  on: () => 'call.tracked',
  tests: () => [],
  actions: () => [{ kind: 'tag', settings: { tag: 'devis' } }],
}

const unwrapped = (schema: Schema): Schema => schema.anyOf?.find(({ type }) => type !== 'null') ?? schema
export const isReference = (schema: Schema): boolean => unwrapped(schema).format === 'uuid'

/**
 * A body that an endpoint takes: what its schema asks for, and every reference.
 * @param reference the id that a field such as `siteId` shall hold.
 */
export async function example(
  given: Schema,
  reference: (name: string) => Promise<string>,
  name = '',
): Promise<unknown> {
  const schema = unwrapped(given)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.format === 'uuid') return reference(name)
  const known = byName[name]
  if (known) return known(schema)
  if (schema.format === 'email') return `p${++count}@exemple.fr`
  if (schema.format === 'date-time') return '2026-11-02T09:00:00Z'
  if (schema.format === 'date') return '2026-11-02'
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1
  if (schema.type === 'boolean') return false
  // `siteIds` are sites as `siteId` is one.
  if (schema.type === 'array') return [await example(schema.items ?? {}, reference, name.replace(/Ids$/, 'Id'))]
  if (schema.type !== 'object') return `essai ${++count}`.padEnd(schema.minLength ?? 0, '.')
  const object: Record<string, unknown> = {}
  for (const [field, part] of Object.entries(schema.properties ?? {}))
    if (schema.required?.includes(field) || isReference(part)) object[field] = await example(part, reference, field)
  return object
}
