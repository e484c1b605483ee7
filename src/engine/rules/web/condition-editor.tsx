import { Button, CloseButton, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { useText } from '#web/i18n'
import { Select, useKeys } from '#web/ui'
import { isGroup, type Condition, operatorsOf, type Test, type Vocabulary } from '../contract.ts'
import { ValueInput } from './value-input.tsx'
import { useRuleWords } from './words.ts'
import classes from './rules.module.css'

type Event = Vocabulary['events'][number]
type Part = Condition['tests'][number]
type ConditionEditorProps = {
  condition: Condition
  event: Event
  vocabulary: Vocabulary
  errors: Record<string, string>
  onChange: (condition: Condition) => void
  /** Where it is in the rule. */
  path?: string
}

/** Questions asked of what happened, of which all or any must hold; and groups of questions, one level deep. */
export function ConditionEditor({
  condition,
  event,
  vocabulary,
  errors,
  onChange,
  path = 'condition',
}: ConditionEditorProps) {
  const t = useText()
  const { match, tests } = condition
  const put = (next: Part[]) => onChange({ match, tests: next })
  const replace = (index: number, part: Part) => put(tests.with(index, part))
  const { keys, forget } = useKeys(tests.length)
  const remove = (index: number) => {
    forget(index)
    put(tests.toSpliced(index, 1))
  }
  const isInner = path !== 'condition'
  const [first] = event.fields
  const fresh: Test | undefined = first && newTest(first)
  return (
    <Stack gap="md">
      {tests.length === 0 && <Text size="sm">{t('rules.always')}</Text>}
      {tests.length > 1 && (
        <SegmentedControl
          size="xs"
          style={{ justifySelf: 'start', alignSelf: 'start' }}
          aria-label={t('rules.match')}
          data={(['all', 'any'] as const).map((value) => ({ value, label: t(`rules.matches.${value}`) }))}
          value={match}
          onChange={(value) => onChange({ match: value, tests })}
        />
      )}
      {tests.map((part, index) => {
        const here = `${path}.tests.${index}`
        return isGroup(part) ? (
          <div key={keys[index]} className={classes['group']}>
            <ConditionEditor
              condition={part}
              event={event}
              vocabulary={vocabulary}
              errors={errors}
              path={here}
              onChange={(group) =>
                group.tests.length === 0 ? remove(index) : replace(index, group as Extract<Part, { match: unknown }>)
              }
            />
          </div>
        ) : (
          <TestRow
            key={keys[index]}
            test={part}
            event={event}
            vocabulary={vocabulary}
            error={errors[`${here}.field`] ?? errors[`${here}.is`] ?? errors[`${here}.value`] ?? errors[here]}
            onChange={(test) => replace(index, test)}
            onRemove={() => remove(index)}
          />
        )
      })}
      {fresh && (
        <Group gap="sm">
          <Button variant="default" size="xs" onClick={() => put([...tests, fresh])}>
            {t('rules.addTest')}
          </Button>
          {!isInner && (
            <Button variant="default" size="xs" onClick={() => put([...tests, { match: 'any', tests: [fresh] }])}>
              {t('rules.addGroup')}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  )
}

const newTest = (field: Event['fields'][number]): Test => ({ field: field.name, is: operatorsOf(field)[0]! })

type TestRowProps = {
  test: Test
  event: Event
  vocabulary: Vocabulary
  error: string | undefined
  onChange: (test: Test) => void
  onRemove: () => void
}

function TestRow({ test, event, vocabulary, error, onChange, onRemove }: TestRowProps) {
  const t = useText()
  const { fieldName, optionsOf } = useRuleWords(vocabulary)
  const field = event.fields.find(({ name }) => name === test.field)
  const name = fieldName(event.noun, test.field)
  const changeField = (chosen: string | null) => {
    const next = event.fields.find((one) => one.name === chosen)
    if (next) onChange(newTest(next))
  }
  const changeOperator = (is: string | null) => {
    const next = is as Test['is']
    // A value goes on only where it has the same shape.
    const keeps = shapeOf(next) === shapeOf(test.is)
    onChange({ field: test.field, is: next, ...(keeps && { value: test.value }) })
  }
  return (
    <div className={classes['test']}>
      <Select
        aria-label={t('rules.field')}
        data={event.fields.map((one) => ({ value: one.name, label: fieldName(event.noun, one.name) }))}
        value={test.field}
        error={field ? undefined : error}
        onChange={changeField}
      />
      <Select
        aria-label={t('rules.operator', { field: name })}
        data={field ? operatorsOf(field).map((one) => ({ value: one, label: t(`rules.operators.${one}`) })) : []}
        value={test.is}
        onChange={changeOperator}
      />
      {field && (
        <ValueInput
          label={t('rules.value', { field: name })}
          field={field}
          test={test}
          options={optionsOf(event.noun, field)}
          tags={vocabulary.choices['tag'] ?? []}
          error={error}
          onChange={(value) => onChange({ ...test, value })}
        />
      )}
      <CloseButton aria-label={t('rules.removeTest', { field: name })} onClick={onRemove} />
    </div>
  )
}

const shapeOf = (is: Test['is']): string => {
  if (is === 'one_of' || is === 'on_weekdays' || is === 'empty' || is === 'not_empty') return is
  if (is === 'within_hours' || is === 'outside_hours') return 'hours'
  return is === 'before_day' || is === 'after_day' ? 'day' : 'one'
}
