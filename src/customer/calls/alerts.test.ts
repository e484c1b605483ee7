import { afterAll, expect, test } from 'vitest'
import { recordCall } from '#engine/interactions'
import type { CallEvent } from '#engine/interactions/contract'
import { openMailer } from '#kernel/mail'
import { testDb } from '#test/db'
import { aCall, anOrg, aPool, aSite } from '#test/factories'
import { runJobs } from '#test/jobs'
import { decoded, openSmtp } from '#test/smtp'
import { aVisit, aWebsite } from '#test/visits'
import { claimAlert, sendAlert } from './alerts.ts'
import { addRecipient, listRecipients, removeRecipient } from './recipients.ts'

const house = await testDb()
const { db, query } = house
const [acme, rival] = [await anOrg(query), await anOrg(query)]
const [paris, lyon] = [await aSite(db, acme, { name: 'Paris' }), await aSite(db, acme, { name: 'Lyon' })]
const smtp = await openSmtp()
afterAll(smtp.close)

const recipient = (email: string, siteId: string | null = null, org = acme) =>
  db.as(org, (tx) => addRecipient(tx, { email, siteId }))
await recipient('tout@exemple.fr')
await recipient('tout@exemple.fr', paris.id)
await recipient('paris@exemple.fr', paris.id)
await recipient('rival@exemple.fr', null, rival)

const tell = async (event: CallEvent) =>
  (await db.as(acme, (tx) => recordCall(tx, { kind: 'api', name: 'essai' }, event))).id
const work = (smtpUrl = smtp.url) => runJobs(house, { smtpUrl })
const lettersOf = (callId: string) => smtp.letters.filter(({ raw }) => raw.includes(`/appels/${callId}`))
const to = (callId: string) =>
  lettersOf(callId)
    .flatMap((letter) => letter.to)
    .toSorted()
const alertsOf = (callId: string) =>
  query('select id, email, sent_at from customer.missed_call_alert where call_id = $1 order by email', [callId])

test('a recipient is chosen once, seen by the organisation alone, and removed once', async () => {
  await expect(recipient('paris@exemple.fr', paris.id)).rejects.toMatchObject({ code: '23505' })
  const [theirs] = await db.as(rival, listRecipients)
  expect(theirs!.email).toBe('rival@exemple.fr')
  await expect(db.as(acme, (tx) => removeRecipient(tx, theirs!.id))).rejects.toMatchObject({
    code: 'alert_recipient.not_found',
  })
  await expect(recipient('x@exemple.fr', paris.id, rival)).rejects.toMatchObject({ code: '23503' })
})

test('a missed call is told once to each who is chosen for its site, whatever is told again', async () => {
  const call = aCall({ to: paris.phone })
  const id = await tell(call)
  await work()
  expect(to(id)).toEqual(['paris@exemple.fr', 'tout@exemple.fr'])
  expect(lettersOf(id)[0]!.messageId).toMatch(/^<[0-9a-f-]{36}@visavis\.exemple\.fr>$/)
  expect(new Set(lettersOf(id).map(({ messageId }) => messageId)).size).toBe(2)

  await tell({ ...call, endedAt: call.startedAt })
  await tell(call)
  await work()
  expect(lettersOf(id)).toHaveLength(2)
  expect((await alertsOf(id)).every(({ sent_at }) => sent_at !== null)).toBe(true)
})

test('a missed call of another site is told to those of every site only', async () => {
  const id = await tell(aCall({ to: lyon.phone }))
  await work()
  expect(to(id)).toEqual(['tout@exemple.fr'])
})

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
test.each<[string, Partial<CallEvent>]>([
  ['answered', { status: 'completed', talkSeconds: 12 }],
  ['that still rings', { status: 'ringing' }],
  ['missed more than an hour ago, as an import tells it', { startedAt: minutesAgo(61) }],
  ['placed by the company', { direction: 'outbound', from: paris.phone, to: '+33639980001' }],
])('a call %s calls for no letter', async (_, given) => {
  const id = await tell(aCall({ to: paris.phone, ...given }))
  await work()
  expect(await alertsOf(id)).toEqual([])
  expect(lettersOf(id)).toEqual([])
})

test('a call that began long ago and was missed just now is told', async () => {
  const id = await tell(aCall({ to: lyon.phone, startedAt: minutesAgo(90), endedAt: minutesAgo(1) }))
  await work()
  expect(to(id)).toEqual(['tout@exemple.fr'])
})

