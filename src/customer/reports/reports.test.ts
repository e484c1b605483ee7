import { afterAll, expect, test } from 'vitest'
import { extractText, getDocumentProxy } from 'unpdf'
import { recordCall } from '#engine/interactions'
import { openMailer } from '#kernel/mail'
import { codeOf } from '#test/answers'
import { aCall, aMobile, anOrg, aSite } from '#test/factories'
import { membersOf } from '#test/members'
import { testServer } from '#test/server'
import { decoded, openSmtp } from '#test/smtp'
import type { ReportSubscription } from './contract.ts'
import { sendDueReports, sendReport } from './send.ts'

const smtp = await openSmtp()
afterAll(smtp.close)
const house = await testServer({ smtpUrl: smtp.url, publicUrl: 'https://visavis.exemple.fr' })
const { db, query } = house
const mailer = openMailer({
  smtpUrl: smtp.url,
  from: 'Visavis <visavis@exemple.fr>',
  publicUrl: 'https://visavis.exemple.fr',
})
const acme = { orgId: house.orgId }
const members = membersOf(house)
const person = async (role: 'marketing' | 'adviser' | 'hr', siteIds?: string[]) => {
  const { id, email } = await members.somebody(role)
  if (siteIds) {
    await query('update core.membership set whole_org = false where account_id = $1', [id])
    for (const siteId of siteIds)
      await query('insert into core.membership_site (org_id, account_id, site_id) values ($1, $2, $3)', [
        house.orgId,
        id,
        siteId,
      ])
  }
  return { id, email, ask: await members.enter(email) }
}
const [lyon, tours] = [await aSite(db, acme, { name: 'Lyon' }), await aSite(db, acme, { name: 'Tours' })]
const [chief, manager, hr] = [await person('marketing'), await person('adviser', [tours.id]), await person('hr')]
const rival = await house.signIn('owner', (await anOrg(query)).orgId)

// A week of November: twelve calls to Lyon, all answered, twelve to Tours, four of them.
await db.as(acme, async (tx) => {
  for (const [site, answered] of [
    [lyon, 12],
    [tours, 4],
  ] as const)
    for (let n = 0; n < 12; n += 1) {
      const startedAt = new Date(Date.parse('2026-11-16T09:00:00Z') + n * 3_600_000).toISOString()
      const status = n < answered ? 'completed' : 'no-answer'
      await recordCall(
        tx,
        { kind: 'api', name: 'essai' },
        aCall({ to: site.phone, from: aMobile(), status, startedAt, talkSeconds: n < answered ? 90 : null }),
      )
    }
})
await house.settled()

const list = async (by: typeof rival) =>
  ((await (await by('/api/report-subscriptions')).json()) as { items: ReportSubscription[] }).items
const subscribe = (by: typeof rival, body: object, path = '') => by(`/api/report-subscriptions${path}`, { body })
const monday = new Date('2026-11-23T08:00:00Z')
const due = (now = monday) => db.as(acme, (tx) => sendDueReports(tx, now))
const lettersTo = (email: string) => smtp.letters.filter(({ to }) => to.includes(email))
const born = (at: string) => query('update customer.report_subscription set created_at = $1', [at])

test('one subscribes for oneself; who may send reports, for a colleague who sees them', async () => {
  const sites = { viewId: null, every: 'week' }
  expect((await subscribe(chief.ask, sites)).status).toBe(201)
  expect(await codeOf(await subscribe(chief.ask, sites))).toEqual([409, 'value.taken'])
  expect(await codeOf(await subscribe(manager.ask, { ...sites, memberId: chief.id }, '/colleagues'))).toEqual([
    403,
    'right.missing',
  ])
  expect(await codeOf(await subscribe(hr.ask, sites))).toEqual([403, 'right.missing'])
  expect((await subscribe(chief.ask, { ...sites, memberId: manager.id }, '/colleagues')).status).toBe(201)
  const nobody = { ...sites, memberId: '01900000-0000-7000-8000-000000000000' }
  expect(await codeOf(await subscribe(chief.ask, nobody, '/colleagues'))).toEqual([422, 'reference.unknown'])

  const { id: viewId } = (await (
    await chief.ask('/api/call-views', { body: { name: 'Manqués', search: { by: 'site' } } })
  ).json()) as { id: string }
  const view = { viewId, every: 'month' }
  expect((await subscribe(chief.ask, view)).status).toBe(201)
  // A view that its author keeps to themselves.
  expect(await codeOf(await subscribe(chief.ask, { ...view, memberId: manager.id }, '/colleagues'))).toEqual([
    422,
    'reference.unknown',
  ])
  expect(await codeOf(await subscribe(rival, view))).toEqual([422, 'reference.unknown'])
  expect((await list(manager.ask)).map(({ memberId, mine }) => [memberId, mine])).toEqual([[manager.id, true]])
  expect(await list(chief.ask)).toHaveLength(3)
  expect(await list(rival)).toEqual([])
})

test('whoever subscribes now is not sent what was over before', async () => {
  await due()
  expect(await query('select from customer.report_letter')).toEqual([])
  await born('2026-11-18T10:00:00Z')
})

