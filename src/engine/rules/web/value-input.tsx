import { Autocomplete, NumberInput, TagsInput, TextInput } from '@mantine/core'
import { useFormat, useText } from '#web/i18n'
import { DayInput, MultiSelect, Select } from '#web/ui'
import { Hours, type Field, type Test } from '../contract.ts'
import classes from './rules.module.css'

type Choice = { value: string; label: string }
type ValueInputProps = {
  label: string
  field: Field
  test: Test
  options: Choice[]
  tags: Choice[]
  error: string | undefined
  onChange: (value: Test['value']) => void
}

/** What a question asks for, by what the field holds and how it is asked. */
export function ValueInput({ label, field, test: { is, value }, options, tags, error, onChange }: ValueInputProps) {
  const t = useText()
  const format = useFormat()
  const common = { 'aria-label': label, error }
  const texts = Array.isArray(value) ? value.map(String) : []
  if (is === 'empty' || is === 'not_empty') return <span />
  if (is === 'within_hours' || is === 'outside_hours') {
    const hours = Hours.safeParse(value).data ?? { from: '', until: '' }
    return (
      <div className={classes['hours']}>
        {(['from', 'until'] as const).map((end) => (
          <TextInput
            key={end}
            type="time"
            aria-label={`${label} – ${t(`rules.hours.${end}`)}`}
            error={error}
            value={hours[end]}
            onChange={({ currentTarget }) => onChange({ ...hours, [end]: currentTarget.value })}
          />
        ))}
      </div>
    )
  }
  if (is === 'on_weekdays')
    return (
      <MultiSelect
        {...common}
        data={[1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: format.weekday(day) }))}
        value={texts}
        onChange={(days) => onChange(days.map(Number))}
      />
    )
  if (is === 'before_day' || is === 'after_day')
    return (
      <DayInput
        {...common}
        value={typeof value === 'string' ? value : null}
        onChange={(day) => onChange(day ?? undefined)}
      />
    )
  if (field.kind === 'choice' || field.kind === 'reference') {
    return is === 'one_of' ? (
      <MultiSelect {...common} data={options} value={texts} onChange={onChange} />
    ) : (
      <Select
        {...common}
        data={options}
        value={typeof value === 'string' ? value : null}
        onChange={(one) => onChange(one ?? undefined)}
      />
    )
  }
  if (field.kind === 'boolean')
    return (
      <Select
        {...common}
        data={[
          { value: 'true', label: t('rules.yes') },
          { value: 'false', label: t('rules.no') },
        ]}
        value={typeof value === 'boolean' ? String(value) : null}
        onChange={(one) => onChange(one === null ? undefined : one === 'true')}
      />
    )
  if (field.kind === 'number' || field.kind === 'duration')
    return (
      <NumberInput
        {...common}
        suffix={field.kind === 'duration' ? ' s' : undefined}
        value={typeof value === 'number' ? value : ''}
        onChange={(number) => onChange(typeof number === 'number' ? number : undefined)}
      />
    )
  if (is === 'one_of') return <TagsInput {...common} value={texts} onChange={onChange} />
  return field.name === 'tags' ? (
    <Autocomplete
      {...common}
      data={tags.map((tag) => tag.label)}
      value={typeof value === 'string' ? value : ''}
      onChange={onChange}
    />
  ) : (
    <TextInput
      {...common}
      maxLength={200}
      value={typeof value === 'string' ? value : ''}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  )
}
