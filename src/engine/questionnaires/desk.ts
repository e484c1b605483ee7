import { getSite, listSites } from '#engine/people'
import { orgName } from '#kernel/auth'
import { batching, type Database } from '#kernel/db'
import { DomainError, invalid, notFound } from '#shared/errors'
import type { Definition } from '#shared/questionnaire/definition'
import { recent } from '#shared/recent'
import { heldAgainst, keepAnswers, type Place, type Submission } from './answers.ts'
import { find as findLink, whose } from './link-repo.ts'
import { find, findVersion, listVersions } from './repo.ts'

/** What is asked at an address, and of whom its answers are. */
export type AnsweringPlan = {
  orgId: string
  kiosk: boolean
  closed: boolean
  context: Record<string, string>
  place: Place
}

/** Takes the answers of whoever comes by. Under load, many share one transaction. */
export function openDesk(db: Database) {
  const planOf = recent((token) => readPlan(db, token), 5000)
  const versionOf = recent((key) => {
    const [orgId, id] = key.split(' ') as [string, string]
    return db.as({ orgId }, (tx) => findVersion(tx, id))
  }, 60_000)
  const batches = new Map<string, (item: Submission & { place: Place }) => Promise<string>>()
  const batchOf = (orgId: string) => {
    const known = batches.get(orgId)
    if (known) return known
    const made = batching((items: (Submission & { place: Place })[]) =>
      db.as({ orgId }, (tx) => keepAnswers(tx, items)),
    )
    batches.set(orgId, made)
    return made
  }
  return {
    /** @throws {DomainError} `answer_link.not_found` (404), `answer_link.closed` (410). */
    async open(token: string): Promise<AnsweringPlan> {
      const plan = await planOf(token)
      if (!plan) throw notFound('answer_link')
      if (plan.closed) throw new DomainError(410, 'answer_link.closed')
      return plan
    },
    /**
     * @param versionId what was shown, which may not be the latest: it is answered as it was asked.
     * @throws {DomainError} those of `open`; `reference.unknown` (422) for a version of another; an InputError for answers.
     */
    async take(
      token: string,
      { versionId, answers, ...submission }: Submission & { versionId: string },
    ): Promise<string> {
      const { orgId, place } = await this.open(token)
      const definition = versionId === place.versionId ? place.definition : await olderOf(orgId, place, versionId)
      const kept = heldAgainst(definition, answers)
      return batchOf(orgId)({ ...submission, answers: kept, place: { ...place, versionId, definition } })
    },
  }

  async function olderOf(orgId: string, { questionnaireId }: Place, versionId: string): Promise<Definition> {
    const version = await versionOf(`${orgId} ${versionId}`)
    if (version?.questionnaire_id !== questionnaireId) throw invalid('reference.unknown', { field: 'versionId' })
    return version.definition
  }
}

async function readPlan(db: Database, token: string): Promise<AnsweringPlan | undefined> {
  const owner = await db.atGate((tx) => whose(tx, token))
  if (!owner) return undefined

  return db.as({ orgId: owner.org_id }, async (tx) => {
    const company = await orgName(tx)
    const link = (await findLink(tx, owner.id))!
    const questionnaire = (await find(tx, link.questionnaire_id))!
    const [version] = await listVersions(tx, link.questionnaire_id)
    const site = link.site_id === null ? undefined : await getSite(tx, link.site_id)
    const [first] = await listSites(tx)
    return {
      orgId: owner.org_id,
      kiosk: link.channel === 'kiosk',
      closed: link.closed_at !== null || questionnaire.archived_at !== null,
      context: { company, site: site?.name ?? company },
      place: {
        questionnaireId: link.questionnaire_id,
        definition: version!.definition,
        versionId: version!.id,
        linkId: link.id,
        channel: link.channel,
        siteId: link.site_id,
        siteName: site?.name ?? null,
        timeZone: (site ?? first)?.timeZone ?? 'Europe/Paris',
        loopHours: questionnaire.loop_hours,
      },
    }
  })
}
