import { ActionIcon, Group } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import { useText } from '#web/i18n'
import { offerUndo, Tag } from '#web/ui'
import { textIn } from '#shared/questionnaire/text'
import { moveQuestion, removeQuestion } from './draft.ts'
import { type Fault, Faults } from './faults.tsx'
import { QuestionFields } from './question-fields.tsx'
import type { QuestionProps } from './question-props.ts'
import classes from './questionnaires.module.css'

/** One question: closed, what it asks; open, everything about it. */
export function QuestionCard({
  faults,
  opened,
  toggle,
  ...props
}: QuestionProps & { faults: readonly Fault[]; opened: boolean; toggle: () => void }) {
  const t = useText()
  const { question, draft, change, language } = props
  const title = textIn(question.title, language, draft) || t('questionnaires.untitled')
  const remove = () => {
    change(removeQuestion(draft, question.id))
    offerUndo(t('questionnaires.questionRemoved'), { undo: () => change(draft) })
  }
  return (
    <section className={classes['question']} data-wrong={faults.length > 0} aria-label={title}>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <button type="button" className={classes['opener']} aria-expanded={opened} onClick={toggle}>
          <span>{title}</span>
          <small>
            {t(`questionnaires.types.${question.type}`)}
            {question.required ? ` · ${t('questionnaires.required')}` : ''}
            {question.when ? ` · ${t('questionnaires.conditional')}` : ''}
          </small>
        </button>
        <Group gap={4} wrap="nowrap">
          {question.dimension && <Tag>{t(`questionnaires.dimensions.${question.dimension}`)}</Tag>}
          <ActionIcon
            variant="subtle"
            aria-label={t('questionnaires.up', { title })}
            onClick={() => change(moveQuestion(draft, question.id, -1))}
          >
            <IconArrowUp size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            aria-label={t('questionnaires.down', { title })}
            onClick={() => change(moveQuestion(draft, question.id, 1))}
          >
            <IconArrowDown size={16} />
          </ActionIcon>
          <ActionIcon variant="subtle" aria-label={t('questionnaires.remove', { title })} onClick={remove}>
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      </Group>
      <Faults faults={faults} />
      {opened && <QuestionFields {...props} />}
    </section>
  )
}
