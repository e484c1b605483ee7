import { readFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { recordCall } from '#engine/interactions'
import type { CallEvent } from '#engine/interactions/contract'
import { testDb } from '#test/db'
import { aCall, anOrg, aSite } from '#test/factories'
import { runJobs } from '#test/jobs'
import { openSmtp } from '#test/smtp'
import { listRecipients } from './recipients.ts'

// An organisation as it was before missed-call alerts were rules, at the moment of the update.

const migration = readFileSync(
  new URL('../../../migrations/20261125T1425_alerts_as_rules.sql', import.meta.url),
  'utf8',
)
const house = await testDb()
const { db, query } = house
const smtp = await openSmtp()
afterAll(smtp.close)
const org = await anOrg(query)
const [paris, lyon] = [await aSite(db, org, { name: 'Paris' }), await aSite(db, org, { name: 'Lyon' })]
await query(`create table customer.alert_recipient (org_id uuid, id uuid default core.uuidv7(), email text, site_id uuid,
  created_at timestamptz default now())`)
for (const [email, site] of [
  ['tout@exemple.fr', null],
  ['paris@exemple.fr', paris.id],
  ['tout@exemple.fr', paris.id],
])
  await query('insert into customer.alert_recipient (org_id, email, site_id) values ($1, $2, $3)', [
    org.orgId,
    email,
    site,
  ])
const before = await query('select id, email, site_id from customer.alert_recipient order by email, id')

const tell = async (event: CallEvent) =>
  (await db.as(org, (tx) => recordCall(tx, { kind: 'api', name: 'essai' }, event))).id
const work = () => runJobs(house, { smtpUrl: smtp.url })
const to = (callId: string) =>
  smtp.letters
    .filter(({ raw }) => raw.includes(`/appels/${callId}`))
    .flatMap((letter) => letter.to)
    .toSorted()

/** What the version before would have left: an event with its reader's job, letters noted, some sent. */
async function asBefore(sent: Record<string, boolean>) {
  const call = aCall({ to: paris.phone })
  const id = await tell(call)
  await work()
  for (const [email, isSent] of Object.entries(sent)) {
    const [row] = await query(
      `insert into customer.missed_call_alert (org_id, call_id, email, sent_at) values ($1, $2, $3, $4) returning id`,
      [org.orgId, id, email, isSent ? new Date() : null],
    )
    if (!isSent)
      await query(`select graphile_worker.add_job('calls.send_alert', $1::json)`, [
        JSON.stringify({ orgId: org.orgId, alertId: row!.id }),
      ])
  }
  const [event] = await query(`select id from core.event where type = 'call.tracked' and data ->> 'callId' = $1`, [id])
  return { call, id, eventId: event!.id as string }
}

test('the update makes a rule of each recipient, and sends nothing twice', async () => {
  const sent = await asBefore({ 'tout@exemple.fr': true, 'paris@exemple.fr': true })
  const half = await asBefore({ 'tout@exemple.fr': true, 'paris@exemple.fr': false })
  const unread = await asBefore({})
  await query(`select graphile_worker.add_job('react', $1::json)`, [
    JSON.stringify({ orgId: org.orgId, eventId: unread.eventId, reader: 'calls.alert_missed' }),
  ])

  await query(migration)
  const after = await db.as(org, listRecipients)
  expect(after.map(({ id, email, siteId }) => ({ id, email, site_id: siteId }))).toEqual(before)

  await work()
  expect(to(sent.id)).toEqual([])
  expect(to(half.id)).toEqual(['paris@exemple.fr'])
  expect(to(unread.id)).toEqual(['paris@exemple.fr', 'tout@exemple.fr'])

  // Each of these calls is told once more, by the new version.
  for (const { call } of [sent, half, unread]) await tell({ ...call, endedAt: call.startedAt })
  await work()
  expect([to(sent.id), to(half.id), to(unread.id)]).toEqual([
    [],
    ['paris@exemple.fr'],
    ['paris@exemple.fr', 'tout@exemple.fr'],
  ])
  const id = await tell(aCall({ to: lyon.phone }))
  await work()
  expect(to(id)).toEqual(['tout@exemple.fr'])
})
