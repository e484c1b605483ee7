import dayjs from 'dayjs'
import { Link } from '@tanstack/react-router'
import { displayPhone } from '#shared/phone-display'
import { useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { Card, Failure, Loading } from '#web/ui'
import { listCalls } from '../contract.ts'
import classes from './today.module.css'
import { dayName } from './day-name.ts'
import { byCaller, hiddenAmong } from './waiting.ts'

const mostShown = 8

/** Callers of yesterday and today whom nobody has spoken to since: the evening before is what waits the longest. */
export function WaitingCalls({ today }: { today: string }) {
  const t = useText()
  const format = useFormat()
  const from = dayjs(today).subtract(1, 'day').format('YYYY-MM-DD')
  const recent = useEndpoint(
    listCalls,
    { query: { from, to: today, waiting: 'yes', limit: 200 } },
    { topic: 'calls', keepPrevious: true },
  )
  if (!recent.data) {
    return (
      <Card title={t('calls.waiting.title')}>
        {recent.isError ? <Failure error={recent.error} retry={recent.refetch} /> : <Loading />}
      </Card>
    )
  }
  const waiting = byCaller(recent.data.items)
  const hidden = hiddenAmong(recent.data.items)
  return (
    <Card title={t('calls.waiting.title')} note={t(recent.data.next ? 'calls.waiting.last200' : 'calls.waiting.since')}>
      {waiting.length === 0 && <p className={classes['soft']}>{t('calls.waiting.none')}</p>}
      <ul className={classes['waiting']}>
        {waiting.slice(0, mostShown).map(({ call, attempts }) => (
          <li key={call.id}>
            <span>
              <Link to="/appels/$id" params={{ id: call.id }}>
                {call.personName ?? displayPhone(call.caller ?? '')}
              </Link>
              <small>
                {dayName(call.startedAt, call.timeZone, t, format)} {format.time(call.startedAt, call.timeZone)}
                {attempts > 1 && ` · ${t('calls.waiting.attempts', { count: attempts })}`} · {call.siteName}
              </small>
            </span>
            <a
              href={`tel:${call.caller}`}
              aria-label={t('calls.waiting.callBack', { who: displayPhone(call.caller ?? '') })}
            >
              {t('calls.callBack')}
            </a>
          </li>
        ))}
      </ul>
      {waiting.length > mostShown && (
        <Link to="/appels" search={{ from, to: today, waiting: 'yes' }}>
          {t('calls.waiting.more', { count: waiting.length - mostShown })}
        </Link>
      )}
      {hidden > 0 && <small>{t('calls.waiting.hidden', { count: hidden })}</small>}
    </Card>
  )
}
