import { displayPhone } from '#shared/phone-display'
import type { Key } from '#web/i18n'
import type { Candidate, Evidence } from '#customer/attribution/contract'
import type { Call } from '../contract.ts'
import type { Say } from './say.ts'

type Origin = Pick<Call, 'certainty' | 'campaignName' | 'channel' | 'source'>

/** Where the call comes from, in a few words. */
export function originTitle({ certainty, campaignName, channel, source }: Origin, say: Say): string {
  if (certainty === 'direct') return say.t('calls.origin.direct')
  if (certainty === 'uncertain') return say.t('calls.origin.uncertain')
  if (campaignName) return campaignName
  return channel ? say.channel(channel) : (source ?? say.t('calls.origin.unknown'))
}

type Reasons = Pick<Call, 'certainty' | 'probability' | 'evidence' | 'runnerUp'>

/** How sure that is and why, in the order of reading. */
export function originReasons({ certainty, probability, evidence, runnerUp }: Reasons, say: Say): string[] {
  if (certainty === 'support') return [say.t('calls.origin.support')]
  if (certainty === 'direct') return [say.t('calls.origin.directReason')]
  const next = runnerUp && { label: runnerUp.label, p: inTwoDigits(runnerUp.probability, say) }
  if (certainty === 'uncertain') return [next ? say.t('calls.origin.maybe', next) : say.t('calls.origin.nobody')]
  return [
    ...(probability === null ? [] : [say.t('calls.origin.p', { p: inTwoDigits(probability, say) })]),
    ...(evidence ? [evidenceInWords(evidence, say)] : []),
    ...(next ? [say.t('calls.origin.or', next)] : []),
  ]
}

const evidenceKeys = {
  tel_click: 'calls.evidence.tel_click',
  on_page: 'calls.evidence.on_page',
  last_seen: 'calls.evidence.last_seen',
  known_caller: 'calls.evidence.known_caller',
  known_as_other: 'calls.evidence.known_as_other',
} as const satisfies Record<Evidence['kind'], Key>

export function evidenceInWords(evidence: Evidence, { t, format }: Pick<Say, 't' | 'format'>): string {
  const key = evidenceKeys[evidence.kind]
  if (!('secondsBefore' in evidence)) return t(key)
  const { secondsBefore } = evidence
  return t(key, { before: secondsBefore > 0 ? format.duration(secondsBefore) : t('calls.evidence.just') })
}

type Named = Pick<Candidate, 'campaign' | 'source' | 'medium' | 'channel'>

/** « Lettre de mars », or for want of a campaign « Recherche naturelle · google ». */
export function candidateTitle({ campaign, source, channel }: Named, say: Say): string {
  return campaign ?? [say.channel(channel), source].filter(Boolean).join(' · ')
}

/** The second line of a candidate: what its title does not tell. */
export function candidateNote({ campaign, source, medium, channel }: Named, say: Say): string {
  const parts = campaign ? [say.channel(channel), source] : [say.medium(medium)]
  return parts.filter(Boolean).join(' · ')
}

type Caller = Pick<Call, 'caller' | 'callerErased' | 'personName' | 'firstCall'>

/** Who calls: a name when known, the number otherwise; the second line tells the rest. */
export function callerInWords({ caller, callerErased, personName, firstCall }: Caller, { t }: Pick<Say, 't'>) {
  if (!caller) return { title: t(callerErased ? 'calls.erasedNumber' : 'calls.hiddenNumber'), note: null }
  const number = displayPhone(caller)
  const history = t(firstCall ? 'calls.firstCall' : 'calls.calledBefore')
  return personName ? { title: personName, note: `${number} · ${history}` } : { title: number, note: history }
}

/** Two digits, and never 0 nor 1 for what is only likely. */
export function inTwoDigits(probability: number, { format }: Pick<Say, 'format'>): string {
  return format.number(Math.max(0.01, Math.min(probability, 0.99)), 2)
}
