/** A cheap HTTP client in a process of its own, so that what is measured is the server: see {@link hammer}. */
import { fork } from 'node:child_process'
import { connect } from 'node:net'
import { answerMessage } from './answers.ts'
import { visitMessage } from './visits.ts'

export type Blows = {
  port: number
  method: 'GET' | 'POST'
  path: string
  headers: Record<string, string>
  /** Absent: none. Of visits: the next visitor's message to this website each time; of answers: the next answer to this version; else the same text each time. */
  body?: { visitsOf: string } | { answersTo: string } | string
  requests: number
  connections: number
  /** Each reply must contain it; one that does not is an error, as is any status but 200 and 201. */
  expect: string
}
export type Toll = { perSecond: number; p50Ms: number; p99Ms: number; errors: number }

/** Asks from another process, keep-alive, one request under way per connection. */
export function hammer(blows: Blows): Promise<Toll> {
  return new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, [JSON.stringify(blows)])
    child.once('message', (toll) => resolve(toll as Toll))
    child.once('error', reject)
    child.once('exit', (code) => code !== 0 && reject(new Error(`The client ended with ${code}.`)))
  })
}

export const show = (what: string, { perSecond, p50Ms, p99Ms, errors }: Toll) =>
  console.log(
    `${what.padEnd(16)} ${perSecond.toFixed(0).padStart(6)}/s  p50 ${p50Ms.toFixed(1)} ms  p99 ${p99Ms.toFixed(1)} ms  ${errors} errors`,
  )

async function strike({ port, method, path, headers, body, requests, connections, expect }: Blows): Promise<Toll> {
  const head = Object.entries({ host: '127.0.0.1', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  const start = `${method} ${path} HTTP/1.1\r\n${head.join('')}`
  const times = new Float64Array(requests)
  let [asked, answered, errors] = [0, 0, 0]

  const connection = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1')
      let [received, askedAt] = ['', 0]
      const ask = () => {
        if (asked === requests) {
          socket.destroy()
          return resolve()
        }
        const message = messageOf(body, asked)
        asked++
        askedAt = performance.now()
        socket.write(`${start}content-length: ${Buffer.byteLength(message)}\r\n\r\n${message}`)
      }
      socket.setEncoding('latin1').setNoDelay(true)
      socket.on('connect', ask).on('error', reject)
      socket.on('data', (chunk: string) => {
        received += chunk
        const end = received.indexOf('\r\n\r\n')
        const length = Number(/content-length: (\d+)/i.exec(received)?.[1])
        if (end < 0 || received.length < end + 4 + length) return
        times[answered++] = performance.now() - askedAt
        if (!/^HTTP\/1.1 20[01]/.test(received) || !received.includes(expect, end)) errors++
        received = ''
        ask()
      })
    })

  const from = performance.now()
  await Promise.all(Array.from({ length: connections }, connection))
  const seconds = (performance.now() - from) / 1000
  times.sort()
  const at = (share: number) => times[Math.min(requests - 1, Math.floor(requests * share))]!
  return { perSecond: requests / seconds, p50Ms: at(0.5), p99Ms: at(0.99), errors }
}

function messageOf(body: Blows['body'], n: number): string {
  if (typeof body !== 'object') return body ?? ''
  return 'visitsOf' in body ? visitMessage(body.visitsOf, n) : answerMessage(body.answersTo, n)
}

const [given] = process.argv.slice(2)
if (process.argv[1] === import.meta.filename && given) {
  const toll = await strike(JSON.parse(given) as Blows)
  process.send!(toll, () => process.exit(0))
}
