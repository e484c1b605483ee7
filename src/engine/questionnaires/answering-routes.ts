import type { FastifyInstance } from 'fastify'
import { keepFile } from '#kernel/files'
import { readExactly, refuseForgery } from '#kernel/http'
import { type Language, languageOf } from '#kernel/i18n'
import { DomainError } from '#shared/errors'
import { AnswerMessage, FileMessage } from './contract.ts'
import { openDesk } from './desk.ts'
import { opposeBy } from './invitations.ts'
import { type PageParts, sendNotice, sendOpposition, sendPage } from './page.ts'

const mostFileBytes = 10 * 1024 * 1024

/** What anybody reaches who has an address to answer at: the page, and where it sends. */
export const answeringRoutes = (parts: PageParts) => async (app: FastifyInstance) => {
  const { db, files } = app.house
  const desk = openDesk(db)
  const readerOf = (header: string | undefined): Language => languageOf(header)

  app.get('/r/preview', (request, reply) =>
    sendPage(
      reply,
      parts,
      {
        address: '',
        mode: 'preview',
        versionId: '',
        definition: { languages: ['fr'], title: { fr: '' }, sections: [] },
        context: {},
      },
      readerOf(request.headers['accept-language']),
    ),
  )
  app.get<{ Params: { token: string } }>('/r/:token', async (request, reply) => {
    const language = readerOf(request.headers['accept-language'])
    const { token } = request.params
    try {
      const { place, context, kiosk } = await desk.open(token)
      const { versionId, definition } = place
      return await sendPage(
        reply,
        parts,
        { address: `/r/${token}`, mode: kiosk ? 'kiosk' : 'page', versionId, definition, context },
        language,
      )
    } catch (error) {
      if (!(error instanceof DomainError && /^(answer_link|survey_invitation)\./.test(error.code))) throw error
      return sendNotice(reply.status(error.status), parts, language, `errors.${error.code}`)
    }
  })
  app.post<{ Params: { token: string } }>('/r/:token/answers', async (request, reply) => {
    refuseForgery(request)
    const id = await desk.take(request.params.token, readExactly(AnswerMessage, request.body))
    return reply.status(201).send({ id })
  })
  app.get<{ Params: { token: string } }>('/r/:token/opposition', (request, reply) =>
    sendOpposition(reply, parts, readerOf(request.headers['accept-language']), false),
  )
  await app.register(async (one) => {
    // Mail programs post a form of their own here (RFC 8058), from anywhere: the address itself is the proof.
    one.removeAllContentTypeParsers()
    one.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 1024 }, (_request, _body, done) => done(null))
    one.post<{ Params: { token: string } }>('/r/:token/opposition', async (request, reply) => {
      await opposeBy(db, request.params.token)
      return sendOpposition(reply, parts, readerOf(request.headers['accept-language']), true)
    })
  })
  app.post<{ Params: { token: string } }>(
    '/r/:token/files',
    { bodyLimit: mostFileBytes * 1.5 },
    async (request, reply) => {
      refuseForgery(request)
      const { orgId } = await desk.open(request.params.token)
      const { fileName: name, content } = readExactly(FileMessage, request.body)
      // Confirmed with the answer that names it; what nobody confirms goes after a day.
      const { id } = await keepFile(
        { db, files },
        { orgId },
        { name, bytes: Buffer.from(content, 'base64') },
        async () => {},
      )
      return reply.status(201).send({ id })
    },
  )
}
