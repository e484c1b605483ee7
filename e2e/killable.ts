import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A server of its own process and data folder, to be killed without a word and started again on the same port. */
export async function aKillableServer(dataDir: string, environment: Record<string, string>) {
  const port = await aFreePort()
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined

  const launch = () => {
    child = spawn(join(root, 'node_modules/.bin/node'), [join(root, 'src/main.ts'), 'start'], {
      env: {
        ...process.env,
        LOG_LEVEL: 'error',
        ...environment,
        DATA_DIR: dataDir,
        PORT: String(port),
        HOST: '127.0.0.1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    return child
  }
  const gone = (process: ChildProcess) =>
    process.exitCode !== null || process.signalCode !== null
      ? Promise.resolve()
      : new Promise<void>((exited) => process.once('exit', () => exited()))

  return {
    url,
    launch,
    /** Resolves once it is ready. @throws with its last words when it gives up. */
    start: () =>
      new Promise<void>((ready, failed) => {
        const process = launch()
        let said = ''
        const hear = (words: Buffer) => {
          said += words.toString()
          if (said.includes('Visavis is ready')) ready()
        }
        process.stdout!.on('data', hear)
        process.stderr!.on('data', hear)
        process.once('exit', (code) => failed(new Error(`The server ended (${code}): ${said}`)))
      }),
    /** kill -9: nothing is finished, nothing is let go of. */
    kill: async () => {
      child?.kill('SIGKILL')
      if (child) await gone(child)
    },
    stop: async () => {
      child?.kill('SIGTERM')
      if (child) await gone(child)
    },
    /** Of PostgreSQL, which outlives a killed server. */
    databasePid: async () => Number((await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]),
  }
}

async function aFreePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((ready) => probe.listen(0, '127.0.0.1', ready))
  const { port } = probe.address() as { port: number }
  await new Promise((closed) => probe.close(closed))
  return port
}
