import type { ReactNode } from 'react'
import { useFormat, useText } from '#web/i18n'
import { Tag, type Column } from '#web/ui'
import type { Call } from '../contract.ts'
import classes from './calls.module.css'
import { dayName } from './day-name.ts'
import { callerInWords, originReasons, originTitle } from './origin.ts'
import { useSay } from './say.ts'
import { elsewhere } from './time-zones.ts'

/** @param isFresh whether a call came while the reader was looking. */
export function useCallColumns(isFresh: (call: Call) => boolean = () => false): Column<Call>[] {
  const say = useSay()
  const format = useFormat()
  const { t } = say
  return [
    {
      key: 'when',
      head: t('calls.column.when'),
      render: (call) => (
        <span className={isFresh(call) ? classes['fresh'] : undefined}>
          <span className="unseen">{t('calls.list.open')} </span>
          {format.time(call.startedAt, call.timeZone)}
          <small>
            {[dayName(call.startedAt, call.timeZone, t, format), elsewhere(call.timeZone)].filter(Boolean).join(' · ')}
          </small>
        </span>
      ),
    },
    {
      key: 'who',
      head: t('calls.column.who'),
      render: (call) => {
        const { title, note } = callerInWords(call, say)
        return (
          <>
            {title}
            <small>{note}</small>
          </>
        )
      },
    },
    {
      key: 'from',
      head: t('calls.column.from'),
      render: (call) => (
        <>
          {originTitle(call, say)}
          <small>{originReasons(call, say).join(' · ')}</small>
        </>
      ),
    },
    {
      key: 'journey',
      head: t('calls.column.journey'),
      hideOnPhone: true,
      render: (call) => call.pages.join(' → ') || '–',
    },
    {
      key: 'duration',
      head: t('calls.column.duration'),
      align: 'right',
      hideOnPhone: true,
      render: (call) => format.duration(call.talkSeconds),
    },
    {
      key: 'outcome',
      head: t('calls.column.outcome'),
      align: 'right',
      render: (call) => (
        <Outcome call={call}>
          {call.talkSeconds !== null && (
            <small className={classes['phoneOnly']}>{format.duration(call.talkSeconds)}</small>
          )}
        </Outcome>
      ),
    },
  ]
}

const tones = { answered: 'good', missed: 'attention', ongoing: undefined } as const

type OutcomeProps = {
  call: Pick<Call, 'outcome' | 'alertedAt' | 'certainty'> & Partial<Pick<Call, 'quarantine'>>
  children?: ReactNode
}

export function Outcome({ call, children }: OutcomeProps) {
  const t = useText()
  const alerted = call.outcome === 'missed' && call.alertedAt
  return (
    <span className={classes['tags']}>
      <Tag {...(tones[call.outcome] && { tone: tones[call.outcome] })}>
        {alerted ? t('calls.outcome.alerted') : t(`calls.outcome.${call.outcome}`)}
      </Tag>
      {children}
      {call.quarantine && <Tag>{t('qualification.tag')}</Tag>}
      {call.certainty === 'uncertain' && <Tag tone="unsure">{t('calls.outcome.uncertain')}</Tag>}
    </span>
  )
}
