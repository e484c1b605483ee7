import { expect, test } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { codeOf } from '#test/answers'
import { anOrg } from '#test/factories'
import { testServer } from '#test/server'
import type { Contact } from '#customer/crm/contract'
import type { Campaign } from '#customer/campaigns/contract'
import type { Reply } from '#shared/endpoint'
import type { createImport, getImport } from './contract.ts'
import { offerImport } from './index.ts'

// A file of the company's own: given, its columns confirmed, settled line by line, erased.

const house = await testServer()
const owner = await house.signIn('owner')
const adviser = await house.signIn('adviser')
const rivalOrg = await anOrg(house.query)
const rival = await house.signIn('owner', rivalOrg.orgId)
const json = async <T>(reply: Promise<Response>) => (await reply).json() as Promise<T>
type Given = Reply<typeof createImport>
type Detail = Reply<typeof getImport>

const asList = (mapping: Record<string, number>) => Object.entries(mapping).map(([field, place]) => ({ field, place }))
const file = (kind: string, fileName: string, content: string | Buffer) => ({
  body: { kind, fileName, content: Buffer.from(content as string).toString('base64') },
})
const give = (kind: string, fileName: string, content: string | Buffer) =>
  json<Given>(owner('/api/imports', file(kind, fileName, content)))
const begin = ({ id, mapping }: Pick<Given, 'id' | 'mapping'>) =>
  owner(`/api/imports/${id}/mapping`, { method: 'PUT', body: { mapping } })
async function settled(id: string): Promise<Detail> {
  await expect
    .poll(async () => (await json<Detail>(owner(`/api/imports/${id}`))).endedAt, { timeout: 20_000 })
    .not.toBe(null)
  return json<Detail>(owner(`/api/imports/${id}`))
}
async function imported(kind: string, fileName: string, content: string | Buffer): Promise<Detail> {
  const given = await give(kind, fileName, content)
  expect((await begin(given)).status).toBe(200)
  return settled(given.id)
}

test.each([
  ['of a kind that nobody reads', 'dreams', 'a.csv', 'a;b\nc;d', [422, 'import.unknown_kind']],
  ['without a line', 'contacts', 'a.csv', 'Nom;Téléphone\n', [422, 'import.empty']],
  ['of another format', 'contacts', 'a.pdf', '%PDF-1.7', [422, 'import.empty']],
  ['that is not what its name says', 'contacts', 'a.xlsx', 'Nom;Téléphone\na;b', [422, 'import.sheet_unreadable']],
])('a file %s is refused', async (_, kind, name, content, refusal) => {
  expect(await codeOf(await owner('/api/imports', file(kind, name, content)))).toEqual(refusal)
})

test('nobody’s body is read before one knows whose it is', async () => {
  const reply = await house.anonymous('/api/imports', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"kind": "${'x'.repeat(2_000_000)}`,
  })
  // Read first, it would be no JSON.
  expect(await codeOf(reply)).toEqual([401, 'session.required'])
})

test('who may not, and another organisation', async () => {
  expect(await codeOf(await adviser('/api/imports'))).toEqual([403, 'right.missing'])
  const { id } = await give('contacts', 'a.csv', 'Nom;Téléphone\nAlix;06 39 98 00 01')
  expect(await codeOf(await rival(`/api/imports/${id}`))).toEqual([404, 'import.not_found'])
  expect(await codeOf(await rival(`/api/imports/${id}/mapping`, { method: 'PUT', body: { mapping: [] } }))).toEqual([
    404,
    'import.not_found',
  ])
  expect(await codeOf(await rival(`/api/imports/${id}/refusals.csv`))).toEqual([404, 'import.not_found'])
})

test('columns are guessed from their heads; what is missing or unknown is refused before anything begins', async () => {
  const given = await give(
    'sales',
    'ventes.csv',
    'N° de facture;Date;Montant TTC;E-mail;Remarque\nF1;05/11/2026;12,50;a@exemple.fr;x',
  )
  expect(given).toMatchObject({
    status: 'draft',
    columns: ['N° de facture', 'Date', 'Montant TTC', 'E-mail', 'Remarque'],
  })
  const placed = { soldOn: 1, amount: 2, email: 3 }
  expect(given.mapping).toEqual(asList(placed))
  expect(given.sample).toEqual([['F1', '05/11/2026', '12,50', 'a@exemple.fr', 'x']])
  const put = (mapping: Record<string, number>) =>
    owner(`/api/imports/${given.id}/mapping`, { method: 'PUT', body: { mapping: asList(mapping) } })
  expect(await codeOf(await put(placed))).toEqual([422, 'import.missing_field'])
  expect(await codeOf(await put({ ...placed, reference: 9 }))).toEqual([422, 'import.unknown_field'])
  expect(await codeOf(await put({ ...placed, reference: 0, dream: 1 }))).toEqual([422, 'import.unknown_field'])
  expect((await put({ ...placed, reference: 0 })).status).toBe(200)
  expect(await codeOf(await put({ ...placed, reference: 0 }))).toEqual([409, 'import.already_started'])
  expect(await settled(given.id)).toMatchObject({ status: 'done', lines: 1, created: 1 })
})

