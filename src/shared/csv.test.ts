import { globSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { csvLine, csvMark } from './csv.ts'

const read = (text: string) => parse(text, { delimiter: ';', bom: true })[0]!

test.each(['=1+1', '+1', '-2+3', '@SUM(A1)', '\t=1', '\r=1', ' =1', '"=1"', '＝1', "'=1", '\u00a0=1', '\t', '+33 1'])(
  'a formula is told as text: %j',
  (cell) => {
    expect(read(csvMark + csvLine([cell, 'x']))).toEqual([`'${cell}`, 'x'])
  },
)

test.each(['', 'Nantes', 'a=b', '1-2', 'é;"\n', '02 61', 'l’été', '0', "d'ici"])(
  'what is none stays as it is: %j',
  (cell) => {
    expect(read(csvLine([cell, 'x']))).toEqual([cell, 'x'])
  },
)

test('lines end as spreadsheets expect', () => {
  expect(csvLine(['a', 'b;c'])).toBe('a;"b;c"\r\n')
})

test('no export writes its lines in another way', () => {
  const root = new URL('../../', import.meta.url)
  const others = globSync('{src,bin}/**/*.{ts,tsx}', { cwd: root }).filter((file) =>
    /^import .*csv-stringify/m.test(readFileSync(new URL(file, root), 'utf8')),
  )
  expect(others).toEqual(['src/shared/csv.ts'])
})
