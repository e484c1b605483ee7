import { parentPort, workerData } from 'node:worker_threads'
import { readSheet, type SheetData } from 'read-excel-file/node'

type Cell = SheetData[number][number]
const rowsAtOnce = 2000

/** As it would be typed: a day without its midnight, a number without its format. */
function textOf(cell: Cell): string {
  if (cell === null) return ''
  if (cell instanceof Date) return cell.toISOString().replace(/T00:00:00\.000Z$/, '')
  return String(cell).trim()
}
const send = (rows: { line: number; cells: string[] }[] | null) => parentPort!.postMessage(rows, [])

const sheet = await readSheet(Buffer.from(workerData as Uint8Array))
let next = 0

parentPort!.on('message', () => {
  if (next >= sheet.length) return send(null)
  const from = next
  next += rowsAtOnce
  const rows = sheet
    .slice(from, next)
    .map((cells, index) => ({ line: from + index + 1, cells: cells.map(textOf) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
  return send(rows)
})
