import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { contentsOf } from '#test/contents'
import { emptyDatabase, testDb } from '#test/db'
import { anOrg, aSite } from '#test/factories'

const { db, url, query } = await testDb()
const org = await anOrg(query)
await aSite(db, org)
// Enough that a backup takes its time: three million bytes that no compression makes smaller.
await query(
  `insert into engine.person (org_id, name) select $1, encode(sha256(n::text::bytea), 'hex') from generate_series(1, 30000) n`,
  [org.orgId],
)

const folder = await mkdtemp(join(tmpdir(), 'visavis-backup-'))
await chmod(folder, 0o755)
afterAll(() => rm(folder, { recursive: true }))
const visavis = fileURLToPath(new URL('../../bin/visavis', import.meta.url))
const { PATH, HOME } = process.env
const start = (args: string[], env: Record<string, string> = {}) =>
  spawn(visavis, args, { env: { PATH, HOME, DATABASE_URL: url, ...env }, cwd: folder })
async function run(args: string[], env: Record<string, string> = {}, input?: Buffer) {
  const child = start(args, env)
  child.stdin.on('error', () => {}).end(input)
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { out, err, code: code as number }
}
const at = (name: string) => join(folder, name)
const files = async () => (await readdir(folder)).filter((name) => name !== 'secret')

test.each<[string[], RegExp]>([
  [[], /visavis backup FILE/],
  [['a', 'b'], /visavis backup FILE/],
  [['--rotate', 'a'], /visavis backup FILE/],
  [['--rotate'], /BACKUP_DIR/],
  [['--recipient', 'age1x', 'a'], /backup\.bad_recipient/],
  [['--passphrase-file', 'absent', 'a'], /absent cannot be read/],
  [['absent/a'], /backup\.not_writable/],
])('backup %j: a sentence, exit code 2, and no file', async (args, sentence) => {
  expect(await run(['backup', ...args])).toEqual({ code: 2, out: '', err: expect.stringMatching(sentence) as string })
  expect(await files()).toEqual([])
})

test('a file that exists is not overwritten', async () => {
  await writeFile(at('precious'), 'precious')
  expect(await run(['backup', 'precious', '--json'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('"backup.file_exists"') as string,
  })
  expect(await readFile(at('precious'), 'utf8')).toBe('precious')
  await rm(at('precious'))
})

test.each(['SIGTERM', 'SIGKILL'] as const)('%s in the middle leaves nothing that looks whole', async (signal) => {
  const child = start(['backup', 'cut'])
  await expect.poll(files, { interval: 5 }).toHaveLength(1)
  child.kill(signal)
  await once(child, 'close')
  const left = await files()
  expect(left.filter((name) => !name.endsWith('.partial'))).toEqual([])
  if (signal === 'SIGTERM') expect(left).toEqual([])
  for (const name of left) {
    expect(await run(['restore', '--verify', name])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/backup\.(truncated|altered|foreign)/) as string,
    })
    await rm(at(name))
  }
})

