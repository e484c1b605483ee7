import { useFormat, useText } from '#web/i18n'
import { Chip } from '#web/ui'
import type { CallFilter } from '../contract.ts'
import type { Change } from './call-search.ts'
import classes from './calls.module.css'

const outcomes = ['answered', 'missed', 'ongoing'] as const

/** What shortens the list: the outcome, and what was opened from a figure or a cell. */
export function ListChips({ filter, change }: { filter: CallFilter; change: Change }) {
  const t = useText()
  const format = useFormat()
  const { certainty, quarantine, waiting, sold, customer, talkedSeconds, weekday, hour } = filter
  const opened = [
    ...(certainty ? [{ name: t(`calls.certainty.${certainty}`), clear: { certainty: undefined } }] : []),
    ...(waiting ? [{ name: t('calls.filter.waiting'), clear: { waiting: undefined } }] : []),
    ...(quarantine ? [{ name: t(`calls.filter.quarantine.${quarantine}`), clear: { quarantine: undefined } }] : []),
    ...(sold ? [{ name: t('calls.filter.sold'), clear: { sold: undefined } }] : []),
    ...(customer
      ? [
          {
            name: t(customer === 'yes' ? 'calls.filter.customerYes' : 'calls.filter.customerNo'),
            clear: { customer: undefined },
          },
        ]
      : []),
    ...(talkedSeconds
      ? [
          {
            name: t('calls.filter.talked', { duration: format.duration(talkedSeconds) }),
            clear: { talkedSeconds: undefined },
          },
        ]
      : []),
    ...(weekday || hour !== undefined
      ? [{ name: hourName(weekday, hour), clear: { weekday: undefined, hour: undefined } }]
      : []),
  ]
  return (
    <span className={classes['chips']}>
      {opened.map(({ name, clear }) => (
        <Chip key={name} on aria-label={t('calls.filter.remove', { name })} onClick={() => change(clear)}>
          {name} ×
        </Chip>
      ))}
      <Chip on={!filter.outcome && !filter.waiting} onClick={() => change({ outcome: undefined, waiting: undefined })}>
        {t('calls.filter.allOutcomes')}
      </Chip>
      {outcomes.map((outcome) => (
        <Chip key={outcome} on={filter.outcome === outcome} onClick={() => change({ outcome, waiting: undefined })}>
          {t(`calls.filter.${outcome}`)}
        </Chip>
      ))}
    </span>
  )

  function hourName(weekday: number | undefined, hour: number | undefined) {
    const words = [weekday && format.weekday(weekday), hour !== undefined && t('calls.heat.hour', { hour })]
    return words.filter(Boolean).join(' ')
  }
}
