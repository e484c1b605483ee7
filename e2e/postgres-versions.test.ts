import { execFile } from 'node:child_process'
import { chown, cp, mkdir, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { laws } from '../src/kernel/db/catalogue.laws.ts'
import { serviceUser } from '../src/kernel/db/service-user.ts'
import { newDataDir, startProduct, visavis } from './product.ts'

/* A company's own PostgreSQL, of each version that we say we take; the embedded one is the newest. */

const run = promisify(execFile)
const shipped = fileURLToPath(new URL('../bin/postgres/node_modules', import.meta.url))
const versions = (await readdir(shipped).catch(() => [])).filter((name) => name.startsWith('postgres-'))
const user = await serviceUser()
const stops: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop()
})

/** Such a server with a database whose owner has no more rights than our guide asks for. */
async function startPostgres(version: string): Promise<string> {
  const folder = await newDataDir()
  stops.push(() => rm(folder, { recursive: true, force: true }))
  const native = join(folder, 'native')
  // Its user may not pass through the folder where we are.
  await cp(join(shipped, version, 'native'), native, { recursive: true })
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of links)
    await symlink(relative(dirname(target), source), join(folder, target)).catch(() => {})
  const cluster = join(folder, 'cluster')
  await mkdir(cluster, { mode: 0o700 })
  if (user.uid !== undefined) await chown(cluster, user.uid, user.gid!)
  const bin = (name: string, ...args: string[]) =>
    run(join(native, 'bin', name), args, { ...user, cwd: '/', env: { ...process.env, LC_ALL: 'C' } })
  await bin(
    'initdb',
    '-D',
    cluster,
    '--username=postgres',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  )
  await bin(
    'pg_ctl',
    'start',
    '--wait',
    '--silent',
    '-D',
    cluster,
    '-l',
    join(cluster, 'server.log'),
    '-o',
    `-c listen_addresses='' -c unix_socket_directories='${cluster}' -c fsync=off`,
  )
  stops.push(() => bin('pg_ctl', 'stop', '--wait', '--mode=fast', '--silent', '-D', cluster))
  const at = (name: string, who: string) => `postgresql://${who}@/${name}?host=${encodeURIComponent(cluster)}`
  const client = new pg.Client({ connectionString: at('postgres', 'postgres') })
  await client.connect()
  await client.query('create role visavis login createrole')
  await client.query('create database visavis owner visavis')
  await client.query('create database restored owner visavis')
  await client.end()
  return at('visavis', 'visavis')
}

test('there is one of each version from 15 on', () => {
  // The registry has them ready for Linux; elsewhere the embedded one alone is tried.
  const isLinux = process.platform === 'linux' && process.arch === 'x64'
  expect(versions).toEqual(isLinux ? ['postgres-15', 'postgres-16', 'postgres-17'] : [])
})

test.each(versions)('%s: a call is told, counted, saved and restored', { timeout: 180_000 }, async (version) => {
  const DATABASE_URL = await startPostgres(version)
  const admin = { email: 'camille@exemple.fr', password: 'une phrase assez longue' }
  const VISAVIS_SECRET_KEY = 'une-cle-de-trente-deux-signes-au-moins'
  const env = {
    DATABASE_URL,
    VISAVIS_SECRET_KEY,
    VISAVIS_ORG: 'Exemple',
    VISAVIS_ADMIN_EMAIL: admin.email,
    VISAVIS_ADMIN_PASSWORD: admin.password,
  }
  const product = await startProduct({ env })
  let cookie = ''
  const ask = async (path: string, body?: object) => {
    const headers = { 'content-type': 'application/json', cookie }
    const reply = await fetch(product.url + path, {
      method: body ? 'POST' : 'GET',
      headers,
      body: body && JSON.stringify(body),
    })
    expect(reply.ok, `${path} ${reply.status}`).toBe(true)
    cookie ||= reply.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    return (await reply.json()) as Record<string, unknown>
  }
  await ask('/api/session', admin)
  await ask('/api/sites', { name: 'Nantes', phone: '02 61 91 00 01' })
  const call = { externalId: 'a', to: '02 61 91 00 01', from: '06 39 98 00 01', status: 'no-answer' }
  await ask('/api/calls', { ...call, startedAt: new Date().toISOString() })
  const received = async () => ((await ask('/api/call-statistics'))['total'] as { received: number }).received
  await expect.poll(received).toBe(1)

  const database = new pg.Client({ connectionString: DATABASE_URL })
  await database.connect()
  const { rows } = await database.query<{ server_version: string }>('show server_version')
  expect(rows[0]!.server_version.split('.')[0]).toBe(version.replace('postgres-', ''))
  for (const [law, select] of Object.entries(laws))
    expect([law, (await database.query(select)).rows]).toEqual([law, []])
  await database.end()
  await product.stop()

  const folder = await newDataDir()
  stops.push(() => rm(folder, { recursive: true, force: true }))
  const backup = join(folder, 'exemple.backup')
  const keys = { DATA_DIR: folder, VISAVIS_SECRET_KEY }
  expect(await visavis(['backup', backup], { env: { ...keys, DATABASE_URL } })).toMatchObject({ code: 0 })
  const elsewhere = DATABASE_URL.replace('/visavis?', '/restored?')
  expect(await visavis(['restore', backup], { env: { ...keys, DATABASE_URL: elsewhere } })).toMatchObject({ code: 0 })
  const restored = new pg.Client({ connectionString: elsewhere })
  await restored.connect()
  const calls = await restored.query('select caller from customer.tracked_call')
  expect(calls.rows).toEqual([{ caller: '+33639980001' }])
  await restored.end()
})
