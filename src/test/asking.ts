import { randomUUID } from 'node:crypto'
import { beforeAll } from 'vitest'
import type { AnswerLink, QuestionnaireDetail } from '#engine/questionnaires/contract'
import { anOrg, aSite } from './factories.ts'
import { type Client, testServer } from './server.ts'

export const json = async <T>(reply: Response | Promise<Response>): Promise<T> => (await (await reply).json()) as T
export const codeOf = async (reply: Promise<Response>) => json<{ code?: string }>(reply).then(({ code }) => code)
export const tokenOf = ({ url }: AnswerLink) => url.split('/r/')[1]!

/** A house that asks its customers something, at two sites; and another organisation's owner, who sees none of it. */
export async function anAskingHouse() {
  const house = await testServer()
  const acme = { orgId: house.orgId }
  const rival = await anOrg(house.query)
  const [lyon, paris] = [await aSite(house.db, acme, { name: 'Lyon' }), await aSite(house.db, acme, { name: 'Paris' })]
  const people = {} as Record<'marketing' | 'adviser' | 'stranger', Client>
  beforeAll(async () => {
    people.marketing = await house.signIn('marketing')
    people.adviser = await house.signIn('adviser')
    people.stranger = await house.signIn('owner', rival.orgId)
  })
  const marketing: Client = (path, init) => people.marketing(path, init)
  const begin = (template?: string, audience = 'customers') =>
    json<QuestionnaireDetail>(marketing('/api/questionnaires', { body: { name: 'Essai', audience, template } }))
  return {
    ...house,
    house,
    acme,
    rival,
    lyon,
    paris,
    marketing,
    adviser: ((path, init) => people.adviser(path, init)) as Client,
    stranger: ((path, init) => people.stranger(path, init)) as Client,
    passer: house.anonymous,
    begin,
    /** The template after a contact, as its first version. */
    published: async (loopHours: number | null = null) => {
      const { id } = await begin('after-contact')
      await marketing(`/api/questionnaires/${id}`, { method: 'PUT', body: { name: 'Essai', loopHours } })
      return json<QuestionnaireDetail>(marketing(`/api/questionnaires/${id}/versions`, { method: 'POST' }))
    },
    linkOf: (id: string, given: object = {}) =>
      json<AnswerLink>(
        marketing('/api/answer-links', {
          body: { questionnaireId: id, channel: 'qr', name: 'Comptoir', siteId: lyon.id, ...given },
        }),
      ),
    answer: (token: string, versionId: string, answers: object, submissionId: string = randomUUID()) =>
      house.anonymous(`/r/${token}/answers`, { body: { submissionId, versionId, answers } }),
  }
}
