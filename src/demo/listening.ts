import {
  createLink,
  createQuestionnaire,
  keepAnswers,
  placeOf,
  publishQuestionnaire,
  updateQuestionnaire,
} from '#engine/questionnaires'
import type { Tx } from '#kernel/db'
import type { Answers } from '#shared/questionnaire/definition'
import { addDays, type Day, dayIn } from './calendar.ts'
import type { SiteFacts } from './company.ts'

import { chance, pick, type Random, seeded } from './random.ts'
import { findQuestionnaire } from './repo.ts'
import type { Call } from './timeline.ts'

const afterCall = 'Après un échange'
const businessHours = 18

/** What customers are asked, and a code on each counter. */
export async function askCustomers(tx: Tx, siteIds: readonly string[], publicUrl: string): Promise<void> {
  const survey = await createQuestionnaire(tx, { name: afterCall, audience: 'customers', template: 'after-contact' })
  await updateQuestionnaire(tx, survey.id, { name: afterCall, loopHours: businessHours })
  await publishQuestionnaire(tx, survey.id)
  const visit = await createQuestionnaire(tx, { name: 'Votre visite', audience: 'customers', template: 'visit' })
  await publishQuestionnaire(tx, visit.id)
  for (const siteId of siteIds)
    await createLink(tx, { questionnaireId: visit.id, channel: 'qr', name: 'Comptoir', siteId }, publicUrl)
}

/**
 * How well customers are dealt with, 0 … 1: what whoever looks shall find again. Toulouse has been better since it got a
 * second telephonist; Rouen and Marseille, who leave people waiting, are worse; the others are alike.
 */
export const careOf = ({ key }: SiteFacts, months: number): number =>
  key === 'toulouse' ? (months < 10 ? 0.3 : 0.6) : key === 'rouen' ? 0.25 : key === 'marseille' ? 0.35 : 0.55

/**
 * Truth 13: in the summer's wave the employees said that they were dealt with worse; since then, one wave later, so do
 * the customers of every site. @param founded the day of the last wave.
 */
const customersDipOn = (day: Day, founded: Day): number =>
  day > addDays(founded, -daysBetweenWaves) && day <= founded ? 0.25 : 0
export const daysBetweenWaves = 121

const answerRate = 0.12
const late = 3 * 86_400_000
const complaints = [
  'Trop d’attente avant d’avoir quelqu’un.',
  'On devait me rappeler, personne ne l’a fait.',
  'J’ai dû expliquer trois fois la même chose.',
  'Le technicien est venu sans la pièce.',
  'Devis reçu avec une semaine de retard.',
]
const praises = ['Très bon accueil.', 'Dépannée le jour même, merci.', 'Explications claires.', 'Ponctuel et soigneux.']

/** Some of those who were spoken with say how it was, within the hour. */
export async function hear(
  tx: Tx,
  {
    site,
    siteId,
    calls,
    seed,
    first,
    founded,
    until,
  }: { site: SiteFacts; siteId: string; calls: Call[]; seed: string; first: Date; founded: Day; until: Date },
): Promise<void> {
  const questionnaireId = await findQuestionnaire(tx, afterCall)
  if (questionnaireId === undefined) return // made before there were any
  const place = await placeOf(tx, { questionnaireId, siteId })
  for (const { id, endedAt, status, outbound } of calls) {
    const random = seeded(seed, 'answer', id)
    if (outbound || status !== 'completed' || !chance(random, answerRate)) continue
    const months = (endedAt.getTime() - first.getTime()) / 86_400_000 / 30.4
    const at = new Date(endedAt.getTime() + random() * 3_600_000)
    if (at > until) continue
    const dip = customersDipOn(dayIn(endedAt, site.timeZone), founded)
    const answers = said(random, Math.max(0, careOf(site, months) - dip))
    // Whoever was unhappy long ago has been called back since.
    const loopHours = until.getTime() - at.getTime() < late ? businessHours : null
    await keepAnswers(
      tx,
      [{ place: { ...place, channel: 'mail', loopHours }, submissionId: idOf(random), language: 'fr', answers }],
      at,
    )
  }
}

function said(random: Random, care: number): Answers {
  const draw = random()
  const unhappy = 0.42 - 0.45 * care
  const nps =
    draw < unhappy
      ? Math.floor(random() * 7)
      : draw < unhappy + 0.3
        ? 7 + Math.floor(random() * 2)
        : 9 + Math.floor(random() * 2)
  const ease = Math.max(1, Math.min(7, Math.round(2.5 + nps / 2.4 + (random() - 0.5) * 3)))
  return {
    nps,
    ...(nps <= 6 && chance(random, 0.7) && { why: pick(random, complaints) }),
    ...(nps >= 9 && chance(random, 0.4) && { praise: pick(random, praises) }),
    effort: chance(random, 0.06) ? null : ease,
    solved: nps <= 6 ? pick(random, ['no', 'partly', 'yes']) : pick(random, ['yes', 'yes', 'yes', 'partly']),
    ...(nps <= 6 && chance(random, 0.3) && { callback: true as const, contact: 'Dominique Exemple, 06 39 98 00 77' }),
  }
}

/** A UUID that the seed decides. */
function idOf(random: Random): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('')
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5')
}