test('lines are settled one by one: refused with their reason, once more without effect; the file is gone', async () => {
  const content =
    'Code client;Nom;Prénom;Tél.;Portable;Courriel\r\nD1;Noël;Élodie;02 61 91 30 01;06 39 98 30 01;e@exemple.fr\r\n;Sans rien;;;;\r\nD2;"Martin; Luc";;12;;\r\nD3;Zoé;;;;pas une adresse\r\n'
  const first = await imported('contacts', 'clients.csv', Buffer.from(content, 'latin1'))
  expect(first).toMatchObject({ status: 'done', lines: 4, created: 1, refused: 3 })
  expect(first.refusals).toMatchObject([
    { line: 3, code: 'contact.unknowable' },
    { line: 4, code: 'phone.not_dialable' },
    { line: 5, code: 'import.bad_value', message: expect.stringMatching(/Courriel.*pas une adresse$/) },
  ])
  expect(await imported('contacts', 'clients.csv', Buffer.from(content, 'latin1'))).toMatchObject({
    created: 0,
    unchanged: 1,
  })
  const { items } = await json<{ items: Contact[] }>(owner('/api/contacts?search=D1'))
  expect(items).toMatchObject([
    { name: 'Élodie Noël', phones: ['+33261913001', '+33639983001'], email: 'e@exemple.fr' },
  ])
  expect(
    await house.query("select count(*)::int as n from engine.file where confirmed and name = 'clients.csv'"),
  ).toEqual([{ n: 0 }])
  const csv = await (await owner(`/api/imports/${first.id}/refusals.csv`)).text()
  expect(csv).toMatch(/\r\n5;Valeur refusée .*pas une adresse\r\n$/)
})

test('a workbook, of more lines than one transaction takes', async () => {
  const content = await writeXlsxFile([
    ['Référence', 'Nom', 'Téléphone', 'Client depuis'].map((value) => ({ value })),
    ...Array.from({ length: 2500 }, (_, index) => [
      { value: `X${index}` },
      { value: `Client ${index}` },
      { value: 639980000 + (index % 10_000) },
      { value: new Date(Date.UTC(2026, 0, 1)), format: 'dd/mm/yyyy' },
    ]),
  ]).toBuffer()
  expect(await imported('contacts', 'clients.xlsx', content)).toMatchObject({
    status: 'done',
    lines: 2500,
    created: 2500,
  })
})

test('what campaigns cost: by month, by day, from … to …; an unknown one is refused, a corrected one replaced', async () => {
  const body = { name: 'Dépliant', medium: 'print', channel: 'Print', code: 'depliant' }
  const { id } = await json<Campaign>(owner('/api/campaigns', { body }))
  const costs =
    'Campagne;Mois;Fin;Coût\ndépliant;11/2026;;100\ndepliant;2026-12-05;;5,50\nDépliant;01/01/2027;10/01/2027;1 000 €\nInconnue;11/2026;;1\nDépliant;02/02/2027;01/02/2027;1\n'
  const done = await imported('costs', 'couts.csv', costs)
  expect(done).toMatchObject({ lines: 5, created: 3, refused: 2 })
  expect(done.refusals.map(({ code }) => code)).toEqual(['campaign.unknown', 'campaign.ends_before_start'])
  const known = async () =>
    (await json<{ items: Campaign[] }>(owner('/api/campaigns'))).items.find((one) => one.id === id)!.costs
  expect(await known()).toEqual([
    { startsOn: '2027-01-01', endsOn: '2027-01-10', amountCents: 100_000 },
    { startsOn: '2026-12-05', endsOn: '2026-12-05', amountCents: 550 },
    { startsOn: '2026-11-01', endsOn: '2026-11-30', amountCents: 10_000 },
  ])
  expect(await imported('costs', 'couts.csv', 'Campagne;Mois;Coût\nDépliant;11/2026;120')).toMatchObject({ changed: 1 })
  expect((await known())[2]).toMatchObject({ amountCents: 12_000 })
  const put = (all: object[]) => owner(`/api/campaigns/${id}/costs`, { method: 'PUT', body: { costs: all } })
  const day = { startsOn: '2026-11-01', endsOn: '2026-11-01', amountCents: 1 }
  expect(await codeOf(await put([day, day]))).toEqual([422, 'campaign.same_period'])
  expect(await codeOf(await put([{ ...day, endsOn: '2026-10-01' }]))).toEqual([422, 'campaign.ends_before_start'])
  expect((await put([day])).status).toBe(200)
  expect(await known()).toEqual([day])
})

test('a run that is cut in the middle goes on where it was: each line is settled once', async () => {
  const settled: string[] = []
  let cuts = 0
  offerImport({
    kind: 'fragile',
    fields: [{ name: 'name', needed: true, called: ['nom'] }],
    settle: async (_, lines) => {
      const last = lines.at(-1)!['name']!
      if (last === 'n1998' && (cuts += 1) === 1) throw new Error('The power went.')
      settled.push(last)
      return lines.map(() => 'created')
    },
  })
  const content = ['Nom', ...Array.from({ length: 2500 }, (_, n) => `n${n}`)].join('\n')
  expect(await imported('fragile', 'a.csv', content)).toMatchObject({ status: 'done', lines: 2500, created: 2500 })
  expect([settled, cuts]).toEqual([['n998', 'n1998', 'n2499'], 2])
}, 30_000)
