import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { DomainError } from '#shared/errors'
import { policyOfScreen } from './headers.ts'

const webFolder = fileURLToPath(new URL('../../../dist/web/', import.meta.url))

/** The built web app. Any address that is neither a file of it nor the server's own is a screen. */
export async function webRoutes(app: FastifyInstance) {
  // Vite names these files by their content.
  await app.register(fastifyStatic, { root: `${webFolder}assets`, prefix: '/assets/', immutable: true, maxAge: '365d' })

  app.get('/*', async (request, reply) => {
    const { pathname } = new URL(request.url, 'http://localhost')
    if (/^\/(api|t|r|b|hooks|assets)\//.test(pathname)) throw new DomainError(404, 'route.not_found')
    if (/^\/[\w-]+\.\w+$/.test(pathname)) return reply.sendFile(pathname.slice(1), webFolder)
    const index = await readFile(`${webFolder}index.html`, 'utf8').catch(() => {
      throw new DomainError(404, 'route.not_found')
    })
    const nonce = randomBytes(16).toString('base64')
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', policyOfScreen(nonce))
      .send(index.replaceAll('VISAVIS_NONCE', nonce))
  })
}
