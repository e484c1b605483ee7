// A Fastify that takes the same message and answers a constant: what HTTP alone costs.
import fastify from 'fastify'

const app = fastify({ logger: false })
app.addContentTypeParser('text/plain', { parseAs: 'string' }, (_request, body, done) =>
  done(null, JSON.parse(body as string)),
)
const reply = {
  n: [{ f: '+33199001234', t: '+33465710000' }],
  v: '019ab0c8-7a6e-7c3f-9d5b-0c1d2e3f4a5b',
  s: '019ab0c8-7a6e-7c3f-9d5b-0c1d2e3f4a5c',
  b: 60,
}
app.post('/t/visit', async () => reply)
app.get('/item', async () => reply)
await app.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`ready: ${app.listeningOrigin}\n`)
