import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { gzipSync, zstdDecompressSync } from 'node:zlib'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import pg from 'pg'
import { expect, test } from 'vitest'
import { migrate, migrationFiles } from '#kernel/db'
import { emptyDatabase, testDb } from '#test/db'
import { anOrg, aSite } from '#test/factories'
import { magic, record, records, type Row, sumOfRecords } from './format.ts'
import { checkBackup, type Keys, type Lock, restoreBackup, takeBackup } from './index.ts'

const { db, url, query } = await testDb()
const org = await anOrg(query)
for (let n = 0; n < 20; n++) await aSite(db, org)

const take = (lock: Lock = {}) => buffer(takeBackup(url, { product: '0.1.0', lock }))
const stream = (bytes: Buffer) => Readable.from([bytes])
const check = (bytes: Buffer, keys: Keys = {}) => checkBackup(stream(bytes), keys)
const refused = (code: string | RegExp) => ({
  code: typeof code === 'string' ? code : expect.stringMatching(code),
  status: expect.any(Number) as number,
})

const whole = await take()
const plain = zstdDecompressSync(whole)
const identity = await generateX25519Identity()
const locked = await take({ recipients: [await identityToRecipient(identity)] })

/** The same backup with other records, its sums made right again: what a newer or a modified Visavis might write. */
async function rewritten(change: (row: Row) => Row | undefined): Promise<Buffer> {
  const sum = sumOfRecords()
  const parts: Buffer[] = [magic]
  for await (const row of records(stream(plain))) {
    const next = change(row)
    if (!next) continue
    if (next.kind === 'Z') {
      parts.push(...record('Z', { ...(JSON.parse(next.body.toString()) as object), sha256: sum.digest('hex') }))
      continue
    }
    const bytes = record(next.kind, next.body)
    if (next.kind !== 'D') for (const each of bytes) sum.update(each)
    parts.push(...bytes)
  }
  return Buffer.concat(parts)
}
const withHead = (change: (head: { migrations: object[]; tables: string[] }) => object) =>
  rewritten((row) => {
    if (row.kind !== 'H') return row
    return { kind: 'H', body: Buffer.from(JSON.stringify(change(JSON.parse(row.body.toString()) as never))) }
  })

/** Nothing of a refused backup is left: no row in any table of ours. */
async function rowsIn(target: string): Promise<number> {
  const client = new pg.Client(target)
  await client.connect()
  const { rows } = await client.query<{ n: number }>(`
    select coalesce(sum((xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %s', oid::regclass), false, true, '')))[1]::text::int), 0)::int as n
    from pg_class where relkind = 'r' and relnamespace::regnamespace::text in ('core', 'engine', 'customer') and relname <> 'migration'`)
  await client.end()
  return rows[0]!.n
}
async function restoreFails(bytes: Buffer, code: string | RegExp, keys: Keys = {}) {
  const target = await emptyDatabase()
  await expect(restoreBackup(target, stream(bytes), { jobs: 'hold', keys })).rejects.toMatchObject(refused(code))
  expect(await rowsIn(target)).toBe(0)
}

const random = (() => {
  let seed = 7
  return (below: number) => (seed = (seed * 16_807) % 2_147_483_647) % below
})()
const places = (bytes: Buffer, count: number) => Array.from({ length: count }, () => random(bytes.length))

test.each<[string, Buffer, Keys, number]>([
  ['compressed', whole, {}, 60],
  ['plain', plain, {}, 300],
  ['locked', locked, { identities: [identity] }, 30],
])('a %s backup that is cut anywhere is refused', async (_, bytes, keys, count) => {
  expect((await check(bytes, keys)).last.tables).toMatchObject({ 'engine.site': 20 })
  for (const at of [bytes.length - 1, ...places(bytes, count)])
    await expect(check(bytes.subarray(0, at), keys), `cut at ${at}`).rejects.toMatchObject(
      refused(/^backup\.(truncated|altered|foreign)$/),
    )
})

test.each<[string, Buffer, Keys, number]>([
  ['compressed', whole, {}, 60],
  ['plain', plain, {}, 600],
  ['locked', locked, { identities: [identity] }, 30],
])('a %s backup of which any byte is altered is refused', async (_, bytes, keys, count) => {
  for (const at of places(bytes, count)) {
    const altered = Buffer.from(bytes)
    altered[at]! ^= 1 << random(8)
    await expect(check(altered, keys), `altered at ${at}`).rejects.toMatchObject(refused(/^backup\.\w+$/))
  }
  await expect(check(Buffer.concat([bytes, Buffer.from('x')]), keys)).rejects.toMatchObject(
    refused(/^backup\.(truncated|altered)$/),
  )
})

test.each<[string, Buffer]>([
  ['nothing', Buffer.alloc(0)],
  ['a text', Buffer.from('bonjour')],
  ['another’s dump', gzipSync('-- PostgreSQL database dump')],
  ['noise', Buffer.from(Array.from({ length: 500 }, () => random(256)))],
])('%s is no backup', async (_, bytes) => {
  await restoreFails(bytes, 'backup.foreign')
})

