import { forgetCallsOf, showCallsOf, unlinkVisits, visitsBehind } from '#customer/calls'
import { forgetContactsWith, listContactPhones, purgeContacts, showContacts } from '#customer/crm'
import { forgetInvitees, purgeInvitees, showInvitations } from '#customer/surveys'
import { listOldVisits, removeVisits, showVisits, shownConsents, visitsOf } from '#customer/tracking'
import { purgeOneToOnes } from '#employee/coaching'
import { purgeWaves } from '#employee/listening'
import { forgetDeliveries, purgeDeliveries, showDeliveries } from '#engine/intake'
import { forgetCallers, listCallers, listSilent } from '#engine/interactions'
import { forgetPersons } from '#engine/people'
import {
  eraseConsents,
  offerProcessing,
  offerShownVersions,
  purgeConsents,
  showConsents,
  type Subject,
} from '#engine/privacy'
import { forgetAnswers, purgeAnswers, showAnswers } from '#engine/questionnaires'
import { forgetRequests, purgeRequests, showRequests } from '#engine/requests'
import { forgetFirings, purgeFirings } from '#engine/rules'
import { purgeSolicitations } from '#engine/solicitations'
import { forgetMessages } from '#engine/webhooks'
import type { Tx } from '#kernel/db'

const months = (count: number) => Math.round((count * 365) / 12)
const always = (days: number) => ({ usual: days, most: days })

/**
 * The register of processings, in the order in which somebody is erased: what is found through a call goes before the
 * call does. Lengths: 13 months for what a browser is followed by and 25 for what was learnt from it (CNIL, cookies);
 * 3 years after the last contact for prospects (CNIL, commercial management); 5 at most for what proves a consent (civil
 * code, article 2224).
 */
export function offerProcessings() {
  offerShownVersions(shownConsents)
  offerProcessing(
    {
      kind: 'visits',
      basis: 'consent',
      keep: { usual: months(13), most: months(25) },
      purge: async (tx, before, most) => forgetVisits(tx, await listOldVisits(tx, before, most)),
      show: async (tx, subject) => showVisits(tx, await theirVisits(tx, subject)),
      erase: async (tx, subject) => forgetVisits(tx, await theirVisits(tx, subject)),
    },
    {
      kind: 'consents',
      basis: 'legal_obligation',
      keep: { usual: months(36), most: months(60) },
      purge: purgeConsents,
      show: showConsents,
      erase: eraseConsents,
    },
    {
      kind: 'deliveries',
      basis: 'legitimate_interest',
      keep: { usual: 90, most: 365 },
      purge: purgeDeliveries,
      show: (tx, { phone }) => showDeliveries(tx, phone),
      erase: (tx, { phone }) => forgetDeliveries(tx, phone),
    },
    {
      kind: 'requests',
      basis: 'legitimate_interest',
      keep: { usual: months(12), most: months(36) },
      purge: purgeRequests,
      show: showRequests,
      erase: forgetRequests,
    },
    {
      kind: 'answers',
      basis: 'legitimate_interest',
      keep: { usual: months(24), most: months(36) },
      purge: purgeAnswers,
      show: (tx, { phone }) => showAnswers(tx, phone),
      erase: (tx, { phone }) => forgetAnswers(tx, phone),
    },
    {
      kind: 'firings',
      basis: 'legitimate_interest',
      keep: { usual: months(13), most: months(36) },
      purge: purgeFirings,
      erase: (tx, { interactionIds }) => forgetFirings(tx, interactionIds),
    },
    {
      kind: 'messages',
      basis: 'legitimate_interest',
      keep: always(30),
      erase: (tx, { phone }) => forgetMessages(tx, phone),
    },
    {
      kind: 'invitations',
      basis: 'legitimate_interest',
      keep: { usual: months(13), most: months(24) },
      purge: purgeInvitees,
      show: (tx, { phone }) => showInvitations(tx, phone),
      erase: (tx, { phone }) => forgetInvitees(tx, phone),
    },
    // The clock that keeps people from being written to too often; nobody's address is in it.
    { kind: 'solicitations', basis: 'legitimate_interest', keep: always(months(24)), purge: purgeSolicitations },
    {
      kind: 'contacts',
      basis: 'legitimate_interest',
      keep: { usual: months(36), most: months(60) },
      purge: purgeContacts,
      phones: listContactPhones,
      show: (tx, { phone }) => showContacts(tx, phone),
      erase: (tx, { phone }) => forgetContactsWith(tx, phone),
    },
    {
      kind: 'callers',
      basis: 'legitimate_interest',
      keep: { usual: months(36), most: months(36) },
      purge: async (tx, before, most) => {
        const silent = await listSilent(tx, before, most)
        await forgetPeople(tx, silent)
        return silent.length
      },
      phones: listCallers,
      show: (tx, { personIds }) => showCallsOf(tx, personIds),
      erase: (tx, { personIds }) => forgetPeople(tx, personIds),
    },
    { kind: 'one_to_ones', basis: 'legitimate_interest', keep: always(months(36)), purge: purgeOneToOnes },
    // Nobody's name is in it; what was promised to those who answered has an end all the same.
    { kind: 'ballots', basis: 'legitimate_interest', keep: always(months(60)), purge: purgeWaves },
    { kind: 'accounts', basis: 'contract', keep: always(90) },
    { kind: 'audit', basis: 'legal_obligation', keep: always(months(36)) },
  )
}

/** In browsers known to be theirs, and those that their calls are held to come from. */
const theirVisits = async (tx: Tx, { visitorIds, personIds }: Subject): Promise<string[]> => [
  ...new Set([...(await visitsOf(tx, visitorIds)), ...(await visitsBehind(tx, personIds))]),
]

async function forgetVisits(tx: Tx, visitIds: string[]): Promise<number> {
  await unlinkVisits(tx, visitIds)
  return removeVisits(tx, visitIds)
}

/** Their calls are counted as before. @returns how many calls had a number. */
async function forgetPeople(tx: Tx, personIds: string[]): Promise<number> {
  const calls = await forgetCallsOf(tx, personIds)
  await forgetCallers(tx, personIds)
  await forgetPersons(tx, personIds)
  return calls
}
