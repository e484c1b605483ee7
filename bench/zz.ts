import { benchHouse } from './load/house.ts'
import { writeHistory } from './load/history.ts'
import { writeFileSync } from 'node:fs'
const calls = Number(process.argv[2] ?? 5_000_000),
  views = Number(process.argv[3] ?? 20_000_000)
const house = await benchHouse({ LOG_LEVEL: 'warn' })
writeFileSync('/tmp/dash/info', JSON.stringify({ url: house.databaseUrl, port: house.port }))
const { rows } = await house.client.query('select id from core.org')
const t = performance.now()
await writeHistory(house.client, rows[0].id, { calls, views, days: 730 })
console.log('seeded', Math.round((performance.now() - t) / 1000), 's')
const key = await house.post('/api/api-keys', {}).catch((e) => String(e))
console.log(key)
await new Promise((r) => setTimeout(r, Number(process.argv[4] ?? 60) * 60_000))
await house[Symbol.asyncDispose]()
