import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

/** Starts a server as users do, and waits for the line with its address; `stop` waits for its end. */
export async function startProcess(
  args: string[],
  env: Record<string, string> = {},
): Promise<{ address: string; peakMb: () => number; stop: () => Promise<void> }> {
  const child = spawn(process.execPath, args, {
    cwd: new URL('../../', import.meta.url),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /ready: (http\S+)$/.exec(line)?.[1]
    if (address) {
      child.stdout.resume()
      // What the system says that it held at most.
      const peakMb = () =>
        Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))![1]) / 1024)
      return { address, peakMb, stop: async () => void (child.kill('SIGTERM'), await ended) }
    }
  }
  throw new Error(`${args.join(' ')} did not start.`)
}
