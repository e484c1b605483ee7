import { expect, test, vi } from 'vitest'
import { forgetUnconfirmed, keyOf } from '#kernel/files'
import { DomainError } from '#shared/errors'
import { codeOf } from '#test/answers'
import { tablesWith } from '#test/everything'
import { anOrg } from '#test/factories'
import { testServer } from '#test/server'
import type { ConsentText, Said, ShownVersion } from './contract.ts'
import { purge } from './retention.ts'

// What people said yes to: the text that was read, when and where; and what they took back.

const house = await testServer()
const { db, query, orgId } = house
const owner = await house.signIn('owner')
const rival = await house.signIn('owner', (await anOrg(query)).orgId)
const phone = '06 39 98 00 01'
const text = {
  version: '2026-11',
  purposes: ['telephone', 'sms'],
  body: 'J’accepte d’être appelé et de recevoir des SMS.',
}
const yes = { phone, purposes: ['telephone'], given: true, version: '2026-11', place: 'https://www.exemple.fr/devis' }
const say = (body: object, by = owner) => by('/api/consents', { body })
const said = async (by = owner, number = phone) =>
  ((await (await by('/api/consent-states', { body: { phone: number } })).json()) as { items: Said[] }).items
const texts = async (by = owner) =>
  (await (await by('/api/consent-texts')).json()) as { items: ConsentText[]; shown: ShownVersion[] }

test('a text is kept word by word, once for each version, and nobody changes it', async () => {
  expect((await owner('/api/consent-texts', { body: text })).status).toBe(201)
  expect(await codeOf(await owner('/api/consent-texts', { body: { ...text, body: 'Autre chose.' } }))).toEqual([
    409,
    'consent_text.taken',
  ])
  expect((await texts()).items).toMatchObject([{ ...text, people: 0 }])
  expect((await texts(rival)).items).toEqual([])
  const change = db.as({ orgId }, (tx) => tx.updateTable('engine.consent_text').set({ body: 'x' }).execute())
  await expect(change).rejects.toThrow('permission denied')
})

test.each([
  [{ version: undefined }, [422, 'consent.text_missing']],
  [{ version: '2019' }, [422, 'consent_text.unknown']],
  [{ purposes: ['telephone', 'email'] }, [422, 'consent.beyond_text']],
  [{ purposes: [] }, [400, 'input.invalid']],
  [{ at: '2999-01-01T00:00:00Z' }, [422, 'consent.in_future']],
  [{ phone: 'bonjour' }, [422, 'phone.not_dialable']],
  [{ place: ' ' }, [400, 'input.invalid']],
])('a yes with %j is none', async (given, refusal) => {
  expect(await codeOf(await say({ ...yes, ...given }))).toEqual(refusal)
  expect(await said()).toEqual([])
})

test('a yes lifts what was asked, until it is taken back; both stay written, in order', async () => {
  await say({ ...yes, at: '2026-11-02T09:00:00+01:00' })
  await say({ phone, purposes: ['telephone'], given: false, place: 'Par téléphone', at: '2026-11-03T09:00:00+01:00' })
  expect(await say({ ...yes, purposes: ['sms'] }).then((reply) => reply.status)).toBe(201)
  expect(await said()).toMatchObject([
    { purpose: 'sms', given: true, version: '2026-11' },
    { purpose: 'telephone', given: false, version: null, place: 'Par téléphone' },
    { purpose: 'telephone', given: true, version: '2026-11', at: '2026-11-02T08:00:00.000Z', place: yes.place },
  ])
  expect((await texts()).items).toMatchObject([{ people: 1 }])
  expect(await said(rival)).toEqual([])
  expect(await codeOf(await say(yes, rival)), 'another organisation has no such text').toEqual([
    422,
    'consent_text.unknown',
  ])
  const file = await (await owner('/api/person-files', { body: { phone } })).json()
  expect((file as { data: { consents: unknown[] } }).data.consents).toHaveLength(3)
})

test('a form’s program records, and reads nobody', async () => {
  const program = await house.apiKey(['consents.record'])
  expect((await say({ ...yes, phone: '06 39 98 00 02' }, program)).status).toBe(201)
  const reading = program('/api/consent-states', { body: { phone } })
  expect(await codeOf(await reading)).toEqual([403, 'right.missing'])
})

