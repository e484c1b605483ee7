import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { rowsOf } from './index.ts'

const read = async (name: string, content: Buffer) => {
  const rows = []
  for await (const row of rowsOf(name, content)) rows.push(row)
  return rows
}
const workbook = async (rows: (string | number | Date | null)[][]) =>
  writeXlsxFile(
    rows.map((row) => row.map((value) => value && { value, ...(value instanceof Date && { format: 'dd/mm/yyyy' }) })),
  ).toBuffer()

test.each([
  ['text', Buffer.from('Référence;Nom')],
  ['an archive that is no workbook', Buffer.from(zipSync({ 'a.txt': new Uint8Array(10) }))],
  ['nothing', Buffer.alloc(0)],
])('a workbook that is %s is refused', async (_, content) => {
  await expect(read('clients.xlsx', content)).rejects.toMatchObject({ code: 'import.sheet_unreadable', status: 422 })
})

test('a workbook that unpacks to more than there is room for is refused before it is unpacked', async () => {
  const bomb = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(310 * 1024 * 1024) }, { level: 1 })
  await expect(read('clients.xlsx', Buffer.from(bomb))).rejects.toMatchObject({ code: 'import.sheet_too_large' })
})

test('the first sheet of a workbook: text, numbers, days; an empty row is none', async () => {
  const content = await workbook([
    ['Nom', 'Téléphone', 'Depuis', 'Montant'],
    ['Élodie Noël', 639980001, new Date(Date.UTC(2024, 2, 5)), 12.5],
    [null, null, null, null],
    ['Marc', '06 39 98 00 02', null, 7],
  ])
  expect(await read('Clients.XLSX', content)).toEqual([
    { line: 1, cells: ['Nom', 'Téléphone', 'Depuis', 'Montant'] },
    { line: 2, cells: ['Élodie Noël', '639980001', '2024-03-05', '12.5'] },
    { line: 4, cells: ['Marc', '06 39 98 00 02', '', '7'] },
  ])
})

test('every row of a large workbook comes once, in order', async () => {
  const rows = await read('a.xlsx', await workbook(Array.from({ length: 4500 }, (_, index) => [`n${index}`])))
  expect(rows.map((row) => 'cells' in row && row.cells[0])).toEqual(Array.from({ length: 4500 }, (_, i) => `n${i}`))
})

test('CSV as spreadsheets of France write it', async () => {
  const content = Buffer.from('Nom;Ville\r\n"Noël; Élodie";Angers\r\n', 'latin1')
  const rows = await read('clients.csv', content)
  expect(rows).toMatchObject([{ cells: ['Nom', 'Ville'] }, { line: 2, cells: ['Noël; Élodie', 'Angers'] }])
})
