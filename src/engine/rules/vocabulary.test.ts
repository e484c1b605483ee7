import { expect, test } from 'vitest'
import { knows } from '#kernel/i18n'
import { testServer } from '#test/server'
import { operators, type Vocabulary } from './contract.ts'

// Whatever a rule may be made of can be said on a screen.

const house = await testServer()
const vocabulary = (await (await (await house.signIn('owner'))('/api/rule-vocabulary')).json()) as Vocabulary

test('there is much to say', () => {
  expect(vocabulary.events.length).toBeGreaterThan(10)
  expect(vocabulary.actions.length).toBeGreaterThan(3)
})

const keys = [
  ...vocabulary.events.flatMap(({ type, noun, fields }) => [
    `eventTypes.${type}.name`,
    ...fields.flatMap(({ name, values = [] }) => [
      `facts.${noun}.${name}`,
      ...values.map((value) => `facts.${noun}.values.${name}.${value}`),
    ]),
  ]),
  ...vocabulary.actions.flatMap(({ kind, inputs }) => [
    `rules.actions.${kind}.name`,
    `rules.actions.${kind}.add`,
    ...Object.keys(inputs).map((name) => `rules.settings.${name}`),
  ]),
  ...operators.map((operator) => `rules.operators.${operator}`),
]
test.each([...new Set(keys)])('%s', (key) => expect(knows(key)).toBe(true))
