import { displayPhone } from '#shared/phone-display'
import { useFormat } from '#web/i18n'
import { Card } from '#web/ui'
import type { CallDetail } from '../contract.ts'
import { Outcome } from './call-columns.tsx'
import classes from './call.module.css'
import { dayName, localDay } from './day-name.ts'
import { pathOf, timeSteps, type TimedStep } from './journey.ts'
import { useSay } from './say.ts'

/** The way to the call, oldest step first; the call is the last. */
export function CallJourney({ call }: { call: CallDetail }) {
  const { t } = useSay()
  const steps = timeSteps(call.journey)
  const times = [...steps.map(({ at }) => at), call.startedAt]
  if (steps.length === 0) {
    return (
      <Card title={t('calls.journey.title')}>
        <p className={classes['soft']}>{t('calls.journey.none')}</p>
      </Card>
    )
  }
  return (
    <Card
      title={t('calls.journey.title')}
      note={call.certainty === 'uncertain' ? t('calls.journey.likeliest') : undefined}
    >
      <ol className={classes['journey']}>
        {steps.map((step, index) => (
          <li key={`${step.at} ${step.kind}`} data-kind={step.kind}>
            <When iso={step.at} before={times[index - 1]} timeZone={call.timeZone} />
            <Step step={step} />
          </li>
        ))}
        <li data-kind="call">
          <When iso={call.startedAt} before={times.at(-2)} timeZone={call.timeZone} />
          <div>
            {t('calls.journey.call', { number: displayPhone(call.number) })}{' '}
            <Outcome call={{ ...call, alertedAt: null, certainty: 'direct' }} />
          </div>
        </li>
      </ol>
    </Card>
  )
}

/** The day is told when it changes. */
function When({ iso, before, timeZone }: { iso: string; before: string | undefined; timeZone: string }) {
  const { t } = useSay()
  const format = useFormat()
  const sameDay = before && localDay(new Date(before), timeZone) === localDay(new Date(iso), timeZone)
  return (
    <time dateTime={iso}>
      {format.time(iso, timeZone)}
      {!sameDay && <small>{dayName(iso, timeZone, t, format)}</small>}
    </time>
  )
}

function Step({ step }: { step: TimedStep }) {
  const say = useSay()
  const format = useFormat()
  const { t } = say
  const ruleName = (rule: string) => {
    const [kind, value = ''] = rule.split(/ (.*)/s)
    const known = (['landing', 'referrer', 'channel', 'always'] as const).find((one) => one === kind)
    return [known ? t(`websites.swap.kinds.${known}`) : kind, known === 'channel' ? say.channel(value) : value]
      .filter(Boolean)
      .join(' : ')
  }
  if (step.kind === 'tel_click') return <div>{t('calls.journey.telClick')}</div>
  if (step.kind === 'visit') {
    const from = [step.campaign, step.channel && say.channel(step.channel), step.source].filter(Boolean).join(' · ')
    return (
      <div>
        {t('calls.journey.visit')}
        {from && <small>{from}</small>}
        {step.rules.length > 0 && (
          <small>{t('calls.journey.rule', { rules: step.rules.map(ruleName).join(', ') })}</small>
        )}
      </div>
    )
  }
  const spent = step.seconds === null ? null : t('calls.journey.spent', { duration: format.duration(step.seconds) })
  return (
    <div>
      {step.title || pathOf(step.url)}
      <small>{[pathOf(step.url), spent].filter(Boolean).join(' · ')}</small>
    </div>
  )
}