const answered = { status: 'completed', talkSeconds: 30 } as const

test('a call that turns out to have been answered before its letter left is not told as missed', async () => {
  const first = aCall({ to: paris.phone })
  const id = await tell(first)
  await tell({ ...first, ...answered })
  await work()
  expect(await alertsOf(id), 'both events waited').toEqual([])

  const second = aCall({ to: lyon.phone })
  const other = await tell(second)
  await work('smtp://127.0.0.1:1')
  expect(await alertsOf(other)).toMatchObject([{ sent_at: null }])
  await tell({ ...second, ...answered })
  await work()
  expect(lettersOf(other), 'the letter waited').toEqual([])
})

test('while the mail server is away letters wait; once it is back each leaves once', async () => {
  const away = await openSmtp()
  await away.close()
  const id = await tell(aCall({ to: paris.phone }))
  await work(away.url)
  await work(away.url)
  expect((await alertsOf(id)).map(({ sent_at }) => sent_at)).toEqual([null, null])
  const back = await openSmtp(away.port)
  await work(back.url)
  await work(back.url)
  expect(back.letters.flatMap((letter) => letter.to).toSorted()).toEqual(['paris@exemple.fr', 'tout@exemple.fr'])
  await back.close()
})

test('a mail server that says « later » gets the letter later, once', async () => {
  const id = await tell(aCall({ to: lyon.phone }))
  smtp.become('later')
  await work()
  expect(lettersOf(id)).toEqual([])
  smtp.become('accept')
  await work()
  await work()
  expect(to(id)).toEqual(['tout@exemple.fr'])
})

test('when the line is cut between the letter and the server’s yes, it is sent again as the same letter', async () => {
  const id = await tell(aCall({ to: lyon.phone }))
  smtp.become('drop')
  await work()
  smtp.become('accept')
  await work()
  await work()
  const messageIds = lettersOf(id).map(({ messageId }) => messageId)
  expect(messageIds).toHaveLength(2)
  expect(new Set(messageIds).size).toBe(1)
})

test('a removed alert, and one of another organisation, send nothing', async () => {
  const id = await tell(aCall({ to: lyon.phone }))
  await work('smtp://127.0.0.1:1')
  const [alert] = await alertsOf(id)
  const mailer = openMailer({ smtpUrl: smtp.url, from: 'visavis@exemple.fr', publicUrl: 'https://visavis.exemple.fr' })
  const alertId = String(alert!.id)
  await sendAlert(db, mailer, 'https://visavis.exemple.fr', { orgId: rival.orgId, alertId })
  await sendAlert(db, mailer, 'https://visavis.exemple.fr', { orgId: acme.orgId, alertId: acme.orgId })
  expect(lettersOf(id)).toEqual([])
  const claim = { id: alertId, callId: id, email: 'rival@exemple.fr' }
  await expect(db.as(rival, (tx) => claimAlert(tx, claim))).rejects.toMatchObject({ code: 'call.not_found' })
})

test('a letter says who, when, from where and what was looked at, and no page’s title can write in it', async () => {
  const [number] = await aPool(db, acme, lyon.id, 1)
  const websiteId = await aWebsite(query, acme, lyon.id)
  const now = Date.now()
  await aVisit(query, acme, {
    websiteId,
    numberId: number!.id,
    from: new Date(now - 60_000),
    lastSeenAt: new Date(now),
    source: { source: 'google', medium: 'cpc', channel: 'Paid Search', campaign: '<b>été</b>' },
    pages: [{ at: new Date(now - 60_000), title: 'Tarifs</li><script>alert(1)</script>' }],
  })
  const id = await tell(aCall({ to: number!.e164, from: '+33639980042' }))
  await work()
  const { raw } = lettersOf(id)[0]!
  const { html, plain } = decoded(raw)
  for (const part of [html, plain]) {
    expect(part).toContain('06\u00a039\u00a098\u00a000\u00a042')
    expect(part).toContain('Lyon')
    expect(part).toContain(`https://visavis.exemple.fr/appels/${id}`)
  }
  expect(plain).toContain('Tarifs</li><script>')
  expect(html).not.toContain('<script>')
  expect(html).not.toContain('<b>')
})
