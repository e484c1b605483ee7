import { Popover } from '@mantine/core'
import { DatePicker } from '@mantine/dates'
import { useState } from 'react'
import { useLanguage, useText } from '#web/i18n'
import { Chip, useNow } from '#web/ui'
import type { CallFilter } from '../contract.ts'
import type { Change } from './call-search.ts'
import classes from './calls.module.css'
import { daysOf, localToday, periodOf, periods, type Period } from './periods.ts'

/** The last 30 days are the default: they leave the address, and follow the calendar. */
export function PeriodChips({ filter, change }: { filter: CallFilter; change: Change }) {
  const t = useText()
  const today = localToday(useNow(60_000))
  const current = periodOf(filter, today)
  const choose = (period: Period) =>
    change(period === 'last30' ? { from: undefined, to: undefined } : daysOf(period, today))
  return (
    <fieldset className={classes['periods']} aria-label={t('calls.period.label')}>
      {periods.map((period) => (
        <Chip key={period} on={period === current} onClick={() => choose(period)}>
          {t(`calls.period.${period}`)}
        </Chip>
      ))}
      <ChosenDays filter={filter} on={current === 'chosen'} today={today} change={change} />
    </fieldset>
  )
}

type ChosenDaysProps = { filter: CallFilter; on: boolean; today: string; change: Change }

function ChosenDays({ filter, on, today, change }: ChosenDaysProps) {
  const t = useText()
  const language = useLanguage()
  const [opened, setOpened] = useState(false)
  const [days, setDays] = useState<[string | null, string | null]>([null, null])
  const open = () => {
    setDays([filter.from ?? null, filter.to ?? null])
    setOpened(true)
  }
  const choose = ([from, to]: [string | null, string | null]) => {
    setDays([from, to])
    if (!from || !to) return
    change({ from, to })
    setOpened(false)
  }
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus returnFocus position="bottom-start">
      <Popover.Target>
        <Chip on={on} aria-haspopup="dialog" onClick={open}>
          {t('calls.period.chosen')}
        </Chip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('calls.period.chosen')}>
        <DatePicker
          type="range"
          allowSingleDateInRange
          value={days}
          onChange={choose}
          maxDate={today}
          locale={language}
          firstDayOfWeek={1}
          weekendDays={[]}
        />
      </Popover.Dropdown>
    </Popover>
  )
}
