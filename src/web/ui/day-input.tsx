import { DateInput, type DateInputProps } from '@mantine/dates'
import { useText } from '#web/i18n'
import { readDay } from './day.ts'

/** A day, typed the French way or chosen: ISO, or null. */
export function DayInput(props: DateInputProps) {
  const t = useText()
  return (
    <DateInput
      valueFormat="DD/MM/YYYY"
      dateParser={readDay}
      placeholder={t('ui.dayPlaceholder')}
      weekendDays={[]}
      hideOutsideDates
      clearable
      clearButtonProps={{ 'aria-label': t('ui.clear') }}
      ariaLabels={{ previousMonth: t('ui.previousMonth'), nextMonth: t('ui.nextMonth') }}
      {...props}
    />
  )
}