test('a full disk is told, and leaves nothing', async () => {
  // A limit on the size of files is met like a disk that is full, on any machine and without root.
  const child = spawn('sh', ['-c', `ulimit -f 200; exec ${visavis} backup full --json`], {
    env: { PATH, HOME, DATABASE_URL: url },
    cwd: folder,
  })
  const [err, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
  expect(err).toContain('"backup.disk_full"')
  expect(code).toBe(2)
  expect(await files()).toEqual([])
  const out = spawn('sh', ['-c', `exec ${visavis} backup - > /dev/full`], { env: { PATH, HOME, DATABASE_URL: url } })
  expect(await text(out.stderr)).toContain('backup.disk_full')
})

test('to a file and back; verified; into an external database, by standard input too', async () => {
  const { code, out } = await run(['backup', 'whole.backup', '--json'])
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ path: 'whole.backup', files: 0 })
  expect((await stat(at('whole.backup'))).mode & 0o777).toBe(0o600)
  expect(
    await run(['restore', '--verify', 'whole.backup'], { DATABASE_URL: 'postgresql://127.0.0.1:1/none' }),
  ).toMatchObject({ code: 0, err: '' })
  const target = await emptyDatabase()
  const restored = await run(['restore', '-'], { DATABASE_URL: target }, await readFile(at('whole.backup')))
  expect(restored).toMatchObject({ code: 0, err: '' })
  expect(restored.out).toContain('Everybody signs in anew')
  const client = new pg.Client(target)
  await client.connect()
  const { rows } = await client.query('select org_id, who, verb from core.audit_inbox')
  await client.end()
  expect(rows).toEqual([{ org_id: org.orgId, who: 'command', verb: 'backup.restore' }])
  expect((await contentsOf(target)).get('engine.person')).toEqual((await contentsOf(url)).get('engine.person'))
  expect(await run(['restore', 'whole.backup'], { DATABASE_URL: target })).toMatchObject({
    code: 2,
    err: expect.stringContaining('restore.not_empty') as string,
  })
  expect(await run(['restore', 'whole.backup'], { DATABASE_URL: target, LANG: 'fr_FR.UTF-8' })).toMatchObject({
    err: expect.stringContaining('n’est pas vide') as string,
  })
  await rm(at('whole.backup'))
})

test('the key that seals secrets is not in it, and a restore tells when it is not at hand', async () => {
  const key = at('secret.key')
  await writeFile(key, `${'k'.repeat(40)}\n`)
  expect(await run(['backup', 'sealed.backup'], { DATA_DIR: folder })).toMatchObject({ code: 0 })
  for (const [env, hasKey] of [
    [{ DATA_DIR: folder }, true],
    [{ DATA_DIR: at('elsewhere') }, false],
    [{ DATA_DIR: folder, VISAVIS_SECRET_KEY: 'another-key-of-more-than-32-characters' }, false],
  ] as const) {
    const { out } = await run(['restore', 'sealed.backup', '--json'], { DATABASE_URL: await emptyDatabase(), ...env })
    expect(JSON.parse(out)).toMatchObject({ hasKey })
  }
  expect((await readFile(at('sealed.backup'))).includes('kkkkkkkk')).toBe(false)
  await rm(at('sealed.backup'))
  await rm(key)
})

test('the daily ones are locked, kept by number, and nothing else in their folder is touched', async () => {
  await writeFile(at('secret'), 'une phrase assez longue\n')
  const env = { BACKUP_DIR: folder, BACKUP_KEEP: '2', BACKUP_PASSPHRASE_FILE: at('secret') }
  const old = [
    'visavis-20260101T033000Z.backup.zst',
    'visavis-20260102T033000Z.backup.zst.age',
    'visavis-20260103T033000Z.backup.zst',
  ]
  const others = [
    'visavis-20260103T033000Z.backup.zst.bak',
    'notes.txt',
    'visavis-20260104T033000Z.backup.zst.abcdef12.partial',
  ]
  for (const name of [...old, ...others]) await writeFile(at(name), 'x')
  const stale = 'visavis-20260105T033000Z.backup.zst.abcdef12.partial'
  await writeFile(at(stale), 'x')
  await utimes(at(stale), 1, 1)
  const { code, out } = await run(['backup', '--rotate', '--json'], env)
  expect(code).toBe(0)
  expect((JSON.parse(out) as { removed: string[] }).removed.toSorted()).toEqual([...old.slice(0, 2), stale])
  const made = (await files()).find((name) => /^visavis-20\d{6}T\d{6}Z\.backup\.zst\.age$/.test(name))
  expect((await files()).toSorted()).toEqual([old[2]!, ...others, made!].toSorted())
  expect((await readFile(at(made!), 'latin1')).startsWith('age-encryption.org/')).toBe(true)
  expect(await run(['restore', '--verify', made!])).toMatchObject({
    code: 2,
    err: expect.stringContaining('backup.locked') as string,
  })
  expect(await run(['restore', '--verify', made!, '--passphrase-file', 'secret'])).toMatchObject({ code: 0 })
})
