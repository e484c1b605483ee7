import { Link } from '@tanstack/react-router'
import { displayPhone } from '#shared/phone-display'
import { useFormat } from '#web/i18n'
import { useCan } from '#web/session'
import { Card, Tag } from '#web/ui'
import type { Candidate } from '#customer/attribution/contract'
import type { CallDetail } from '../contract.ts'
import classes from './call.module.css'
import { candidateNote, candidateTitle, evidenceInWords, inTwoDigits, originTitle } from './origin.ts'
import { useSay } from './say.ts'

/** Who may have called, how likely, and why; or what the number says by itself. */
export function CallOrigin({ call }: { call: CallDetail }) {
  const say = useSay()
  const { t } = say
  const mayReadModel = useCan('attribution.read')
  const candidates = call.candidates.toSorted((a, b) => b.probability - a.probability)
  return (
    <Card title={t('calls.origin.title')}>
      <p className={classes['originTitle']}>{originTitle(call, say)}</p>
      <p className={classes['soft']}>
        {t(`calls.origin.sentence.${call.certainty}`, { number: displayPhone(call.number) })}
      </p>
      {candidates.length > 0 && (
        <>
          <ul className={classes['candidates']}>
            {candidates.map((candidate) => (
              <CandidateLine key={candidate.visitId} candidate={candidate} timeZone={call.timeZone} />
            ))}
            <li>
              <Likelihood title={t('calls.origin.somebodyElse')} probability={call.otherProbability} other />
              <small>{t('calls.origin.somebodyElseHint')}</small>
            </li>
          </ul>
          <p className={classes['model']}>
            {t('calls.origin.model')}{' '}
            {mayReadModel && <Link to="/reglages/attribution">{t('calls.origin.seeModel')}</Link>}
          </p>
        </>
      )}
    </Card>
  )
}

function CandidateLine({ candidate, timeZone }: { candidate: Candidate; timeZone: string }) {
  const say = useSay()
  const format = useFormat()
  const { t } = say
  const [from, until] = [candidate.heldFrom, candidate.heldUntil].map((iso) => format.time(iso, timeZone))
  return (
    <li>
      <Likelihood title={candidateTitle(candidate, say)} probability={candidate.probability} />
      <small>{candidateNote(candidate, say)}</small>
      <p className={classes['evidence']}>
        {candidate.evidence.map((evidence) => evidenceInWords(evidence, say)).join(' · ')}
      </p>
      <small>{t('calls.origin.held', { from: from ?? '', until: until ?? '' })}</small>
      {candidate.reused && <Tag tone="attention">{t('calls.origin.reused')}</Tag>}
    </li>
  )
}

function Likelihood({ title, probability, other }: { title: string; probability: number; other?: boolean }) {
  const say = useSay()
  return (
    <div className={classes['likelihood']}>
      <span>{title}</span>
      <span className={classes['track']} aria-hidden>
        <span style={{ width: `${probability * 100}%` }} data-other={other} />
      </span>
      <span>{say.t('calls.origin.p', { p: inTwoDigits(probability, say) })}</span>
    </div>
  )
}