test('a table left out is missed, even when every sum is right', async () => {
  let inside = false
  const bytes = await rewritten((row) => {
    if (row.kind === 'T') inside = (JSON.parse(row.body.toString()) as { name: string }).name === 'engine.site'
    return inside ? undefined : row
  })
  await restoreFails(bytes, 'backup.altered')
})

test('what a newer or a modified Visavis has written is refused before anything is done', async () => {
  const newer = await withHead((head) => ({
    ...head,
    migrations: [...head.migrations, { name: '29990101T0000_x.sql', sha256: 'x' }],
  }))
  await restoreFails(newer, 'backup.newer')
  const modified = await withHead((head) => ({
    ...head,
    migrations: [{ ...head.migrations[0], sha256: 'x' }, ...head.migrations.slice(1)],
  }))
  await restoreFails(modified, 'backup.changed_migration')
  await restoreFails(Buffer.concat([Buffer.from('visavis-backup 2\n'), plain]), 'backup.newer_format')
  await restoreFails(
    await withHead((head) => ({ ...head, tables: [...head.tables, 'engine.moon'] })),
    'backup.unknown_table',
  )
})

test('names in a file are names, never SQL', async () => {
  const bytes = await rewritten((row) => {
    if (row.kind !== 'T') return row
    const { name, columns } = JSON.parse(row.body.toString()) as { name: string; columns: string[] }
    const evil = name === 'core.org' ? ['id) from stdin; drop table core.org; --'] : columns
    return { kind: 'T', body: Buffer.from(JSON.stringify({ name, columns: evil })) }
  })
  await restoreFails(bytes, 'backup.unknown_table')
})

test('cut or altered in the middle of its rows, a backup leaves nothing', async () => {
  await restoreFails(plain.subarray(0, Math.floor(plain.length * 0.8)), 'backup.truncated')
  const altered = Buffer.from(plain)
  altered[plain.lastIndexOf('Europe/Paris')]! ^= 1
  await restoreFails(altered, 'backup.altered')
  const other = await rewritten((row) =>
    row.kind === 'D' && row.body.includes('Europe/Paris')
      ? {
          kind: 'D',
          body: Buffer.from(
            row.body.toString().replaceAll(
              org.orgId,
              org.orgId.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
            ),
          ),
        }
      : row,
  )
  await restoreFails(other, 'backup.altered')
})

test('a lock opens to its key only', async () => {
  await expect(check(locked)).rejects.toMatchObject(refused('backup.locked'))
  const other = await generateX25519Identity()
  await expect(check(locked, { identities: [other] })).rejects.toMatchObject(refused('backup.wrong_key'))
  await expect(check(locked, { passphrase: 'x' })).rejects.toMatchObject(refused('backup.wrong_key'))
  const phrase = await take({ passphrase: 'une phrase assez longue' })
  await expect(check(phrase, { passphrase: 'une autre phrase' })).rejects.toMatchObject(refused('backup.wrong_key'))
  expect(await check(phrase, { passphrase: 'une phrase assez longue' })).toMatchObject({ head: { product: '0.1.0' } })
  expect(phrase.includes('Europe/Paris')).toBe(false)
})

test('a database that holds an organisation, or in which Visavis works, takes no backup', async () => {
  await query('select') // a line of the house's
  await expect(restoreBackup(url, stream(whole), { jobs: 'hold' })).rejects.toMatchObject(refused('restore.in_use'))
  const full = await emptyDatabase()
  await restoreBackup(full, stream(whole), { jobs: 'hold' })
  const rows = await rowsIn(full)
  await expect(restoreBackup(full, stream(whole), { jobs: 'hold' })).rejects.toMatchObject(refused('restore.not_empty'))
  expect(await rowsIn(full)).toBe(rows)
})

test('a database that is ahead of the backup takes it only once it is anew; one that is behind, or is made, at once', async () => {
  const names = (await migrationFiles()).map(({ name }) => name)
  const older = await emptyDatabase()
  const shape = new Set(names.slice(0, names.indexOf('20261125T1500_backup.sql') + 1))
  await migrate(older, shape)
  const client = new pg.Client(older)
  await client.connect()
  await client.query(`insert into core.org (name) values ('Ancienne')`)
  await client.end()
  const old = await buffer(takeBackup(older, { product: '0.1.0' }))

  const made = await emptyDatabase()
  const { steps } = await restoreBackup(made, stream(old), { jobs: 'hold' })
  expect(steps).toEqual(names.filter((name) => !shape.has(name)))
  expect(await migrate(made)).toEqual([])

  const ahead = await emptyDatabase()
  await migrate(ahead)
  if (steps.length > 0)
    await expect(restoreBackup(ahead, stream(old), { jobs: 'hold' })).rejects.toMatchObject(
      refused('restore.newer_database'),
    )
  expect((await restoreBackup(ahead, stream(whole), { jobs: 'hold' })).steps).toEqual([])
})

test('a database without Visavis has nothing to back up', async () => {
  const empty = await emptyDatabase()
  await expect(buffer(takeBackup(empty, { product: '0.1.0' }))).rejects.toMatchObject(refused('backup.not_ours'))
})

test('opened by other hands, it is still itself', async () => {
  expect((await check(plain)).last.tables).toMatchObject({ 'engine.site': 20 })
})
