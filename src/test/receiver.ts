import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { Socket } from 'node:net'
import { text } from 'node:stream/consumers'

export type Heard = { path: string; method: string; headers: IncomingHttpHeaders; body: string; at: Date }
/** What is answered once the whole request has come: a status, or whatever the test does with the response. */
export type Manner = number | ((response: ServerResponse, heard: Heard) => unknown)

/** An HTTP server of somebody else's on loopback, which keeps what it hears. It answers 204 until told otherwise. */
export async function openReceiver({
  host = '127.0.0.1',
  port = 0,
  tls,
}: { host?: string; port?: number; tls?: { key: string; cert: string } } = {}) {
  const heard: Heard[] = []
  const lines = new Set<Socket>()
  let manner: Manner = 204
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { url: path = '', method = '', headers } = request
    const one = { path, method, headers, body: await text(request), at: new Date() }
    heard.push(one)
    if (typeof manner === 'number') response.writeHead(manner).end()
    else await manner(response, one)
  }
  const listener = (request: IncomingMessage, response: ServerResponse) =>
    void answer(request, response).catch(() => {}) // cut lines
  const server = tls ? createSecureServer(tls, listener) : createServer(listener)
  server.on('connection', (line: Socket) => lines.add(line))
  await new Promise<void>((ready, failed) => server.once('error', failed).listen(port, host, ready))
  const at = (server.address() as { port: number }).port
  return {
    heard,
    /** How many connections were opened, secured or not. */
    connections: () => lines.size,
    port: at,
    url: `${tls ? 'https' : 'http'}://${host}:${at}`,
    become: (next: Manner) => void (manner = next),
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed())
        for (const line of lines) line.destroy()
      }),
  }
}
export type Receiver = Awaited<ReturnType<typeof openReceiver>>
