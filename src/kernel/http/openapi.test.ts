import { expect, test } from 'vitest'
import { published } from '#kernel/events'
import { routesOf } from '#test/routes'
import { testServer } from '#test/server'

// No validator of OpenAPI 3.1 in the house: what clients and generators rely upon is checked by hand.

type Parameter = { name: string; in: string; required: boolean; schema: object }
type Reference = { $ref: string }
type Operation = {
  summary: string
  tags: string[]
  operationId: string
  security: unknown[]
  'x-right'?: string
  'x-own'?: true
  parameters?: (Parameter | Reference)[]
  requestBody?: { required: boolean; content: Record<string, { schema: object }> }
  responses: Record<string, { description: string; content: Record<string, { schema: object }> }>
}
type Document = {
  openapi: string
  info: { title: string; version: string }
  servers: { url: string }[]
  components: {
    schemas: Record<string, object>
    parameters: Record<string, Parameter>
    securitySchemes: Record<string, object>
  }
  paths: Record<string, Record<string, Operation>>
  webhooks: Record<string, { post: Operation }>
}

const house = await testServer()
const text = await (await house.anonymous('/api/openapi.json')).text()
const document = JSON.parse(text) as Document
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
)

const parametersOf = ({ parameters = [] }: Operation) =>
  parameters.map((one) => ('$ref' in one ? document.components.parameters[one.$ref.split('/').at(-1)!]! : one))

test('every route under /api and /files is in the document, and nothing else is', () => {
  const unlisted = /^\/api\/(openapi\.json|docs|live)/ // the document itself, its page, and the stream of changes
  const served = routesOf(house.app)
    .filter(({ method, path }) => method !== 'HEAD' && /^\/(api|files)\//.test(path) && !unlisted.test(path))
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
  expect(served.length).toBeGreaterThan(30)
  expect(operations.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(served.toSorted())
})

test('it says what it is', () => {
  expect(document).toMatchObject({
    openapi: '3.1.0',
    info: { title: 'Visavis', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string },
    servers: [{ url: house.url }],
  })
})

test('every operation has its own name, a summary and a group', () => {
  const ids = operations.map(({ operation }) => operation.operationId)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { operation } of operations) {
    expect(operation.operationId).toMatch(/^[a-z][A-Za-z]+$/)
    expect(operation.summary.length).toBeGreaterThan(5)
    expect(operation.tags).toEqual([expect.any(String)])
  }
})

test('every hole of a path is a parameter, and the other way round', () => {
  for (const { path, operation } of operations) {
    const holes = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const parameters = parametersOf(operation)
    expect(parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(holes)
    for (const one of parameters) {
      expect(['path', 'query', 'header']).toContain(one.in)
      expect(typeof one.schema).toBe('object')
      if (one.in === 'path') expect(one.required).toBe(true)
    }
  }
})

test('every creation takes a key, and nothing else does', () => {
  for (const { operation } of operations) {
    const isCreation = operation['x-right'] !== undefined && operation.responses['201'] !== undefined
    const names = parametersOf(operation).map(({ name }) => name)
    expect([operation.operationId, names.includes('Idempotency-Key')]).toEqual([operation.operationId, isCreation])
  }
})

test('every reply has a shape, and every refusal that of a problem', () => {
  for (const { operation } of operations) {
    const { default: refused, ...done } = operation.responses
    expect(Object.keys(done)).toEqual([expect.stringMatching(/^20[0-9]$/)])
    for (const { description, content } of Object.values(done)) {
      expect(description).toBeTruthy()
      for (const { schema } of Object.values(content)) expect(Object.keys(schema)).not.toEqual([])
    }
    expect(refused?.content['application/problem+json']?.schema).toEqual({ $ref: '#/components/schemas/Problem' })
  }
})

test('only operations that carry something ask for a body, as JSON', () => {
  for (const { method, operation } of operations) {
    if (method === 'GET' || method === 'DELETE') expect(operation.requestBody).toBeUndefined()
    else if (operation.requestBody) expect(Object.keys(operation.requestBody.content)).toEqual(['application/json'])
  }
})

test('what asks for a right asks for a key, and what is a person’s own for their session', () => {
  for (const { operation } of operations)
    expect(operation.security).toEqual(
      operation['x-right'] ? [{ key: [] }] : operation['x-own'] ? [{ session: [] }] : [],
    )
  expect(document.components.securitySchemes.key).toMatchObject({ type: 'http', scheme: 'bearer' })
})

test('what other systems may be told is listed, with its shape, and nothing that a receiver must refuse', () => {
  expect(Object.keys(document.webhooks)).toEqual(published().map(({ type }) => type))
  const names = new Set(operations.map(({ operation }) => operation.operationId))
  for (const [type, { post }] of Object.entries(document.webhooks)) {
    expect(post.summary, type).not.toContain('eventTypes')
    expect(names.has(post.operationId)).toBe(false)
    names.add(post.operationId)
    expect(post.requestBody?.content['application/json']?.schema).toMatchObject({
      required: ['type', 'timestamp', 'data'],
      properties: { type: { const: type }, data: { type: 'object', properties: expect.any(Object) as object } },
    })
    expect(JSON.stringify(post)).not.toContain('additionalProperties')
    expect(Object.keys(post.responses).toSorted()).toEqual(['2XX', '410'])
  }
})

test('every reference leads somewhere', () => {
  const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, to]) => to!)
  expect(references.length).toBeGreaterThan(0)
  for (const reference of new Set(references)) {
    expect(reference).toMatch(/^#\//)
    const found = reference
      .slice(2)
      .split('/')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document)
    expect([reference, found]).toEqual([reference, expect.any(Object)])
  }
})

test('a problem is as the document says', async () => {
  const problem = (await (await house.anonymous('/api/sites')).json()) as Record<string, unknown>
  const { required, properties } = document.components.schemas.Problem as {
    required: string[]
    properties: Record<string, unknown>
  }
  expect(Object.keys(problem)).toEqual(expect.arrayContaining(required))
  expect(Object.keys({ ...properties, type: {} })).toEqual(expect.arrayContaining(Object.keys(problem)))
})

test('its page fetches nothing from elsewhere', async () => {
  const page = await (await house.anonymous('/api/docs')).text()
  const addresses = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address!)
  expect(addresses.length).toBeGreaterThan(2)
  for (const address of addresses) {
    expect(address).toMatch(/^\/[a-z]/)
    expect((await house.anonymous(address)).status).toBe(200)
  }
})
