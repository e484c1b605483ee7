import { ActionIcon, Button, Group, NumberInput, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useText } from '#web/i18n'
import type { Definition, Option } from '#shared/questionnaire/definition'
import { emptyText } from './draft.ts'
import classes from './questionnaires.module.css'

type OptionListProps = {
  label: string
  options: readonly Option[]
  onChange: (options: Option[]) => void
  draft: Definition
  language: string
  /** Each may be worth something. */
  scored: boolean
}

/** What one chooses among. */
export function OptionList({ label, options, onChange, draft, language, scored }: OptionListProps) {
  const t = useText()
  const set = (id: string, values: Partial<Option>) =>
    onChange(options.map((option) => (option.id === id ? { ...option, ...values } : option)))
  const add = () => {
    const taken = new Set(options.map(({ id }) => id))
    let n = options.length + 1
    while (taken.has(`o${n}`)) n += 1
    onChange([...options, { id: `o${n}`, label: emptyText(draft) }])
  }
  return (
    <fieldset className={classes['options']}>
      <legend>{label}</legend>
      {options.map((option, place) => (
        <Group key={option.id} gap="xs" wrap="nowrap">
          <TextInput
            flex={1}
            aria-label={`${label} ${place + 1}`}
            value={option.label[language] ?? ''}
            onChange={(event) => set(option.id, { label: { ...option.label, [language]: event.currentTarget.value } })}
          />
          {scored && (
            <NumberInput
              w={88}
              aria-label={t('questionnaires.scoreOf', { option: place + 1 })}
              placeholder={t('questionnaires.score')}
              min={0}
              max={100}
              value={option.score ?? ''}
              onChange={(score) => set(option.id, { score: typeof score === 'number' ? score : undefined })}
            />
          )}
          <ActionIcon
            variant="subtle"
            aria-label={t('questionnaires.removeOption', { option: place + 1 })}
            onClick={() => onChange(options.filter(({ id }) => id !== option.id))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Button variant="subtle" size="compact-sm" onClick={add}>
        {t('questionnaires.addOption')}
      </Button>
    </fieldset>
  )
}
