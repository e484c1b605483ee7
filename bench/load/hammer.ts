/** A cheap HTTP client in a process of its own, so that what is measured is the server: see {@link hammer}. */
import { fork } from 'node:child_process'
import { connect } from 'node:net'
import { visitMessage } from './visits.ts'

export type Blows = {
  port: number
  path: string
  requests: number
  connections: number
  /** Goes into each message. */
  key: string
  /** Each reply must contain it; one that does not is an error, as is any status but 200. */
  expect: string
}
export type Toll = { perSecond: number; p50Ms: number; p99Ms: number; errors: number }

/** Posts visits from another process, keep-alive, one request under way per connection. */
export function hammer(blows: Blows): Promise<Toll> {
  return new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, [JSON.stringify(blows)])
    child.once('message', (toll) => resolve(toll as Toll))
    child.once('error', reject)
    child.once('exit', (code) => code !== 0 && reject(new Error(`The client ended with ${code}.`)))
  })
}

async function strike({ port, path, requests, connections, key, expect }: Blows): Promise<Toll> {
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
        const body = visitMessage(key, asked++)
        askedAt = performance.now()
        socket.write(
          `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nuser-agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n` +
            `content-type: text/plain;charset=UTF-8\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
        )
      }
      socket.setEncoding('latin1').setNoDelay(true)
      socket.on('connect', ask).on('error', reject)
      socket.on('data', (chunk: string) => {
        received += chunk
        const head = received.indexOf('\r\n\r\n')
        const length = Number(/content-length: (\d+)/i.exec(received)?.[1])
        if (head < 0 || received.length < head + 4 + length) return
        times[answered++] = performance.now() - askedAt
        if (!received.startsWith('HTTP/1.1 200') || !received.includes(expect, head)) errors++
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

const [given] = process.argv.slice(2)
if (process.argv[1] === import.meta.filename && given) {
  const toll = await strike(JSON.parse(given) as Blows)
  process.send!(toll, () => process.exit(0))
}
