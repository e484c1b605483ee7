import { afterAll, expect, test } from 'vitest'
import { recordCall } from '#engine/interactions'
import { testDb } from '#test/db'
import { aCall, anOrg, aSite } from '#test/factories'
import { runJobs } from '#test/jobs'
import { makeRule } from '#test/rules'
import { decoded, openSmtp } from '#test/smtp'
import { listFirings, retryFiring } from './log.ts'

const house = await testDb()
const { db, query } = house
const smtp = await openSmtp()
afterAll(smtp.close)
const org = await anOrg(query)
const site = await aSite(db, org, { name: 'Niort <b>centre</b>' })
const [account] = await query(
  `insert into core.account (email, name, password_hash) values ('camille@exemple.fr', 'Camille', 'none') returning id`,
)
await query(`insert into core.membership (org_id, account_id, role) values ($1, $2, 'adviser')`, [
  org.orgId,
  account!.id,
])
await makeRule(db, org, {
  name: 'Écrire',
  actions: [
    {
      kind: 'mail',
      settings: {
        to: ['accueil@exemple.fr', account!.id, 'accueil@exemple.fr'],
        subject: 'Appel\u00a0: {{ outcome }}, {{ siteName }}',
        body: 'De {{ caller | default: "numéro masqué" }}\nle {{ startedAt }}\n{{ siteName }} {{ link }}',
      },
    },
  ],
})

const work = (smtpUrl = smtp.url) => runJobs(house, { smtpUrl })
const tell = async (given: object = {}) =>
  (await db.as(org, (tx) => recordCall(tx, { kind: 'api', name: 'essai' }, aCall({ to: site.phone, ...given })))).id
const lettersOf = (callId: string, { letters } = smtp) =>
  letters.filter(({ raw }) => decoded(raw).plain.includes(`/appels/${callId}`))
const effects = async () => (await db.as(org, (tx) => listFirings(tx, { limit: 1 }, 'fr'))).items[0]!
const states = async () => (await effects()).effects.map(({ target, state, error }) => [target, state, error?.code])

test('each whom it names is written to once, members where they read their mail; nothing in a field writes in the page', async () => {
  const id = await tell({ from: null, startedAt: new Date().toISOString() })
  await work()
  await work()
  const letters = lettersOf(id)
  expect(letters.flatMap(({ to }) => to).toSorted()).toEqual(['accueil@exemple.fr', 'camille@exemple.fr'])
  expect(new Set(letters.map(({ messageId }) => messageId)).size).toBe(2)
  expect(letters[0]!.head).toContain('Auto-Submitted: auto-generated')
  const { plain, html } = decoded(letters[0]!.raw)
  expect(plain).toContain('De numéro masqué')
  expect(plain).toContain('Niort <b>centre</b>')
  expect(html).not.toContain('<b>')
  expect(html).toContain(`<a href="https://visavis.exemple.fr/appels/${id}"`)
  expect(await states()).toEqual([
    ['accueil@exemple.fr', 'done', undefined],
    ['camille@exemple.fr', 'done', undefined],
  ])
  expect(await query('select settings from engine.rule_effect where settings is not null')).toEqual([])
})

test('no line of a field becomes a header', async () => {
  const other = await aSite(db, org, { name: 'Lyon\r\nBcc: espion@exemple.fr' })
  const id = await tell({ to: other.phone })
  await work()
  for (const { head, to } of lettersOf(id)) {
    expect(head).not.toMatch(/^Bcc:/im)
    expect(to).not.toContain('espion@exemple.fr')
  }
  expect(lettersOf(id)).toHaveLength(2)
})

test('while the mail server is away letters wait, and the log says so; once it is back each leaves once', async () => {
  const away = await openSmtp()
  await away.close()
  const id = await tell()
  await work(away.url)
  expect(await states()).toEqual([
    ['accueil@exemple.fr', 'waiting', 'mail.unreachable'],
    ['camille@exemple.fr', 'waiting', 'mail.unreachable'],
  ])
  const { id: firingId } = await effects()
  await db.as(org, (tx) => retryFiring(tx, firingId, 'fr'))
  await work()
  await work()
  expect(lettersOf(id)).toHaveLength(2)
  expect((await states()).map(([, state]) => state)).toEqual(['done', 'done'])
})

test('a server that says « later » is told in the log by its answer; one that cuts the line gets the same letter again', async () => {
  smtp.become('later')
  const id = await tell()
  await work()
  expect((await states())[0]).toEqual(['accueil@exemple.fr', 'waiting', 'mail.answered_451'])
  expect((await effects()).effects[0]!.error!.message).toContain('451')
  smtp.become('drop')
  await work()
  smtp.become('accept')
  await work()
  await work()
  expect(lettersOf(id)).toHaveLength(4)
  expect(new Set(lettersOf(id).map(({ messageId }) => messageId)).size).toBe(2)
})

test('another organisation’s effect is not theirs to do', async () => {
  const rival = await anOrg(query)
  smtp.become('later')
  const id = await tell()
  await work()
  smtp.become('accept')
  const [effect] = await query(`select id from engine.rule_effect where state = 'waiting' limit 1`)
  await query(`select graphile_worker.add_job('rules.act', $1::json)`, [
    JSON.stringify({ orgId: rival.orgId, effectId: effect!.id }),
  ])
  await query(`delete from graphile_worker._private_jobs where attempts > 0`)
  await work()
  expect(lettersOf(id)).toEqual([])
  await expect(db.as(rival, (tx) => retryFiring(tx, org.orgId, 'fr'))).rejects.toMatchObject({
    code: 'rule_firing.not_found',
  })
})
