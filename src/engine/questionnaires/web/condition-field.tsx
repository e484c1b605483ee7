import { Button, Group, NumberInput } from '@mantine/core'
import { useText } from '#web/i18n'
import { MultiSelect, Select } from '#web/ui'
import { type Condition, type Definition, type Question, scaleOf } from '#shared/questionnaire/definition'
import { textIn } from '#shared/questionnaire/text'
import { isSimple, questionsBefore, type SimpleCondition } from './draft.ts'
import classes from './questionnaires.module.css'

type ConditionFieldProps = {
  condition: Condition | undefined
  /** Of a question or a section: it may be about what comes before. */
  forId: string
  draft: Definition
  language: string
  onChange: (condition: Condition | undefined) => void
}

/** When something is asked: always, or after an answer. */
export function ConditionField({ condition, forId, draft, language, onChange }: ConditionFieldProps) {
  const t = useText()
  const before = questionsBefore(draft, forId)
  if (condition && !isSimple(condition))
    return (
      <Group gap="sm">
        <span className={classes['soft']}>{t('questionnaires.composed')}</span>
        <Button variant="subtle" size="compact-sm" onClick={() => onChange(undefined)}>
          {t('questionnaires.askAlways')}
        </Button>
      </Group>
    )
  const about = before.find(({ id }) => id === condition?.question)
  return (
    <div className={classes['row']}>
      <Select
        label={t('questionnaires.askedIf')}
        placeholder={t('questionnaires.always')}
        data={before.map((question) => ({
          value: question.id,
          label: textIn(question.title, language, draft) || question.id,
        }))}
        value={condition?.question ?? null}
        onChange={(id) => onChange(id ? { question: id, is: 'answered' } : undefined)}
        clearable
        clearButtonProps={{ 'aria-label': t('ui.clear') }}
        disabled={before.length === 0}
      />
      {condition && about && (
        <Answer condition={condition} about={about} draft={draft} language={language} onChange={onChange} />
      )}
    </div>
  )
}

type AnswerProps = {
  condition: SimpleCondition
  about: Question
  draft: Definition
  language: string
  onChange: (condition: Condition) => void
}

function Answer({ condition, about, draft, language, onChange }: AnswerProps) {
  const t = useText()
  const question = about.id
  if ('options' in about && about.type !== 'matrix')
    return (
      <MultiSelect
        label={t('questionnaires.isOneOf')}
        placeholder={t('questionnaires.anyAnswer')}
        data={about.options.map(({ id, label }) => ({ value: id, label: textIn(label, language, draft) || id }))}
        value={condition.is === 'one_of' ? [...condition.values] : []}
        onChange={(values) =>
          onChange(values.length > 0 ? { question, is: 'one_of', values } : { question, is: 'answered' })
        }
      />
    )
  if (!scaleOf(about) && about.type !== 'number')
    return <span className={classes['soft']}>{t('questionnaires.isAnswered')}</span>
  const { from, to } = condition.is === 'between' ? condition : {}
  const set = (bounds: { from?: number | undefined; to?: number | undefined }) =>
    onChange(
      bounds.from === undefined && bounds.to === undefined
        ? { question, is: 'answered' }
        : { question, is: 'between', ...bounds },
    )
  const bound = (value: string | number) => (typeof value === 'number' ? value : undefined)
  return (
    <Group gap="xs" align="end">
      <NumberInput
        w={100}
        label={t('questionnaires.from')}
        value={from ?? ''}
        onChange={(value) => set({ from: bound(value), to })}
      />
      <NumberInput
        w={100}
        label={t('questionnaires.to')}
        value={to ?? ''}
        onChange={(value) => set({ from, to: bound(value) })}
      />
    </Group>
  )
}
