import { type ChildProcess, spawn } from 'node:child_process'
import { onTestFinished } from 'vitest'

/**
 * The whole house in a process of its own, beside others on the same database. `dies`: it is killed (-9) at the moment
 * when it would answer a request that changes something, all being committed.
 */
export async function otherHouse(databaseUrl: string, { dies = false } = {}) {
  const script = `
    import { ServerResponse } from 'node:http'
    import { openHouse } from ${JSON.stringify(new URL('../house.ts', import.meta.url).href)}
    const house = await openHouse({ host: '127.0.0.1', port: 0, dataDir: '/nonexistent', databaseUrl: process.argv[1],
      mailFrom: 'Visavis <visavis@exemple.fr>', publicUrl: 'http://127.0.0.1:0', logLevel: 'silent', rateLimits: 'off' })
    if (process.argv[2] === 'dies') {
      const { end } = ServerResponse.prototype
      ServerResponse.prototype.end = function (...given) {
        if (this.req.method === 'GET') return end.apply(this, given)
        process.kill(process.pid, 'SIGKILL')
      }
    }
    console.log(house.address)`
  const args = ['--input-type=module', '-e', script, databaseUrl, ...(dies ? ['dies'] : [])]
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = new Promise<void>((exited) => child.once('exit', () => exited()))
  const kill = async () => {
    child.kill('SIGKILL')
    await gone
  }
  onTestFinished(kill)
  const url = await new Promise<string>((ready, failed) => {
    child.stdout!.once('data', (said: Buffer) => ready(said.toString().trim()))
    child.once('exit', (code) => failed(new Error(`The other house ended (${code})`)))
  })
  return { url, kill, gone }
}
