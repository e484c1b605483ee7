import { Autocomplete, NumberInput, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useText } from '#web/i18n'
import { MultiSelect, Select } from '#web/ui'
import type { InputKind, Vocabulary } from '../contract.ts'
import { useRuleWords } from './words.ts'
import classes from './rules.module.css'

type SettingInputProps = {
  name: string
  input: InputKind
  value: unknown
  event: Vocabulary['events'][number]
  vocabulary: Vocabulary
  error: string | undefined
  onChange: (value: unknown) => void
}

const nobody = 'nobody'
const isAddress = (one: string) => one.includes('@')

/** One of an action's settings, as its kind asks for it. */
export function SettingInput({
  name,
  input,
  value,
  event,
  vocabulary: { choices },
  error,
  onChange,
}: SettingInputProps) {
  const t = useText()
  const label = t(`rules.settings.${name}` as 'rules.settings.subject')
  const members = choices['member'] ?? []
  if (input === 'recipients') {
    const to = (value as string[] | undefined) ?? []
    return (
      <>
        <MultiSelect
          label={t('rules.settings.colleagues')}
          data={members}
          value={to.filter((one) => !isAddress(one))}
          error={error}
          onChange={(ids) => onChange([...ids, ...to.filter(isAddress)])}
        />
        <TagsInput
          label={t('rules.settings.addresses')}
          description={t('rules.settings.addressesHelp')}
          value={to.filter(isAddress)}
          onChange={(addresses) => onChange([...to.filter((one) => !isAddress(one)), ...addresses])}
        />
      </>
    )
  }
  if (input === 'line' || input === 'text') {
    const text = typeof value === 'string' ? value : ''
    const common = {
      label,
      value: text,
      error,
      onChange: ({ currentTarget }: { currentTarget: { value: string } }) => onChange(currentTarget.value),
    }
    return (
      <>
        {input === 'line' ? (
          <TextInput {...common} maxLength={200} />
        ) : (
          <Textarea {...common} autosize minRows={4} maxLength={5000} />
        )}
        <Insertion
          label={label}
          event={event}
          choices={choices}
          onInsert={(field) => onChange(`${text}{{ ${field} }}`)}
        />
      </>
    )
  }
  if (input === 'tag')
    return (
      <Autocomplete
        label={label}
        data={(choices['tag'] ?? []).map((tag) => tag.label)}
        value={typeof value === 'string' ? value : ''}
        error={error}
        onChange={onChange}
      />
    )
  if (input === 'owner')
    return (
      <Select
        label={label}
        data={[{ value: nobody, label: t('rules.settings.whoeverIsThere') }, ...members]}
        value={typeof value === 'string' ? value : nobody}
        error={error}
        onChange={(id) => onChange(id === nobody ? null : id)}
      />
    )
  if (input === 'webhook')
    return (
      <Select
        label={label}
        data={choices['webhook'] ?? []}
        value={typeof value === 'string' ? value : null}
        error={error}
        onChange={onChange}
      />
    )
  const delay = (value as { within: number; unit: string } | undefined) ?? { within: 2, unit: 'business_hours' }
  return (
    <div className={classes['hours']}>
      <NumberInput
        label={label}
        min={1}
        max={10_000}
        value={delay.within}
        error={error}
        onChange={(within) => onChange({ ...delay, within: Number(within) || 1 })}
      />
      <Select
        label={t('rules.settings.unit')}
        data={(['minutes', 'business_hours'] as const).map((unit) => ({
          value: unit,
          label: t(`rules.settings.units.${unit}`),
        }))}
        value={delay.unit}
        onChange={(unit) => onChange({ ...delay, unit })}
      />
    </div>
  )
}

type InsertionProps = {
  label: string
  event: Vocabulary['events'][number]
  choices: Vocabulary['choices']
  onInsert: (field: string) => void
}

/** What is found out when it happens, to be put into the text. */
function Insertion({ label, event, choices, onInsert }: InsertionProps) {
  const t = useText()
  const { fieldName } = useRuleWords({ choices })
  const fields = event.fields
    .filter(({ kind }) => kind !== 'reference')
    .map(({ name }) => ({ value: name, label: fieldName(event.noun, name) }))
  return (
    <Select
      size="xs"
      aria-label={t('rules.insertInto', { label })}
      placeholder={t('rules.insert')}
      data={[...fields, { value: 'link', label: t('rules.link') }]}
      value={null}
      onChange={(field) => field && onInsert(field)}
    />
  )
}
