import type { FastifyInstance } from 'fastify'
import { serve } from '#kernel/http'
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
}

const toText = ({ created_at, ...row }: repo.TextRow): contract.ConsentText => ({
  ...row,
  createdAt: created_at.toISOString(),
})
const toSaid = ({ at, recorded_at, ...row }: repo.SaidRow): contract.Said => ({
  ...row,
  at: at.toISOString(),
  recordedAt: recorded_at.toISOString(),
})
