// 100,000 customers of a company's own file, through the screen's own road: `npm run bench -- contacts`.
//
// A CSV and then the same rows as .xlsx are given and confirmed over HTTP, until every line is settled; the target is 60 s.
// PostgreSQL 18, the server and this client share 2 cores (Debian 12, Node 24). 30 November 2026, load average 1 before:
//   CSV 30.7 s, all 100,000 new; .xlsx 27.0 s, all known already; the server held at most 532 and 759 MB (the file
//   travels as base64 in JSON; `visavis import contacts` streams a CSV)
import { setTimeout as wait } from 'node:timers/promises'
import writeXlsxFile from 'write-excel-file/node'
import { benchHouse } from './load/house.ts'

const customers = 100_000
const targetSeconds = 60
const heads = ['Référence', 'Nom', 'E-mail', 'Téléphone', 'Mobile']
const rows = Array.from({ length: customers }, (_, n) => [
  `C${n}`,
  `Client Numéro ${n}`,
  `client${n}@exemple.fr`,
  `02 61 91 ${two(n / 100)} ${two(n)}`,
  `06 39 98 ${two(n / 100)} ${two(n)}`,
])
function two(n: number) {
  return String(Math.floor(n) % 100).padStart(2, '0')
}

await using house = await benchHouse({ LOG_LEVEL: 'warn' })
const { client, post } = house

async function take(fileName: string, content: Buffer): Promise<string> {
  const from = performance.now()
  const given = await post('/api/imports', { kind: 'contacts', fileName, content: content.toString('base64') })
  const mapping = ['reference', 'name', 'email', 'phone', 'mobile'].map((field, place) => ({ field, place }))
  await house.put(`/api/imports/${given.id}/mapping`, { mapping })
  for (;;) {
    await wait(200)
    const { rows: found } = await client.query(
      'select status, lines, created, unchanged, refused from engine.import where id = $1',
      [given.id],
    )
    const { status, ...counts } = found[0] as { status: string }
    if (status === 'failed') throw new Error(`${fileName} failed`)
    if (status !== 'done') continue
    const seconds = (performance.now() - from) / 1000
    return `${fileName} (${Math.round(content.length / 1e5) / 10} MB): ${seconds.toFixed(1)} s (target ${targetSeconds}), ${JSON.stringify(counts)}, process at most ${house.peakMb()} MB`
  }
}

const csv = Buffer.from([heads, ...rows].map((cells) => cells.join(';')).join('\n'))
const sheet = await writeXlsxFile([heads, ...rows].map((cells) => cells.map((value) => ({ value })))).toBuffer()
console.log(await take('clients.csv', csv))
console.log(await take('clients.xlsx', sheet))
