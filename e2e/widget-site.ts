import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Reply, Sign, Visit } from '../src/widget/ask.ts'

type Answer = Reply | ((res: ServerResponse) => void)

const bodyOf = async (req: IncomingMessage) => {
  let body = ''
  for await (const chunk of req) body += String(chunk)
  return body
}

const nothing = () => ({ n: [] })

const listen = async (server: Server) => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A customer's site on one origin and, on another, a server that follows the script's protocol and hands out `code`. */
export async function startSite(code: string) {
  const pages = new Map<string, string | ((res: ServerResponse) => void)>()
  const visits: Visit[] = []
  const signs: Sign[] = []
  const odd: string[] = []
  let answer: (visit: Visit) => Answer | Promise<Answer> = nothing

  const platform = createServer((req, res) => {
    const serve = async () => {
      if (req.url === '/t.js') return res.setHeader('content-type', 'text/javascript').end(code)
      if (req.method !== 'POST' || !req.headers['content-type']?.startsWith('text/plain') || req.headers.cookie) {
        odd.push(`${req.method} ${req.url}`)
      }
      res.setHeader('access-control-allow-origin', req.headers.origin ?? '*')
      res.setHeader('access-control-allow-credentials', 'true')
      const body = await bodyOf(req)
      if (req.url === '/t/event') {
        signs.push(JSON.parse(body) as Sign)
        return res.writeHead(204).end()
      }
      const visit = JSON.parse(body) as Visit
      visits.push(visit)
      const given = await answer(visit)
      return typeof given === 'function' ? given(res) : res.end(JSON.stringify(given))
    }
    serve().catch((error: Error) => {
      // A page that is closed, or moves on, takes its message back half-way.
      if (!req.destroyed) throw error
    })
  })
  const site = createServer((req, res) => {
    const page = pages.get((req.url ?? '/').split('?')[0] ?? '/') ?? ''
    res.setHeader('content-type', 'text/html; charset=utf-8')
    if (typeof page === 'function') page(res)
    else res.end(page)
  })
  const [origin, url] = await Promise.all([listen(platform), listen(site)])

  return {
    url,
    visits,
    signs,
    /** Requests that are not a simple POST without cookie: preflights, strays. */
    odd,
    snippet: (attributes = '') => `<script async src="${origin}/t.js" data-key="cle-exemple" ${attributes}></script>`,
    page: (path: string, content: string | ((res: ServerResponse) => void)) => pages.set(path, content),
    answer: (next: typeof answer) => {
      answer = next
    },
    stop: () => {
      for (const server of [platform, site]) {
        server.closeAllConnections()
        server.close()
      }
    },
  }
}
