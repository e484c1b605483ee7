import { Button, CloseButton, Group, Stack, Text } from '@mantine/core'
import { useText } from '#web/i18n'
import { useKeys } from '#web/ui'
import type { Action, InputKind, Vocabulary } from '../contract.ts'
import { SettingInput } from './setting-input.tsx'
import { newLetter } from './templates.ts'
import classes from './rules.module.css'

type Event = Vocabulary['events'][number]
type ActionsEditorProps = {
  actions: Action[]
  event: Event
  vocabulary: Vocabulary
  errors: Record<string, string>
  onChange: (actions: Action[]) => void
}

const most = 5
/** What a new one begins with. */
const initial: Record<InputKind, unknown> = {
  recipients: [],
  line: '',
  text: '',
  tag: '',
  owner: null,
  delay: { within: 2, unit: 'business_hours' },
  webhook: undefined,
}

/** What is done, in order. */
export function ActionsEditor({ actions, event, vocabulary, errors, onChange }: ActionsEditorProps) {
  const t = useText()
  const inputsOf = (kind: string) => vocabulary.actions.find((one) => one.kind === kind)?.inputs ?? {}
  const add = (kind: string) => {
    const settings = Object.fromEntries(Object.entries(inputsOf(kind)).map(([name, input]) => [name, initial[input]]))
    onChange([...actions, { kind, settings: kind === 'mail' ? newLetter(t) : settings }])
  }
  const { keys, forget } = useKeys(actions.length)
  const remove = (index: number) => {
    forget(index)
    onChange(actions.toSpliced(index, 1))
  }
  const name = (kind: string, part: 'name' | 'add') => t(`rules.actions.${kind}.${part}` as 'rules.actions.mail.name')
  return (
    <Stack gap="md">
      {actions.length === 0 && <Text size="sm">{errors['actions'] ?? t('rules.noAction')}</Text>}
      {actions.map(({ kind, settings }, index) => (
        <div key={keys[index]} className={classes['action']}>
          <Group justify="space-between">
            <Text fw={600}>{name(kind, 'name')}</Text>
            <CloseButton
              aria-label={t('rules.removeAction', { name: name(kind, 'name') })}
              onClick={() => remove(index)}
            />
          </Group>
          {errors[`actions.${index}.kind`] && (
            <Text c="var(--lost)" size="sm">
              {errors[`actions.${index}.kind`]}
            </Text>
          )}
          {Object.entries(inputsOf(kind)).map(([setting, input]) => (
            <SettingInput
              key={setting}
              name={setting}
              input={input}
              value={settings[setting]}
              event={event}
              vocabulary={vocabulary}
              error={errorAt(errors, `actions.${index}.settings.${setting}`)}
              onChange={(value) => onChange(actions.with(index, { kind, settings: { ...settings, [setting]: value } }))}
            />
          ))}
        </div>
      ))}
      {actions.length < most && (
        <Group gap="sm">
          {event.actions
            .filter((kind) => kind !== 'missed_call_letter')
            .map((kind) => (
              <Button key={kind} variant="default" size="xs" onClick={() => add(kind)}>
                {name(kind, 'add')}
              </Button>
            ))}
        </Group>
      )}
    </Stack>
  )
}

/** Of a setting, or of a part of it. */
const errorAt = (errors: Record<string, string>, path: string): string | undefined =>
  Object.entries(errors).find(([where]) => where === path || where.startsWith(`${path}.`))?.[1]
