import { create } from 'content-disposition'
import type { FastifyInstance } from 'fastify'
import { keepFile, keyOf } from '#kernel/files'
import { serve, serveSteps } from '#kernel/http'
import * as contract from './consent-contract.ts'
import * as repo from './consent-repo.ts'
import * as consents from './consents.ts'
import * as policy from './policy.ts'

/** Texts to which people say yes, and what each has said. */
export async function consentRoutes(app: FastifyInstance) {
  serve(app, contract.listConsentTexts, policy.readPrivacy, async (tx) => ({
    items: (await repo.listTexts(tx)).map(toText),
    shown: (await consents.shownVersions(tx)).map(({ firstAt, lastAt, ...one }) => ({
      ...one,
      firstAt: firstAt.toISOString(),
      lastAt: lastAt.toISOString(),
    })),
  }))
  serve(app, contract.addConsentText, policy.managePrivacy, async (tx, { body }) =>
    toText(await consents.addText(tx, body)),
  )
  serve(app, contract.recordConsent, policy.recordConsents, async (tx, { body }, { caller }) => ({
    items: (await consents.record(tx, { ...body, recordedBy: caller.userId })).map(toSaid),
  }))
  serve(app, contract.readConsents, policy.managePrivacy, async (tx, { body }) => {
    const { phone, rows } = await consents.saidBy(tx, body.phone)
    return { phone, items: rows.map(toSaid) }
  })
  serve(app, contract.listProofs, policy.managePrivacy, async (tx) => ({
    items: (await repo.listProofs(tx, 200)).map(({ created_at, ...row }) => ({
      ...row,
      createdAt: created_at.toISOString(),
    })),
  }))
  serveSteps(app, contract.addProof, policy.recordConsents, ({ body }, { caller, audit }) =>
    keepFile(app.house, caller, { name: body.fileName, bytes: Buffer.from(body.content, 'base64') }, audit),
  )
  serveSteps(app, contract.readProof, policy.managePrivacy, async ({ params: { id } }, { caller, reply }) => {
    const { name } = await app.house.db.as(caller, (tx) => consents.getProof(tx, id))
    void reply.header('content-disposition', create(name))
    return app.house.files.read(keyOf({ orgId: caller.orgId, id }))
  })
}

const toText = ({ created_at, ...row }: repo.TextRow): contract.ConsentText => ({
  ...row,
  createdAt: created_at.toISOString(),
})
const toSaid = ({ at, recorded_at, proof_id, proof_name, ...row }: repo.SaidRow): contract.Said => ({
  ...row,
  proof: proof_id && proof_name !== null ? { id: proof_id, name: proof_name } : null,
  at: at.toISOString(),
  recordedAt: recorded_at.toISOString(),
})
