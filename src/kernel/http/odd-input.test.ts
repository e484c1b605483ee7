import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { expect, test } from 'vitest'
import { aCompany } from '#test/company'
import { example, type Schema } from '#test/example'
import { testServer } from '#test/server'

// Every endpoint, given what no form sends: it may refuse, or make the best of it; it never fails.

const house = await testServer()
const owner = await house.signIn('owner')
const { site } = await aCompany(owner)

const odd: [string, string][] = [
  ['a null character', 'a\0b'],
  ['half a character', 'a\ud83d'],
  ['a long text', 'x'.repeat(20_000)],
  ['what ends a statement', `'; drop table engine.site; --`],
]
const endpoints = house.app.house.endpoints.filter(({ right }) => right).map(({ endpoint }) => endpoint)
const schemaOf = (shape: z.ZodType) => z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as Schema

/** The value with one of its texts, at a time, made odd. */
function* spoilt(value: unknown, text: string): Generator {
  if (typeof value === 'string') yield text
  else if (Array.isArray(value)) for (const one of spoilt(value[0], text)) yield [one]
  else if (typeof value === 'object' && value)
    for (const [field, part] of Object.entries(value))
      for (const one of spoilt(part, text)) yield { ...value, [field]: one }
}
const failures: string[] = []
let asked = 0
async function ask(what: string, reply: Response) {
  asked += 1
  const text = await reply.text()
  if (reply.status >= 500) failures.push(`${what}: ${text}`)
}

test.each(odd)('%s in a body', async (_, text) => {
  failures.length = 0
  for (const { method, path, body } of endpoints.filter((one) => one.body)) {
    const good = await example(schemaOf(body!), async () => site.id)
    for (const bad of spoilt(good, text))
      await ask(
        `${method} ${path} ${JSON.stringify(bad).slice(0, 200)}`,
        await owner(path.replaceAll(/:\w+/g, site.id), { method, body: bad }),
      )
  }
  expect(failures).toEqual([])
})

test.each(odd)('%s in a query', async (_, text) => {
  failures.length = 0
  for (const { path, query } of endpoints.filter((one) => one.query))
    for (const name of Object.keys(schemaOf(query!).properties ?? {})) {
      const address = `${path}?${name}=${encodeURIComponent(text.toWellFormed().slice(0, 2000))}`
      await ask(address, await owner(address))
    }
  expect(failures).toEqual([])
})

test.each([[''], ['null'], ['[]'], ['{}'], ['0'], ['"x"'], ['[[[[[[[[{}]]]]]]]]'], ['{"a":1e999}']])(
  '%s as a body',
  async (body) => {
    failures.length = 0
    for (const { method, path } of endpoints.filter((one) => one.body))
      await ask(
        `${method} ${path}`,
        await owner(path.replaceAll(/:\w+/g, randomUUID()), {
          method,
          body,
          headers: { 'content-type': 'application/json' },
        }),
      )
    expect(failures).toEqual([])
  },
)

test('much was asked', () => {
  expect(asked).toBeGreaterThan(200)
})
