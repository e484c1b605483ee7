import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newKey, VaultError, vaultOf } from '#kernel/vault'
import { tablesWith } from '#test/everything'
import { testServer } from '#test/server'
import { journalFile, openJournal } from './journal.ts'
import { eraseAgain } from './replay.ts'
import { sealSubjectKey, subjectKey } from './subject-key.ts'

// A backup that is older than an erasure brings the person back; the journal beside the database erases them again.

const dataDir = await mkdtemp(join(tmpdir(), 'visavis-journal-'))
const secretKey = newKey()
const house = await testServer({ dataDir, secretKey })
const { db, query, orgId } = house
const [vault, journal] = [vaultOf(secretKey), openJournal(dataDir)]
const owner = await house.signIn('owner')
await owner('/api/sites', { body: { name: 'Nantes', phone: '02 61 91 00 01' } })
let calls = 0
async function call(from: string) {
  const event = { externalId: `a${(calls += 1)}`, status: 'no-answer', startedAt: new Date().toISOString() }
  expect((await owner('/api/calls', { body: { ...event, from, to: '02 61 91 00 01' } })).status).toBe(201)
  await house.settled()
}
const [camille, dominique] = ['06 39 98 00 01', '06 39 98 00 02']
const holds = async (number: string) => {
  await query('delete from core.kept_reply')
  return tablesWith(house.databaseUrl, number)
}
/** As a backup from before the erasures: the person is there, that they were erased is not. */
async function bringBack() {
  await query('delete from engine.erasure')
  await call(camille)
  await call(dominique)
}

test('who was erased since is erased again, and objects again; nobody else is touched', async () => {
  await call(camille)
  for (const opposed of [false, true]) await owner('/api/erasures', { body: { phone: camille, opposed } })
  expect(await readFile(journalFile(dataDir), 'utf8')).not.toMatch(/639980001|39 98/)
  expect(await eraseAgain(db, vault, journal), 'nothing was restored').toBe(0)
  await bringBack()
  expect(await holds('639980001')).not.toEqual([])
  expect(await eraseAgain(db, vault, journal)).toBe(2)
  expect(await holds('639980001')).toEqual([])
  expect(await holds('639980002')).not.toEqual([])
  expect(await eraseAgain(db, vault, journal), 'twice').toBe(0)
  await call(camille)
  expect(await holds('639980001'), 'not even what came in').toEqual([])
  expect(await query('select opposed from engine.erasure order by id')).toEqual([{ opposed: false }, { opposed: true }])
})

test('also a customer of the company’s file who never called', async () => {
  const file = { items: [{ name: 'Zoé Essai', phones: ['06 39 98 00 07'] }] }
  const known = async () => (await query(`select from customer.contact where name = 'Zoé Essai'`)).length
  await owner('/api/contacts', { body: file })
  await owner('/api/erasures', { body: { phone: '06 39 98 00 07' } })
  expect(await known()).toBe(0)
  await query('delete from engine.erasure where id = (select max(id::text)::uuid from engine.erasure)')
  await owner('/api/contacts', { body: file })
  expect(await known()).toBe(1)
  expect(await eraseAgain(db, vault, journal)).toBe(1)
  expect(await known()).toBe(0)
  // The tests after this one count the erasures of the first.
  const lines = (await readFile(journalFile(dataDir), 'utf8')).trimEnd().split('\n')
  await writeFile(journalFile(dataDir), `${lines.slice(0, -1).join('\n')}\n`)
})

test('also from a backup older than the first erasure, and after a new key of the installation', async () => {
  const fresh = newKey()
  await bringBack()
  await query('delete from engine.subject_key')
  expect(await eraseAgain(db, vault, journal)).toBe(2)
  expect(await holds('639980001')).toEqual([])
  await db.as({ orgId }, (tx) => sealSubjectKey(tx, vaultOf(`${fresh},${secretKey}`)))
  await bringBack()
  expect(await eraseAgain(db, vaultOf(fresh), journal)).toBe(2)
  expect(await holds('639980001')).toEqual([])
})

test('with a lost key nothing is marked as done', async () => {
  await query('delete from engine.erasure')
  await expect(eraseAgain(db, vaultOf(newKey()), journal)).rejects.toThrow(VaultError)
  expect(await query('select from engine.erasure')).toEqual([])
})

test('also one whose hash is under a key that the organisation had before', async () => {
  await bringBack()
  await query('delete from engine.subject_key')
  await db.as({ orgId }, (tx) => subjectKey(tx, vault))
  expect(await eraseAgain(db, vault, journal)).toBe(2)
  expect(await holds('639980001')).toEqual([])
  await call(camille)
  expect(await holds('639980001'), 'and objects under the key of today').toEqual([])
})

test('a line cut short by a crash hinders nothing, and takes none with it', async () => {
  const file = journalFile(dataDir)
  await writeFile(file, `${await readFile(file, 'utf8')}{"id":"01`)
  expect(await journal.read()).toHaveLength(2)
  const entry = { id: randomUUID(), orgId, subject: 'x', key: 'y', opposed: false, at: new Date().toISOString() }
  await journal.note(entry)
  expect((await journal.read())[2]).toEqual(entry)
  expect(await openJournal(join(dataDir, 'nowhere')).read()).toEqual([])
})
