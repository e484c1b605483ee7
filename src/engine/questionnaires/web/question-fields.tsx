import { NumberInput, Switch, Textarea, TextInput } from '@mantine/core'
import { useText } from '#web/i18n'
import { Select } from '#web/ui'
import { dimensions, type Question, type QuestionType, questionTypes, scaleOf } from '#shared/questionnaire/definition'
import { ConditionField } from './condition-field.tsx'
import { ofType, setQuestion } from './draft.ts'
import { written } from './editor-text.ts'
import { OptionList } from './option-list.tsx'
import type { QuestionProps } from './question-props.ts'
import classes from './questionnaires.module.css'

/** Everything about a question. */
export function QuestionFields(props: QuestionProps) {
  const t = useText()
  const { question, draft, change, language } = props
  const set = (values: Partial<Question>) =>
    change(setQuestion(draft, question.id, { ...question, ...values } as Question))
  const say = (key: 'title' | 'help', words: string) =>
    set({ [key]: key === 'title' ? { ...question.title, [language]: words } : written(question.help, language, words) })
  return (
    <div className={classes['stack']}>
      <Textarea
        autosize
        label={t('questionnaires.question')}
        value={question.title[language] ?? ''}
        onChange={(event) => say('title', event.currentTarget.value)}
        description={t('questionnaires.pipes')}
        data-autofocus
      />
      <TextInput
        label={t('questionnaires.help')}
        value={question.help?.[language] ?? ''}
        onChange={(event) => say('help', event.currentTarget.value)}
      />
      <div className={classes['row']}>
        <Select
          label={t('questionnaires.type')}
          data={questionTypes.map((value) => ({ value, label: t(`questionnaires.types.${value}`) }))}
          value={question.type}
          onChange={(type) =>
            type && change(setQuestion(draft, question.id, ofType(question, type as QuestionType, draft)))
          }
        />
        <Select
          label={t('questionnaires.dimension')}
          description={t('questionnaires.dimensionHelp')}
          data={dimensions.map((value) => ({ value, label: t(`questionnaires.dimensions.${value}`) }))}
          value={question.dimension ?? null}
          onChange={(dimension) => set({ dimension: (dimension as Question['dimension']) ?? undefined })}
          clearable
          clearButtonProps={{ 'aria-label': t('ui.clear') }}
        />
      </div>
      <Parts {...props} set={set} />
      <div className={classes['row']}>
        <Switch
          label={t('questionnaires.required')}
          checked={question.required ?? false}
          onChange={(event) => set({ required: event.currentTarget.checked || undefined })}
        />
        <Switch
          label={t('questionnaires.maySkip')}
          checked={question.maySkip ?? false}
          onChange={(event) => set({ maySkip: event.currentTarget.checked || undefined })}
        />
        {(scaleOf(question) || 'options' in question) && (
          <NumberInput
            w={140}
            label={t('questionnaires.weight')}
            min={0}
            max={1000}
            value={question.weight ?? 1}
            onChange={(weight) => typeof weight === 'number' && set({ weight: weight === 1 ? undefined : weight })}
          />
        )}
      </div>
      <ConditionField
        condition={question.when}
        forId={question.id}
        draft={draft}
        language={language}
        onChange={(when) => set({ when })}
      />
    </div>
  )
}

/** What only this kind of question has. */
function Parts({ question, draft, language, set }: QuestionProps & { set: (values: Partial<Question>) => void }) {
  const t = useText()
  const bound = (value: string | number) => (typeof value === 'number' ? value : undefined)
  const options = 'options' in question && (
    <OptionList
      label={question.type === 'matrix' ? t('questionnaires.columns') : t('questionnaires.options')}
      options={question.options}
      onChange={(changed) => set({ options: changed })}
      draft={draft}
      language={language}
      scored={question.type !== 'ranking'}
    />
  )
  switch (question.type) {
    case 'rating':
      return (
        <NumberInput
          w={160}
          label={t('questionnaires.most')}
          min={2}
          max={10}
          value={question.most}
          onChange={(most) => typeof most === 'number' && set({ most })}
        />
      )
    case 'matrix':
      return (
        <>
          <OptionList
            label={t('questionnaires.rows')}
            options={question.rows}
            onChange={(rows) => set({ rows })}
            draft={draft}
            language={language}
            scored={false}
          />
          {options}
        </>
      )
    case 'open':
      return (
        <Switch
          label={t('questionnaires.long')}
          checked={question.long ?? false}
          onChange={(event) => set({ long: event.currentTarget.checked || undefined })}
        />
      )
    case 'consent':
      return (
        <Switch
          label={t('questionnaires.consentCallBack')}
          description={t('questionnaires.consentCallBackHelp')}
          checked={question.callBack ?? false}
          onChange={(event) => set({ callBack: event.currentTarget.checked || undefined })}
        />
      )
    case 'number':
      return (
        <div className={classes['row']}>
          <NumberInput
            label={t('questionnaires.from')}
            value={question.from ?? ''}
            onChange={(from) => set({ from: bound(from) })}
          />
          <NumberInput
            label={t('questionnaires.to')}
            value={question.to ?? ''}
            onChange={(to) => set({ to: bound(to) })}
          />
        </div>
      )
    default:
      return options || null
  }
}
