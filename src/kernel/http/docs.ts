import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { policyOfScreen } from './headers.ts'
import { openApi } from './openapi.ts'

const kit = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
const assets: [name: string, type: string, file: string][] = [
  ['swagger-ui.css', 'text/css; charset=utf-8', join(kit, 'swagger-ui.css')],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8', join(kit, 'swagger-ui-bundle.js')],
  // From the sources: the page works before the web app is built.
  [
    'favicon.svg',
    'image/svg+xml; charset=utf-8',
    fileURLToPath(new URL('../../web/public/favicon.svg', import.meta.url)),
  ],
]
const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>API · Visavis</title><link rel="icon" href="/api/docs/favicon.svg"><link rel="stylesheet" href="/api/docs/swagger-ui.css"><main id="api"></main>
<script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></html>`
const start = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#api', deepLinking: true, docExpansion: 'list', validatorUrl: null })`

/** The machine-readable document and its reference page, served from here: nothing is fetched from elsewhere. */
export async function docsRoutes(app: FastifyInstance) {
  app.get('/api/openapi.json', () => openApi(app.house.endpoints, app.house.config.publicUrl))
  app.get('/api/docs', (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('content-security-policy', policyOfScreen()).send(page),
  )
  app.get('/api/docs/start.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(start))
  for (const [name, type, file] of assets) {
    app.get(`/api/docs/${name}`, async (_request, reply) =>
      reply
        .type(type)
        .header('cache-control', 'max-age=86400')
        .send(await readFile(file)),
    )
  }
}
