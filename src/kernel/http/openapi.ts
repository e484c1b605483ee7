import { z } from 'zod'
import type { Right } from '#kernel/auth'
import type { Endpoint } from '#shared/endpoint'
import { creates } from './creation.ts'
import { openApiWebhooks } from './openapi-webhooks.ts'

/** `isOwn`: asked of nobody but a person with a session, about themselves. */
export type Served = { endpoint: Endpoint; right: Right | undefined; isOwn: boolean }

const schemaOf = (shape: z.ZodType, io: 'input' | 'output') => {
  const {
    $schema: _,
    $defs,
    ...schema
  } = z.toJSONSchema(shape, {
    io,
    unrepresentable: 'any',
    // What is not named is refused: see readExactly.
    override: ({ jsonSchema }) => {
      if (jsonSchema.type === 'object') jsonSchema.additionalProperties ??= false
    },
  })
  Object.assign(shapes, elsewhere($defs))
  return elsewhere(schema) as { properties?: Record<string, unknown>; required?: string[] }
}

/** Shapes that hold themselves, by their name: they stand once, among the document's components. */
const shapes: Record<string, object> = {}
const elsewhere = <T>(schema: T): T =>
  schema && (JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as T)

/** The OpenAPI 3.1 document of what is served: written from the contracts, so it cannot say something else. */
export function openApi(served: Served[], publicUrl: string) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const { endpoint, right, isOwn } of served) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}')
    ;(paths[path] ??= {})[endpoint.method.toLowerCase()] = operation(endpoint, right, isOwn)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Visavis',
      version: '0.1.0',
      license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
      description:
        'Every refusal is `application/problem+json` with a stable `code`. Lists are read by cursor: give `next` back as `cursor`.',
    },
    servers: [{ url: publicUrl }],
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key: Settings › API keys.' },
        session: { type: 'apiKey', in: 'cookie', name: 'visavis_session', description: 'A person’s session.' },
      },
      schemas: { Problem: problem, ...shapes },
      parameters: { IdempotencyKey: idempotencyKey },
      headers: {
        IdempotentReplayed: { description: 'The reply of the first request, given back.', schema: { const: 'true' } },
      },
    },
    paths,
    webhooks: openApiWebhooks(),
  }
}

/** The endpoint's stable name: `getApiCallsId` of `GET /api/calls/:id`. */
export const operationIdOf = ({ method, path }: Endpoint): string =>
  `${method.toLowerCase()}${path.replace(/[^a-z]+(\w)/gi, (_, letter: string) => letter.toUpperCase()).replace(/\W/g, '')}`

function operation(endpoint: Endpoint, right: Right | undefined, isOwn: boolean) {
  const isRepeatable = right !== undefined && creates(endpoint)
  const parameters: object[] = (['params', 'query'] as const).flatMap((part) => {
    if (!endpoint[part]) return []
    const { properties = {}, required = [] } = schemaOf(endpoint[part], 'input')
    return Object.entries(properties).map(([name, schema]) => ({
      name,
      in: part === 'params' ? 'path' : 'query',
      required: part === 'params' || required.includes(name),
      schema,
    }))
  })
  if (isRepeatable) parameters.push({ $ref: '#/components/parameters/IdempotencyKey' })
  return {
    summary: endpoint.summary,
    tags: [endpoint.tag],
    operationId: operationIdOf(endpoint),
    ...(right
      ? { security: [{ key: [] }], description: `Right: \`${right.name}\`.`, 'x-right': right.name }
      : isOwn
        ? { security: [{ session: [] }], description: 'Asks for a person’s session.', 'x-own': true }
        : { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(endpoint.body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } } },
    }),
    responses: {
      [endpoint.status ?? 200]: {
        description: 'Done',
        ...(isRepeatable && {
          headers: { 'Idempotent-Replayed': { $ref: '#/components/headers/IdempotentReplayed' } },
        }),
        content: { [endpoint.produces ?? 'application/json']: { schema: schemaOf(endpoint.reply, 'output') } },
      },
      default: {
        description: 'Refused',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Names this creation, so that it happens once however often it is asked for. For a day the same key with the same request gives the same reply back; with another request it is refused (422 `idempotency.other_request`), as while the first is under way (409 `idempotency.in_progress`). A refusal is not kept. A UUID is a good key.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
  example: '9f0a6c1e-2f57-4c19-8a54-0c6e5d1b7a11',
}

const problem = {
  type: 'object',
  required: ['status', 'code', 'title', 'detail', 'messages'],
  properties: {
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable, such as `call.not_found`' },
    title: { type: 'string' },
    detail: { type: 'string', description: 'In the language of Accept-Language' },
    messages: { type: 'object', properties: { fr: { type: 'string' }, en: { type: 'string' } } },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
}