test('each is sent the week once, with what they may see', async () => {
  await due(new Date('2026-11-23T05:59:00Z'))
  expect(await query('select from customer.report_letter')).toEqual([])
  await Promise.all([due(), due()])
  await due(new Date('2026-11-29T12:00:00Z'))
  await house.settled()
  const [whole, part] = [lettersTo(chief.email), lettersTo(manager.email)]
  expect([whole.length, part.length]).toEqual([1, 1])
  const text = decoded(whole[0]!.raw).plain
  expect(text).toContain('Lyon')
  expect(text).toMatch(/Tours.*33\s%.*décroche moins/)
  expect(text).toContain('https://visavis.exemple.fr/appels/sites?from=2026-11-16&to=2026-11-22')
  const own = decoded(part[0]!.raw).plain
  expect(own).toContain('Tours')
  expect(own).not.toContain('Lyon')
  expect(whole[0]!.raw).toContain('filename=rapport-2026-11-16-2026-11-22.pdf')
})

test('a month is sent when it is over', async () => {
  const before = smtp.letters.length
  await due(new Date('2026-12-01T08:00:00Z'))
  await house.settled()
  const letters = smtp.letters.slice(before).filter(({ raw }) => raw.includes('rapport-2026-11-01-2026-11-30.pdf'))
  expect(letters.map(({ to }) => to)).toEqual([[chief.email]])
  expect(decoded(letters[0]!.raw).html).toMatch(/Manqués/)
})

test('a letter that the mail server may have taken goes again under the same name; one that is sent does not', async () => {
  const [letter] = await query(
    `select l.id from customer.report_letter l join customer.report_subscription s on s.id = l.subscription_id where s.account_id = $1 order by l.created_at limit 1`,
    [chief.id],
  )
  const again = () => sendReport(db, mailer, 'https://visavis.exemple.fr', { ...acme, id: letter!.id as string })
  const before = lettersTo(chief.email)
  await again()
  expect(lettersTo(chief.email)).toHaveLength(before.length)
  await query('update customer.report_letter set sent_at = null where id = $1', [letter!.id])
  await again()
  expect(lettersTo(chief.email).at(-1)!.messageId).toBe(before[0]!.messageId)
})

test('who may not any more, and who has left, is written to no more', async () => {
  await query(`update core.membership set role = 'hr' where account_id = $1`, [manager.id])
  const before = lettersTo(manager.email).length
  await due(new Date('2026-12-07T08:00:00Z'))
  await house.settled()
  expect(lettersTo(manager.email)).toHaveLength(before)
  expect(await query('select from customer.report_subscription where account_id = $1', [manager.id])).toEqual([])
})

test('one ends one’s own; who may send reports, anybody’s', async () => {
  const [first] = await list(chief.ask)
  for (const other of [rival, await house.signIn('adviser')])
    expect(await codeOf(await other(`/api/report-subscriptions/${first!.id}`, { method: 'DELETE' }))).toEqual([
      404,
      'report_subscription.not_found',
    ])
  expect((await chief.ask(`/api/report-subscriptions/${first!.id}`, { method: 'DELETE' })).status).toBe(200)
})

test('a page to print says what the screen says, and is tagged for whoever hears it', async () => {
  const reply = await chief.ask('/api/site-comparison.pdf?from=2026-11-16&to=2026-11-22')
  expect(reply.headers.get('content-type')).toBe('application/pdf')
  expect(reply.headers.get('content-disposition')).toMatch(/^attachment/)
  const pdf = await getDocumentProxy(new Uint8Array(await reply.arrayBuffer()))
  const { text } = await extractText(pdf, { mergePages: true })
  expect(text).toMatch(/Comparaison des sites/)
  expect(text).toMatch(/Lyon/)
  expect(text).toMatch(/décroche moins/)
  expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true })
  const kinds = JSON.stringify(await (await pdf.getPage(1)).getStructTree())
  for (const kind of ['H1', 'Table', 'TR', 'TH', 'TD']) expect(kinds).toContain(`"role":"${kind}"`)

  const english = await chief.ask('/api/call-statistics.pdf?from=2026-11-16&to=2026-11-22&by=site&compare=previous', {
    headers: { 'accept-language': 'en' },
  })
  const read = await extractText(new Uint8Array(await english.arrayBuffer()), { mergePages: true })
  expect(read.text).toMatch(/Answered/)
  expect(await codeOf(await hr.ask('/api/site-comparison.pdf'))).toEqual([403, 'right.missing'])
})

test('a network of two hundred sites takes as many pages as it needs', async () => {
  for (let n = 0; n < 200; n += 1) await aSite(db, acme, { name: `Agence ${n}` })
  const reply = await chief.ask('/api/site-comparison.pdf?from=2026-11-16&to=2026-11-22')
  const { text, totalPages } = await extractText(new Uint8Array(await reply.arrayBuffer()))
  expect(totalPages).toBeGreaterThan(4)
  expect(text.join(' ').match(/Agence \d+/g)).toHaveLength(200)
  expect(text.at(-1)).toContain(`${totalPages} / ${totalPages}`)
})
