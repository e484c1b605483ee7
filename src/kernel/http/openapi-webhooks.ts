import { z } from 'zod'
import { type Published, published } from '#kernel/events'
import { say } from '#kernel/i18n'

/** What other systems may be told, each a request that they receive: the `webhooks` of an OpenAPI 3.1 document. */
export const openApiWebhooks = () =>
  Object.fromEntries(published().map((event) => [event.type, { post: receive(event) }]))

const receive = ({ type, shape }: Published) => ({
  summary: say('en', `eventTypes.${type}.name`),
  description: say('en', `eventTypes.${type}.help`),
  operationId: `receive${type.replaceAll(/(^|[._])(\w)/g, (_, _mark, letter: string) => letter.toUpperCase())}`,
  tags: ['Webhooks'],
  parameters: headers,
  requestBody: { required: true, content: { 'application/json': { schema: message(type, shape) } } },
  responses: {
    '2XX': { description: 'Received. Anything else, or nothing within 15 s, and it is sent again for a day.' },
    '410': { description: 'Gone: nothing more is sent.' },
  },
})

const header = (name: string, description: string) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
})
const headers = [
  header('webhook-id', 'The same at each attempt: what came before is known by it'),
  header('webhook-timestamp', 'Of this attempt, in seconds since 1970'),
  header(
    'webhook-signature',
    '`v1,` and the base64 of HMAC-SHA256(secret, "id.timestamp.body"); several, separated by spaces, while a secret is changed',
  ),
]

/** Receivers let pass what they do not know: fields are added, never taken away. */
function message(type: string, shape: z.ZodObject) {
  const { $schema: _, ...data } = z.toJSONSchema(shape, {
    io: 'output',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      delete jsonSchema.additionalProperties
    },
  })
  return {
    type: 'object',
    required: ['type', 'timestamp', 'data'],
    properties: {
      type: { const: type },
      timestamp: { type: 'string', format: 'date-time', description: 'When it happened' },
      data,
    },
  }
}
