import { Writable } from 'node:stream'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { Database } from '#kernel/db'
import { testDb } from '#test/db'
import { anOrg } from '#test/factories'
import { openReadings, type Told } from './index.ts'

const { db, query } = await testDb()
let log = ''
const sink = new Writable({
  write(line, _encoding, done) {
    log += String(line)
    done()
  },
})
const told = (orgId: string, verb: string): Told => ({ orgId, kind: 'read', who: 'account', verb })
const written = async (orgId: string) =>
  (await query('select verb from core.audit_inbox where org_id = $1 order by verb collate "C"', [orgId])).map(
    ({ verb }) => verb,
  )

/** A database that is away until it is told to come back. */
function away() {
  let isAway = true
  let attempts = 0
  const atGate: Database['atGate'] = async (work) => {
    attempts += 1
    if (isAway) throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' })
    return db.atGate(work)
  }
  return { db: { ...db, atGate }, comeBack: () => void (isAway = false), attempts: () => attempts }
}

test('the same reading is written once a minute, another one beside it', async () => {
  const { orgId } = await anOrg(query)
  const readings = openReadings(db, pino(sink))
  for (let n = 0; n < 50; n++) readings.note({ ...told(orgId, 'same'), requestId: `r${n}` })
  readings.note(told(orgId, 'other'))
  readings.note({ ...told(orgId, 'same'), address: '192.0.2.7' })
  for (let n = 0; n < 3; n++) readings.note(told(orgId, 'each'), { each: true })
  await readings.close()
  expect(await written(orgId)).toEqual(['each', 'each', 'each', 'other', 'same', 'same'])
})

test('a thousand different ones share few transactions, and none is lost', async () => {
  const { orgId } = await anOrg(query)
  const counted = away()
  counted.comeBack()
  const readings = openReadings(counted.db, pino(sink))
  for (let n = 0; n < 1000; n++) readings.note(told(orgId, `n${n}`))
  await readings.close()
  expect(new Set(await written(orgId)).size).toBe(1000)
  expect(counted.attempts()).toBeLessThan(20)
})

test('while the database is away they wait, and are written when it is back, with the time at which they happened', async () => {
  const { orgId } = await anOrg(query)
  const away1 = away()
  const readings = openReadings(away1.db, pino(sink))
  const at = Date.now()
  for (let n = 0; n < 5; n++) readings.note(told(orgId, `n${n}`))
  await expect.poll(away1.attempts).toBeGreaterThan(0)
  expect(await written(orgId)).toEqual([])
  away1.comeBack()
  await expect.poll(() => written(orgId)).toHaveLength(5)
  await readings.close()
  const [{ late }] = (await query(
    'select max(abs(extract(epoch from at) * 1000 - $2)) as late from core.audit_inbox where org_id = $1',
    [orgId, at],
  )) as [{ late: string }]
  expect(Number(late)).toBeLessThan(500)
})

test('too many wait: the next reading is refused rather than left out', async () => {
  const readings = openReadings(away().db, pino(sink))
  expect(() => {
    for (let n = 0; n < 11_000; n++) readings.note(told('x', `n${n}`))
  }).toThrow('server.busy')
})

test('one that does not fit harms no other, and is told', async () => {
  const { orgId } = await anOrg(query)
  const readings = openReadings(db, pino(sink))
  for (const verb of ['a', 'x'.repeat(500), 'b']) readings.note(told(orgId, verb))
  await readings.close()
  expect(await written(orgId)).toEqual(['a', 'b'])
  expect(log).toContain('does not fit')
})
