import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { vi } from 'vitest'

const command = fileURLToPath(new URL('../bin/visavis', import.meta.url))

type Env = Record<string, string>
type Ended = { code: number | null; stdout: string; stderr: string }

/** Only what finds programs: the tests' own variables (NODE_ENV among them) are not a new user's. */
const ownEnv = ({ PATH = '', HOME = '/tmp' } = process.env): Env => ({ PATH, HOME })

function run(args: string[], env: Env) {
  const child = spawn(command, args, { env: { ...ownEnv(), ...env } })
  const said = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => (said[stream] += text))
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...said })))
  return { child, said, ended }
}

/** Runs a command of the product to its end. */
export function visavis(args: string[], { env = {}, input = '' }: { env?: Env; input?: string } = {}): Promise<Ended> {
  const { child, ended } = run(args, env)
  child.stdin.on('error', () => {}) // It may end without having read.
  child.stdin.end(input)
  return ended
}

/** A data folder that the user of the embedded PostgreSQL may enter. */
export async function newDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'visavis-e2e-'))
  await chmod(dataDir, 0o755)
  return dataDir
}

export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((ready) => probe.listen(0, '127.0.0.1', ready))
  const { port } = probe.address() as AddressInfo
  await new Promise((closed) => probe.close(closed))
  return port
}

export type Product = Awaited<ReturnType<typeof startProduct>>

/**
 * `visavis start` as a new user runs it, on a free port, with a data folder of its own that goes when it stops. A folder
 * that is given stays: `clear` ends it.
 */
export async function startProduct({ env = {}, dataDir: given }: { env?: Env; dataDir?: string } = {}) {
  const [port, dataDir] = await Promise.all([freePort(), given ?? newDataDir()])
  const url = `http://127.0.0.1:${port}`
  const { child, said, ended } = run(['start'], { DATA_DIR: dataDir, PORT: String(port), PUBLIC_URL: url, ...env })
  const log = () => said.stdout + said.stderr

  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (isRunning(child)) child.kill(signal)
    return ended
  }
  const stop = async () => {
    const result = await end('SIGTERM')
    if (!given) await clear(dataDir)
    return result
  }
  await Promise.race([ended, isSaid(child, `Visavis is ready: ${env.PUBLIC_URL ?? url}\n`)])
  if (!isRunning(child)) {
    await stop()
    throw new Error(`The product did not start:\n${log()}`)
  }
  return {
    url,
    dataDir,
    pid: child.pid!,
    log,
    /** SIGTERM, as a service manager stops it. */
    stop,
    /** SIGKILL: no time for anything. Its PostgreSQL lives on, as after a real one. */
    kill: () => end('SIGKILL'),
  }
}

const isRunning = ({ exitCode, signalCode }: ChildProcessWithoutNullStreams) => exitCode === null && signalCode === null

const isSaid = ({ stdout }: ChildProcessWithoutNullStreams, line: string) =>
  new Promise<void>((resolve) => {
    let text = ''
    stdout.on('data', (more: string) => {
      text += more
      if (text.includes(line)) resolve()
    })
  })

/** The embedded PostgreSQL of a data folder, while it runs. */
export async function postgresOf(dataDir: string): Promise<number | undefined> {
  const file = await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number(file.split('\n')[0])
  return pid && isAlive(pid) ? pid : undefined
}

/** Ends the PostgreSQL that a killed product left, and removes the folder. */
export async function clear(dataDir: string): Promise<void> {
  const postgres = await postgresOf(dataDir)
  if (postgres) process.kill(postgres, 'SIGINT')
  await vi.waitFor(
    async () => {
      if (await postgresOf(dataDir)) throw new Error(`PostgreSQL still runs in ${dataDir}`)
    },
    { timeout: 60_000 },
  )
  await rm(dataDir, { recursive: true, force: true })
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM'
  }
}
