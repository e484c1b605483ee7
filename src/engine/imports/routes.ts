import type { FastifyInstance } from 'fastify'
import { serve, serveSteps } from '#kernel/http'
import { say } from '#kernel/i18n'
import { csvLine, csvMark } from '#shared/csv'
import * as contract from './contract.ts'
import { importKinds, kindNamed } from './kind.ts'
import { manageImports } from './policy.ts'
import { listRefusals } from './repo.ts'
import { createImport, getImport, listImports, startImport } from './service.ts'

const shownRefusals = 100

export async function importRoutes(app: FastifyInstance) {
  serve(app, contract.listImportKinds, manageImports, async () => ({
    items: importKinds().map((kind) => ({
      kind,
      fields: kindNamed(kind)!.fields.map(({ name, needed = false }) => ({ name, needed })),
    })),
  }))
  serve(app, contract.listImports, manageImports, (tx, { query }, { language }) => listImports(tx, query, language))
  serveSteps(app, contract.createImport, manageImports, ({ body }, { caller, audit }) =>
    createImport(app.house, caller, { ...body, bytes: Buffer.from(body.content, 'base64') }, audit),
  )
  serve(app, contract.startImport, manageImports, (tx, { params, body }) => startImport(tx, params.id, body.mapping))
  serve(app, contract.getImport, manageImports, async (tx, { params }, { language }) => ({
    ...(await getImport(tx, params.id, language)),
    refusals: (await listRefusals(tx, params.id, shownRefusals)).map(({ line, code, params: told }) => ({
      line,
      code,
      message: say(language, `errors.${code}`, told),
    })),
  }))
  serve(app, contract.exportRefusals, manageImports, async (tx, { params }, { language, reply }) => {
    await getImport(tx, params.id)
    void reply.header('content-disposition', 'attachment; filename="refused-lines.csv"')
    const refusals = await listRefusals(tx, params.id, 1_000_000)
    const heads = [say(language, 'imports.line'), say(language, 'imports.reason')]
    const lines = refusals.map(({ line, code, params }) => [String(line), say(language, `errors.${code}`, params)])
    return csvMark + [heads, ...lines].map(csvLine).join('')
  })
}
