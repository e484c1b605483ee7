import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Handler, receive, settleLater } from '#engine/intake'
import { recordCall } from '#engine/interactions'
import { findLine } from '#engine/people'
import type { Tx } from '#kernel/db'
import { DomainError } from '#shared/errors'
import { parsePhone } from '#shared/phone'
import type { VoiceCloud } from './cloud.ts'
import * as repo from './repo.ts'
import { findSecret, hookUrl } from './service.ts'

/** How long the site's telephone rings before the call counts as missed. */
const ringSeconds = 30

const Params = z.object({ connectionId: z.uuid() })

/**
 * The webhooks of telephone clouds. Verified over the raw bytes, kept as they came, answered; understood by a job. The
 * voice hook's answer puts the call through even when nothing else works: the caller comes first.
 */
export const voiceHooks = (cloud: VoiceCloud) => async (app: FastifyInstance) => {
  const { db, config, vault } = app.house
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 64 * 1024 }, (_request, body, done) => done(null, body))

  const accept = async (request: FastifyRequest, hook: 'voice' | 'status') => {
    const { connectionId } = Params.safeParse(request.params).data ?? {}
    const orgId = connectionId && (await db.atGate((tx) => repo.whose(tx, connectionId)))
    if (!connectionId || !orgId) throw new DomainError(404, 'voice_connection.not_found')
    const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const signed = (await db.as({ orgId }, (tx) => findSecret(tx, vault, connectionId)))!
    const genuine = cloud.verifySignature({
      ...signed,
      url: config.publicUrl + request.url,
      headers: request.headers,
      rawBody,
      now: new Date(),
    })
    if (!genuine) {
      await db.as({ orgId }, (tx) => repo.countForged(tx, connectionId))
      throw new DomainError(403, 'hook.forged')
    }
    const params = cloud.parseForm(rawBody)
    return db.as({ orgId }, async (tx) => {
      const delivery = await receive(tx, { source: 'twiml', context: { connectionId, hook }, body: rawBody.toString() })
      if (delivery.isNew) await settleLater(tx, delivery.id)
      await repo.setDelivered(tx, connectionId)
      return { connectionId, site: hook === 'voice' && params.To ? await siteBehind(tx, params.To) : undefined }
    })
  }

  app.post('/hooks/twiml/:connectionId/voice', async (request, reply) => {
    const { connectionId, site } = await accept(request, 'voice')
    void reply.type('text/xml; charset=utf-8')
    return site
      ? cloud.dialReply({
          to: site,
          actionUrl: hookUrl(config.publicUrl, connectionId, 'status'),
          timeoutSeconds: ringSeconds,
        })
      : cloud.emptyReply()
  })
  app.post('/hooks/twiml/:connectionId/status', async (request, reply) => {
    await accept(request, 'status')
    return reply.type('text/xml; charset=utf-8').send(cloud.emptyReply())
  })
}

/** Where a call to a number is put through. Not to that number itself, which would come back here for ever. */
async function siteBehind(tx: Tx, dialled: string): Promise<string | undefined> {
  const line = await findLine(tx, dialled)
  return line && parsePhone(dialled).key !== line.sitePhone ? line.sitePhone : undefined
}

/** Understands what the hooks kept. @throws {DomainError} `hook.malformed`, `call.unknown_number` (422). */
export const twimlDeliveries =
  (cloud: VoiceCloud): Handler =>
  async (tx, { body, context, receivedAt }) => {
    const event = cloud.parseCallEvent(cloud.parseForm(Buffer.from(body)), receivedAt)
    // The leg that we asked the cloud to dial is part of the call that came in, not a call of its own.
    if (event.direction === 'outbound') return undefined
    return recordCall(tx, { kind: 'twiml', name: `twiml:${String(context.connectionId)}` }, event)
  }
