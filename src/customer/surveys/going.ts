import { listAddressees } from '#customer/crm'
import { listSites } from '#engine/people'
import { invite } from '#engine/questionnaires'
import { hashesOf, inPeace, solicit } from '#engine/solicitations'
import type { Database, Tx } from '#kernel/db'
import { refresh } from '#kernel/events'
import { enqueue } from '#kernel/jobs'
import type { Vault } from '#kernel/vault'
import { dayAt } from '#shared/zone'
import { toInvite } from './draw.ts'
import * as invitees from './invitee-repo.ts'
import * as repo from './repo.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** An answer rate is not believed to be lower: it would empty the reserve at once. */
const lowestRate = 0.02

/** The day where the first site is. */
export const todayOf = async (tx: Tx, now: Date) =>
  dayAt(now.getTime(), (await listSites(tx))[0]?.timeZone ?? 'Europe/Paris')

/** Goes on with every survey of an organisation that is under way. */
export async function goOnAll(db: Database, vault: Vault, orgId: string, now = new Date()): Promise<void> {
  const running = await db.as({ orgId }, (tx) => repo.listRunning(tx))
  for (const { id } of running) await goOn(db, vault, { orgId, surveyId: id }, now)
}

/**
 * The next step of a survey, stratum by stratum: the first are asked at once; after each pause those who have not answered
 * are reminded, and as many more are asked as the answers still wanted take at the rate seen so far. A stratum that has
 * its answers is left in peace. Letters that did not leave, for want of a mail server, are tried again. Each stratum is a transaction of its own: two who go on at once ask nobody twice.
 */
export async function goOn(
  db: Database,
  vault: Vault,
  { orgId, surveyId }: { orgId: string; surveyId: string },
  now = new Date(),
): Promise<void> {
  const strata = await db.as({ orgId }, async (tx) => {
    const survey = await repo.find(tx, surveyId)
    if (!survey || survey.ended_at) return []
    if (survey.ends_on >= (await todayOf(tx, now))) return repo.listStrata(tx, surveyId)
    await repo.setEnded(tx, surveyId, now)
    refresh(tx, 'surveys')
    return []
  })
  for (const { id } of strata)
    await db.as({ orgId }, async (tx) => {
      const survey = (await repo.find(tx, surveyId))!
      const stratum = (await repo.listStrata(tx, surveyId)).find((one) => one.id === id)!
      const wanted = stratum.target - stratum.answered
      if (survey.ended_at || wanted <= 0) return
      for (const one of await invitees.listUnsent(tx, id, new Date(now.getTime() - hourMs))) await write(tx, one)
      const before = new Date(now.getTime() - survey.pause_days * dayMs)
      for (const one of await invitees.remind(tx, id, { most: survey.reminders, before, now })) await write(tx, one)
      if (!(await repo.claimTurn(tx, id, now, before))) return
      const rate =
        stratum.invited === 0 ? survey.expected_rate : Math.max(lowestRate, stratum.answered / stratum.invited)
      const most = toInvite({ wanted, rate, left: stratum.reachable - stratum.invited })
      if (most > 0) await ask(tx, vault, { survey, stratum, most, now })
    })
}

/** Asks the next of the lot. Whoever was written to since the draw, by another survey too, is passed over. */
async function ask(
  tx: Tx,
  vault: Vault,
  { survey, stratum, most, now }: { survey: repo.SurveyRow; stratum: repo.StratumRow; most: number; now: Date },
): Promise<void> {
  const next = await invitees.listReserve(tx, stratum.id, most)
  const emails = new Map((await listAddressees(tx, next)).map(({ contactId, email }) => [contactId, email ?? '']))
  const hashes = await hashesOf(
    tx,
    vault,
    next.map((contactId) => emails.get(contactId) ?? ''),
  )
  const peace = await inPeace(tx, hashes, now)
  const asked: { contactId: string; hash: string }[] = []
  for (const [place, contactId] of next.entries()) {
    const hash = hashes[place]!
    const why = emails.get(contactId) ? peace.get(hash) : 'gone'
    if (why) await invitees.excuse(tx, survey.id, contactId, why)
    else asked.push({ contactId, hash })
  }
  const invitations = await invite(
    tx,
    asked.map(({ hash }) => ({
      questionnaireId: survey.questionnaire_id,
      siteId: stratum.site_id,
      addressHash: hash,
      endsOn: survey.ends_on,
    })),
  )
  await solicit(
    tx,
    asked.map(({ hash }) => hash),
    'survey',
    now,
  )
  await invitees.setInvited(
    tx,
    survey.id,
    invitations.map(({ id }, place) => ({ contact_id: asked[place]!.contactId, invitation_id: id })),
    now,
  )
  for (const { id } of invitations) await write(tx, id)
  refresh(tx, 'surveys')
}

const write = (tx: Tx, invitationId: string) =>
  enqueue(tx, 'surveys.write', { invitationId }, { key: `surveys.write ${invitationId}` })
