import { expect, test } from 'vitest'
import { parseForm } from './form.ts'

const parse = (body: string) => parseForm(Buffer.from(body))

test.each([
  ['a body above 64 kB', `a=${'x'.repeat(65_535)}`, 413],
  ['more than 200 fields', Array.from({ length: 201 }, (_, i) => `f${i}=1`).join('&'), 422],
  ['more than 200 times the same field', 'a=1&'.repeat(201), 422],
  ['a NUL in a value', 'a=%00', 422],
  ['a NUL in a name', 'a%00=1', 422],
])('refuses %s', (_, body, status) => {
  expect(() => parse(body)).toThrow(expect.objectContaining({ code: 'hook.malformed', status }))
})

test('reads up to the limits', () => {
  expect(parse(`a=${'x'.repeat(65_534)}`).a).toHaveLength(65_534)
  expect(Object.keys(parse(Array.from({ length: 200 }, (_, i) => `f${i}=1`).join('&')))).toHaveLength(200)
})

test('the first of a repeated field counts, even when empty', () => {
  expect(parse('From=&From=%2B33639980001&To=a&To=b')).toEqual({ From: '', To: 'a' })
})

test('a field cannot reach the prototype', () => {
  const fields = parse('__proto__=1&constructor=2&toString=3')
  expect(Object.entries(fields)).toEqual([
    ['__proto__', '1'],
    ['constructor', '2'],
    ['toString', '3'],
  ])
  expect(({} as Record<string, unknown>)['1']).toBeUndefined()
  expect(parse('a=1').constructor).toBeUndefined()
})

test('reads accents, plus signs and broken escapes', () => {
  expect(parse('CallerName=%C3%89lodie+No%C3%ABl&Body=100%')).toEqual({ CallerName: 'Élodie Noël', Body: '100%' })
  expect(parse('')).toEqual({})
})
