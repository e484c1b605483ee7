import { getSite, listSites } from '#engine/people'
import { orgName } from '#kernel/auth'
import { batching, type Database, type Tx } from '#kernel/db'
import { DomainError, invalid, notFound } from '#shared/errors'
import type { Definition } from '#shared/questionnaire/definition'
import { recent } from '#shared/recent'
import { dayAt } from '#shared/zone'
import { heldAgainst, keepAnswers, type Place, type Submission } from './answers.ts'
import { find as findInvitation, whose as whoseInvitation } from './invitation-repo.ts'
import { find as findLink, whose as whoseLink } from './link-repo.ts'
import { find, findVersion, listVersions } from './repo.ts'

/** What is asked at an address, and of whom its answers are. */
export type AnsweringPlan = {
  orgId: string
  kiosk: boolean
  /** Why it is not answered any more. */
  closed: 'answer_link.closed' | 'survey_invitation.over' | 'survey_invitation.answered' | null
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
    /** @throws {DomainError} `answer_link.not_found` (404), `answer_link.closed`, `survey_invitation.over`, `survey_invitation.answered` (410). */
    async open(token: string): Promise<AnsweringPlan> {
      return this.openTo(token)
    },
    /** @param minds what is no hindrance: an answer that is sent again is held against the one that came in. */
    async openTo(token: string, minds?: AnsweringPlan['closed']): Promise<AnsweringPlan> {
      const plan = await planOf(token)
      if (!plan) throw notFound('answer_link')
      if (plan.closed && plan.closed !== minds) throw new DomainError(410, plan.closed)
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
      const { orgId, place } = await this.openTo(token, 'survey_invitation.answered')
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
  const link = await db.atGate((tx) => whoseLink(tx, token))
  if (link) return db.as({ orgId: link.org_id }, (tx) => planOfLink(tx, link.org_id, link.id))
  const invitation = await db.atGate((tx) => whoseInvitation(tx, token))
  if (invitation)
    return db.as({ orgId: invitation.org_id }, (tx) => planOfInvitation(tx, invitation.org_id, invitation.id))
  return undefined
}

async function planOfLink(tx: Tx, orgId: string, id: string): Promise<AnsweringPlan> {
  const link = (await findLink(tx, id))!
  const { archived, ...asked } = await askedAt(tx, link.questionnaire_id, link.site_id)
  return {
    orgId,
    kiosk: link.channel === 'kiosk',
    closed: link.closed_at !== null || archived ? 'answer_link.closed' : null,
    context: asked.context,
    place: { ...asked.place, linkId: link.id, invitationId: null, channel: link.channel },
  }
}

async function planOfInvitation(tx: Tx, orgId: string, id: string): Promise<AnsweringPlan> {
  const invitation = (await findInvitation(tx, id))!
  const { archived, ...asked } = await askedAt(tx, invitation.questionnaire_id, invitation.site_id)
  const over = archived || dayAt(Date.now(), asked.place.timeZone) > invitation.ends_on
  return {
    orgId,
    kiosk: false,
    closed: invitation.answered ? 'survey_invitation.answered' : over ? 'survey_invitation.over' : null,
    context: asked.context,
    place: { ...asked.place, linkId: null, invitationId: id, channel: 'mail' },
  }
}

/** What is asked of whoever comes, and of which site it is. */
async function askedAt(tx: Tx, questionnaireId: string, siteId: string | null) {
  const company = await orgName(tx)
  const questionnaire = (await find(tx, questionnaireId))!
  const [version] = await listVersions(tx, questionnaireId)
  const site = siteId === null ? undefined : await getSite(tx, siteId)
  const [first] = await listSites(tx)
  return {
    archived: questionnaire.archived_at !== null,
    context: { company, site: site?.name ?? company },
    place: {
      questionnaireId,
      definition: version!.definition,
      versionId: version!.id,
      siteId,
      siteName: site?.name ?? null,
      timeZone: (site ?? first)?.timeZone ?? 'Europe/Paris',
      loopHours: questionnaire.loop_hours,
    },
  }
}
