import type { FastifyInstance } from 'fastify'
import { readContacts } from '#customer/crm'
import { serve } from '#kernel/http'

import * as contract from './contract.ts'
import { planSurvey } from './plan.ts'
import * as policy from './policy.ts'
import { readRespondent } from './respondent.ts'
import { endSurvey, getSurvey, listSurveys, startSurvey } from './surveys.ts'

export async function surveyRoutes(app: FastifyInstance) {
  const { vault, canMail } = app.house
  serve(app, contract.planSurvey, policy.manageSurveys, (tx, { query }) => planSurvey(tx, vault, query))
  serve(app, contract.startSurvey, policy.manageSurveys, (tx, { body }) => startSurvey(tx, vault, body))
  serve(app, contract.listSurveys, policy.readSurveys, async (tx) => ({
    items: await listSurveys(tx),
    mailConfigured: canMail,
  }))
  serve(app, contract.getSurvey, policy.readSurveys, (tx, { params }) => getSurvey(tx, params.id))
  serve(app, contract.endSurvey, policy.manageSurveys, (tx, { params }) => endSurvey(tx, params.id))
  serve(app, contract.getRespondent, readContacts, (tx, { params }) => readRespondent(tx, params.id))
}
