import { randomUUID } from 'node:crypto'
import { example, isReference, type Schema } from './example.ts'
import type { Client } from './server.ts'

type Operation = {
  'x-right'?: string
  'x-own'?: true
  operationId: string
  parameters?: { name: string; in: string; required: boolean; schema: Schema }[]
  requestBody?: { content: { 'application/json': { schema: Schema } } }
}
export type Endpoint = Operation & { name: string; method: string; path: string }
export type Closed = Endpoint & { right: string }

const order = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Where the API lists what a field points to, when it is not under the field's own name. */
const elsewhere: Record<string, string> = {
  ownerId: '/api/request-owners',
  interactionId: '/api/calls',
  proofId: '/files/consent-proofs',
  viewId: '/api/call-views',
  serviceAccountId: '/api/service-accounts',
}

/** Where an endpoint means another list than its field says. */
const except: Record<string, string> = { 'POST /api/waves questionnaireId': '/api/questionnaires?audience=employees' }

/** The list of what a field points to. */
export const listOf = (field: string, endpoint = '') =>
  except[`${endpoint} ${field}`] ?? elsewhere[field] ?? `/api/${field.replace(/Id$/, '')}s`

/** Every endpoint of the OpenAPI document, and how to ask it with what an owner's lists show. */
export async function readEndpoints(owner: Client) {
  const { paths } = (await (await owner('/api/openapi.json')).json()) as {
    paths: Record<string, Record<string, Operation>>
  }
  const every = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([verb, operation]): Endpoint => {
      const method = verb.toUpperCase()
      return { name: `${method} ${path}`, method, path, ...operation }
    }),
  )
  const closed = every
    .flatMap((one): Closed[] => (one['x-right'] ? [{ ...one, right: one['x-right'] }] : []))
    .toSorted((a, b) => order.indexOf(a.method) - order.indexOf(b.method))

  /** The first of what a list of ours shows. */
  async function firstOf(list: string): Promise<string> {
    const { items = [] } = (await (await owner(list)).json()) as { items?: { id: string }[] }
    if (!items[0]) throw new Error(`GET ${list} shows nothing of which a path could be made: add one to aCompany`)
    return items[0].id
  }
  const isListed = (list: string) => paths[list.split('?')[0]!]?.get !== undefined
  const referenceTo = async (field: string, endpoint = '') => {
    const list = listOf(field, endpoint)
    return isListed(list) ? firstOf(list) : randomUUID()
  }

  /** The endpoint asked with our own ids, whoever asks. */
  async function request({ method, path, parameters = [], requestBody }: Endpoint) {
    let address = path
    for (let hole = /^(.*?)\/\{\w+\}/.exec(address); hole; hole = /^(.*?)\/\{\w+\}/.exec(address))
      address = `${hole[1]}/${await firstOf(hole[1]!)}${address.slice(hole[0].length)}`
    const query = new URLSearchParams()
    for (const { name, schema } of parameters.filter((one) => one.in === 'query' && one.required))
      query.set(name, String(await example(schema, referenceTo, name)))
    if (query.size > 0) address += `?${query.toString()}`
    const schema = requestBody?.content['application/json'].schema
    const body = schema && (await example(schema, (field) => referenceTo(field, `${method} ${path}`)))
    return (client: Client) => client(address, { method, body })
  }
  return { every, closed, request }
}

/** For `test.each`. */
export const named = <E extends Endpoint>(operations: E[]) => operations.map((one) => [one.name, one] as const)
/** It acts on one thing, whose id is in the path. */
export const ofOne = ({ path }: Endpoint) => path.includes('{')
/** Its body names something else by its id. */
export const refers = ({ requestBody }: Endpoint) =>
  Object.values(requestBody?.content['application/json'].schema.properties ?? {}).some(isReference)
