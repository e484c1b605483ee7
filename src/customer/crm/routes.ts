import type { FastifyInstance } from 'fastify'
import { serve } from '#kernel/http'
import { type Language, say } from '#kernel/i18n'
import { DomainError } from '#shared/errors'
import { getContact, keepContacts, listContacts, type Settled } from './contacts.ts'
import * as contract from './contract.ts'
import { forgetContact } from './erasure.ts'
import * as policy from './policy.ts'
import { keepSales } from './sales.ts'

export async function crmRoutes(app: FastifyInstance) {
  serve(app, contract.listContacts, policy.readContacts, (tx, { query }) => listContacts(tx, query))
  serve(app, contract.getContact, policy.readContacts, (tx, { params }) => getContact(tx, params.id))
  serve(app, contract.tellContacts, policy.manageContacts, async (tx, { body }, { language }) => ({
    items: (await keepContacts(tx, body.items)).map((one) => inWords(one, language)),
  }))
  serve(app, contract.tellSales, policy.manageContacts, async (tx, { body }, { language }) => ({
    items: (await keepSales(tx, body.items)).map((one) => inWords(one, language)),
  }))
  serve(app, contract.eraseContact, policy.manageContacts, async (tx, { params }) => {
    await forgetContact(tx, params.id)
    return getContact(tx, params.id)
  })
}

const inWords = (one: Settled, language: Language) =>
  one instanceof DomainError
    ? { outcome: 'refused' as const, code: one.code, message: say(language, `errors.${one.code}`, one.params) }
    : { outcome: one, code: null, message: null }