test('versions that visits carry are shown, whether their text is kept or not', async () => {
  const site = (await (await owner('/api/sites', { body: { name: 'Nantes', phone: '02 61 91 00 01' } })).json()) as {
    id: string
  }
  await owner('/api/pools', { body: { siteId: site.id, name: 'Site web', phones: ['04 65 71 11 00'] } })
  const website = await owner('/api/websites', { body: { siteId: site.id, host: 'www.exemple.fr' } })
  const { key: k } = (await website.json()) as { key: string }
  for (const ct of ['2026-11', 'vieux', 'vieux'])
    await house.anonymous('/t/visit', {
      body: JSON.stringify({ k, r: '', c: 1, ct, t: 'Tarifs', u: 'https://www.exemple.fr/' }),
      headers: {
        'content-type': 'text/plain',
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0',
      },
    })
  const { shown } = await texts()
  expect(shown.map(({ version, visits }) => [version, visits])).toEqual(
    expect.arrayContaining([
      ['2026-11', 1],
      ['vieux', 2],
    ]),
  )
  expect((await texts(rival)).shown).toEqual([])
})

const content = (text: string) => Buffer.from(text).toString('base64')
const give = (name: string, text: string, by = owner) =>
  by('/files/consent-proofs', { body: { fileName: name, content: content(text) } })

test('a file proves it: downloaded as a file by who may, never a page, and by nobody else', async () => {
  expect(await codeOf(await give('accord.html', '<script>alert(1)</script>'))).toEqual([422, 'file.kind_refused'])
  expect(await codeOf(await give('accord.txt', 'x'.repeat(5 * 1024 * 1024 + 3)))).toEqual([400, 'input.invalid'])
  const { id } = (await (await give('accord d’été.txt', 'Je dis oui.')).json()) as { id: string }
  const path = `/files/consent-proofs/${id}`
  expect(await codeOf(await owner(path)), 'before it proves anything').toEqual([404, 'file.not_found'])
  const signed = { ...yes, phone: '06 39 98 00 04', proofId: id }
  expect(await codeOf(await say(signed, rival))).toEqual([422, 'consent_text.unknown'])
  expect((await say(signed)).status).toBe(201)
  const [first] = await said(owner, signed.phone)
  expect(first).toMatchObject({ proof: { id, name: 'accord d’été.txt' } })
  const reply = await owner(path)
  expect([reply.status, await reply.text()]).toEqual([200, 'Je dis oui.'])
  expect(reply.headers.get('content-disposition')).toMatch(/^attachment; filename=.*filename\*=UTF-8''accord/)
  expect(reply.headers.get('content-type')).toBe('application/octet-stream')
  expect(reply.headers.get('x-content-type-options')).toBe('nosniff')
  expect(reply.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)
  expect(await codeOf(await rival(path))).toEqual([404, 'file.not_found'])
  expect(await codeOf(await house.anonymous(path))).toEqual([401, 'session.required'])
  const marketing = await house.signIn('marketing')
  expect(await codeOf(await marketing(path)), 'without the right, link or not').toEqual([403, 'right.missing'])
})

test('what proved somebody alone goes with them; what proves another stays; what proves nothing goes after a day', async () => {
  const keep = async (name: string) => ((await (await give(name, 'Je dis oui.')).json()) as { id: string }).id
  const [alone, shared, unused] = [await keep('seul.txt'), await keep('liste.txt'), await keep('rien.txt')]
  const [gone, stays] = ['06 39 98 00 05', '06 39 98 00 06']
  await say({ ...yes, phone: gone, proofId: alone })
  for (const one of [gone, stays]) await say({ ...yes, phone: one, purposes: ['sms'], proofId: shared })
  await owner('/api/erasures', { body: { phone: gone } })
  await query(`update engine.file set created_at = now() - interval '2 days'`)
  await db.as({ orgId }, forgetUnconfirmed)
  await house.settled()
  const bytes = (id: string) => house.app.house.files.read(keyOf({ orgId, id })).then(String)
  expect(await bytes(shared)).toBe('Je dis oui.')
  for (const id of [alone, unused]) await expect(bytes(id), id).rejects.toMatchObject({ code: 'file.missing' })
  expect(await query('select from engine.file where not confirmed')).toEqual([])
})

test('where there is no room, or the store is silent, nothing is said to be kept', async () => {
  const store = house.app.house.files
  const write = vi.spyOn(store, 'write').mockRejectedValueOnce(new DomainError(503, 'file.no_room'))
  const reply = await give('accord.txt', 'Je dis oui.')
  expect(reply.headers.get('retry-after')).toBe('2')
  expect(await codeOf(reply)).toEqual([503, 'file.no_room'])
  write.mockRestore()
})

test('it goes with the person, and when nothing was said for years', async () => {
  await owner('/api/erasures', { body: { phone } })
  await query('delete from core.kept_reply')
  expect(await tablesWith(house.databaseUrl, '639980001')).toEqual([])
  await query(`update engine.consent set at = now() - interval '4 years'`)
  await say({ ...yes, phone: '06 39 98 00 03' })
  expect((await purge(db, orgId))['consents']).toBeGreaterThan(0)
  expect(await said(owner, '06 39 98 00 02')).toEqual([])
  expect(await said(owner, '06 39 98 00 03')).toHaveLength(1)
})
