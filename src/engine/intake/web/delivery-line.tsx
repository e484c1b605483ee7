import { Button } from '@mantine/core'
import { useAction } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { notify } from '#web/ui'
import { listDeliveries, retryDelivery, type Delivery } from '../contract.ts'
import { bodyText } from './body-text.ts'
import classes from './intake.module.css'

const sources = ['twiml', 'api', 'import'] as const
const isKnown = (source: string): source is (typeof sources)[number] => sources.some((known) => known === source)

export function DeliveryLine({ delivery }: { delivery: Delivery }) {
  const t = useText()
  const format = useFormat()
  const mayRetry = useCan('intake.retry')
  const when = format.dateTime(delivery.receivedAt)
  const retry = useAction(retryDelivery, {
    reads: [listDeliveries],
    onSuccess: ({ state, reason }) => {
      const result = t(`intake.retried.${state}`, { when, reason: reason?.message ?? '' })
      notify(result, state === 'refused' ? 'lost' : 'good')
    },
  })
  const from = isKnown(delivery.source) ? t(`intake.sources.${delivery.source}`) : delivery.source
  const attempts = delivery.attempts > 1 && t('intake.attempts', { count: delivery.attempts })

  return (
    <li className={classes['line']}>
      <div className={classes['what']}>
        <span>{delivery.reason?.message ?? from}</span>
        <small>{[when, delivery.reason && from, attempts].filter(Boolean).join(' · ')}</small>
      </div>
      {delivery.state === 'refused' && mayRetry && (
        <Button
          variant="default"
          size="compact-sm"
          loading={retry.isPending}
          aria-label={t('intake.retryOne', { when })}
          onClick={() => retry.mutate({ params: { id: delivery.id } })}
        >
          {t('intake.retry')}
        </Button>
      )}
      <details className={classes['raw']}>
        <summary>{t('intake.body')}</summary>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, from the keyboard too */}
        <pre tabIndex={0} aria-label={t('intake.body')}>
          {bodyText(delivery.body)}
        </pre>
      </details>
    </li>
  )
}
