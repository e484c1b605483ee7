import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import en from '../../../locales/en.json' with { type: 'json' }
import fr from '../../../locales/fr.json' with { type: 'json' }

type Tree = { [key: string]: string | Tree }
const flatten = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : flatten(value, `${path}${key}.`),
  )
const french = new Map(flatten(fr))
const english = new Map(flatten(en))

const root = new URL('../../../', import.meta.url)
const sources = globSync('src/**/*.{ts,tsx}', { cwd: root })
  .filter((file) => !/\.(test|gen)\.tsx?$/.test(file))
  .map((file) => ({ file, code: readFileSync(new URL(file, root), 'utf8') }))
const found = (pattern: RegExp) =>
  sources.flatMap(({ file, code }) => [...code.matchAll(pattern)].map(([, key = '']) => ({ file, key })))
const isSaid = (key: string) => french.has(key) || french.has(`${key}_other`)

test('French and English say the same things', () => {
  expect([...english.keys()]).toEqual([...french.keys()])
})

test('nothing is left empty', () => {
  const empty = [...french, ...english].filter(([, sentence]) => sentence.trim() === '').map(([key]) => key)
  expect(empty).toEqual([])
})

test('both languages are told the same values', () => {
  const values = (sentence = '') => [...new Set(sentence.match(/\{\{\w+\}\}/g))].toSorted().join(' ')
  const different = [...french].filter(([key, sentence]) => values(sentence) !== values(english.get(key)))
  expect(different.map(([key]) => key)).toEqual([])
})

test('every plural has the forms of its language', () => {
  const plurals = [...french.keys()].filter((key) => key.endsWith('_one')).map((key) => key.slice(0, -4))
  expect(plurals.filter((key) => !french.has(`${key}_other`))).toEqual([])
})

test('every sentence that screens ask for exists', () => {
  const asked = [...found(/\bt\(\s*'([\w.]+)'/g), ...found(/\btext\(\s*'([\w.]+)'/g)]
  expect(asked.length).toBeGreaterThan(100)
  expect(asked.filter(({ key }) => !isSaid(key))).toEqual([])
})

test('every refusal has its sentence', () => {
  const codes = [
    ...found(/\b(?:conflict|invalid|forbidden)\(\s*'([\w.]+)'/g),
    ...found(/\bnew DomainError\(\s*\d+,\s*'([\w.]+)'/g),
    ...found(/\[\d{3}, '([\w.]+)'\]/g),
    ...found(/\berror: '(\w+\.\w+)'/g),
    ...found(/\breturn '(field\.\w+)'/g),
    ...found(/\bnotFound\(\s*'(\w+)'/g).map(({ file, key }) => ({ file, key: `${key}.not_found` })),
  ]
  expect(codes.length).toBeGreaterThan(10)
  expect(codes.filter(({ key }) => !isSaid(`errors.${key}`))).toEqual([])
})

test('every right has its words, for whoever gives it to an API key', () => {
  const rights = found(/\bright\('([\w.]+)'/g)
  expect(rights.length).toBeGreaterThan(5)
  expect(rights.filter(({ key }) => !isSaid(`rights.${key}`))).toEqual([])
})
