import type { FastifyInstance } from 'fastify'
import { readNumbers, manageNumbers } from '#customer/numbers'
import { serve } from '#kernel/http'
import { families } from './catalogue.ts'
import * as contract from './contract.ts'
import { changeSpecialNumber, getSpecialNumber, listSpecialNumbers } from './service.ts'

export async function tariffRoutes(app: FastifyInstance) {
  serve(app, contract.listSpecialNumbers, readNumbers, async (tx) => ({ items: await listSpecialNumbers(tx) }))
  serve(app, contract.listNumberFamilies, readNumbers, async () => ({ items: [...families] }))
  serve(app, contract.changeSpecialNumber, manageNumbers, async (tx, { params, body }, { before }) => {
    before(await getSpecialNumber(tx, params.id))
    return changeSpecialNumber(tx, params.id, body)
  })
}
