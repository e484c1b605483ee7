// A history of calls from an Asterisk's Master.csv, by the command, beside a bare COPY of the same rows:
// `npm run bench -- import [LINES]`.
//
// The targets are 20,000 lines a second and 400 MB. 60,000 lines, the server counting them at the same time; PostgreSQL 18,
// both processes and this client share 2 cores (Debian 12, Node 24). 30 November 2026, load average 1 before:
//   6,139 lines/s recorded (start of the command included), 404 MB at most; 5,756 lines/s until every call is counted
//   250,000 lines: 5,402 lines/s recorded, 466 MB at most; 3,018 lines/s until every call is counted
//   a bare COPY of the same rows, with the same indexes: 62,000 to 83,000 rows/s
//   an hour before, on the same machine: 4,821 and 4,174 lines/s, while many rows were thousands of parameters
// Reading alone: 15,000 lines/s, on a slower day.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { setTimeout as wait } from 'node:timers/promises'
import { benchHouse } from './load/house.ts'

const lines = Number(process.argv[2] ?? 100_000)
const [targetPerSecond, targetMb] = [20_000, 400]
const first = Date.UTC(2025, 0, 1)
const two = (n: number) => String(n).padStart(2, '0')
const four = (n: number) => String(n).padStart(4, '0')
const instant = (n: number) => new Date(first + n * 25_000).toISOString().slice(0, 19).replace('T', ' ')

/** A call each 25 s: one caller of 10,000, to one of 20 numbers, two in three answered. */
function line(n: number): string {
  const [caller, ours] = [`063998${four((n * 7919) % 10_000)}`, `01990000${two(n % 20)}`]
  const answered = n % 3 !== 0
  const end = instant(n + 2)
  const times = answered
    ? `"${instant(n)}","${instant(n)}","${end}",50,50,"ANSWERED"`
    : `"${instant(n)}","","${end}",50,0,"NO ANSWER"`
  return `"","${caller}","${ours}","from-trunk","""Client"" <${caller}>","PJSIP/trunk-${n}","PJSIP/201-${n}","Dial","PJSIP/201,25",${times},"DOCUMENTATION","${first / 1000 + n}.${n}",""\n`
}
function* file() {
  for (let n = 0; n < lines; n++) yield line(n)
}

await using house = await benchHouse({ LOG_LEVEL: 'warn' })
const { client, post, databaseUrl } = house
const { id: siteId } = await post('/api/sites', { name: 'Nantes', phone: '01 99 00 00 00' })
const { id: campaignId } = await post('/api/campaigns', { name: 'Dépliant', medium: 'print', channel: 'Print' })
for (let n = 1; n < 20; n++) await post('/api/numbers', { siteId, campaignId, phone: `01 99 00 00 ${two(n)}` })
const folder = await mkdtemp(join(tmpdir(), 'visavis-bench-import-'))
const path = join(folder, 'Master.csv')
await pipeline(Readable.from(file()), createWriteStream(path))

const began = performance.now()
const child = spawn(process.execPath, ['src/main.ts', 'import', 'calls', '--format', 'asterisk-cdr', '--json', path], {
  cwd: new URL('../', import.meta.url),
  env: { ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: folder, LOG_LEVEL: 'warn' },
  stdio: ['ignore', 'pipe', 'inherit'],
})
let peakMb = 0
const watching = setInterval(() => {
  try {
    peakMb = Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))![1]) / 1024)
  } catch {
    // gone
  }
}, 200)
child.stdout.on('data', (text: Buffer) => process.stdout.write(text))
const [code] = (await once(child, 'exit')) as [number]
if (code !== 0) throw new Error(`The import ended with ${code}.`)
clearInterval(watching)
const seconds = (performance.now() - began) / 1000
console.log(
  `${lines} lines recorded: ${Math.round(lines / seconds)} lines/s (target ${targetPerSecond}), ${peakMb} MB at most (target ${targetMb})`,
)

for (;;) {
  const { rows } = await client.query('select count(*)::int as n from customer.tracked_call')
  if ((rows[0] as { n: number }).n >= lines) break
  await wait(200)
}
console.log(
  `${Math.round(lines / ((performance.now() - began) / 1000))} lines/s until every call is counted on its screen`,
)

// The same rows, by COPY alone.
const copy = join(folder, 'rows')
await pipeline(client.query(copyTo('copy engine.interaction to stdout')), createWriteStream(copy))
await client.query('create table bare (like engine.interaction including all)')
const bareFrom = performance.now()
await pipeline(createReadStream(copy), client.query(copyFrom('copy bare from stdin')))
console.log(
  `a bare COPY of the same rows, with the same indexes: ${Math.round(lines / ((performance.now() - bareFrom) / 1000))} rows/s`,
)
await rm(folder, { recursive: true, force: true })
