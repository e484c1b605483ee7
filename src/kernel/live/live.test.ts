import { expect, onTestFinished, test } from 'vitest'
import { refresh } from '#kernel/events'
import { openLog } from '#kernel/log'
import { testDb } from '#test/db'
import { anOrg } from '#test/factories'
import { openLive } from './index.ts'

const { db, url, query } = await testDb()
const [acme, rival] = [await anOrg(query), await anOrg(query)]
const tell = (org: { orgId: string }, topic: string) => db.as(org, async (tx) => refresh(tx, topic))

async function open() {
  const live = await openLive(url, openLog('silent'))
  onTestFinished(live.close)
  const heard: string[] = []
  const leave = live.subscribe(acme.orgId, (topic) => heard.push(topic))
  return { live, heard, leave }
}
const cut = async () => {
  const ended = await query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'visavis live' and datname = current_database()`,
  )
  expect(ended).toHaveLength(1)
}

test('another organisation’s screens hear nothing', async () => {
  const { live, heard } = await open()
  const theirs: string[] = []
  live.subscribe(rival.orgId, (topic) => theirs.push(topic))
  await tell(rival, 'calls')
  await tell(acme, 'numbers')
  await expect.poll(() => heard).toEqual(['numbers'])
  expect(theirs).toEqual(['calls'])
})

test('a screen that has left hears nothing', async () => {
  const { live, heard, leave } = await open()
  const stayed: string[] = []
  live.subscribe(acme.orgId, (topic) => stayed.push(topic))
  leave()
  await tell(acme, 'calls')
  await expect.poll(() => stayed).toEqual(['calls'])
  expect(heard).toEqual([])
})

test('every process hears', async () => {
  const [one, two] = [await open(), await open()]
  await tell(acme, 'calls')
  await expect.poll(() => [one.heard, two.heard]).toEqual([['calls'], ['calls']])
})

test('after its line was cut it tells everything to be read again, and hears each thing once', async () => {
  const { heard } = await open()
  for (const round of [1, 2]) {
    heard.length = 0
    await cut()
    await expect.poll(() => heard, { timeout: 5000 }).toEqual(['*'])
    await tell(acme, `calls ${round}`)
    await tell(acme, 'end')
    await expect.poll(() => heard).toContain('end')
    expect(heard).toEqual(['*', `calls ${round}`, 'end'])
  }
})
