import { Button, Group, Menu, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useText } from '#web/i18n'
import { Card, Chip, offerUndo } from '#web/ui'
import { type Definition, type QuestionType, questionTypes } from '#shared/questionnaire/definition'
import type { QuestionnaireDetail } from '../contract.ts'
import { addQuestion, addSection, removeSection, setSection } from './draft.ts'
import { written } from './editor-text.ts'
import { Faults, type Fault } from './faults.tsx'
import { LoopField } from './loop-field.tsx'
import { QuestionCard } from './question-card.tsx'
import classes from './questionnaires.module.css'

type EditorProps = {
  draft: Definition
  change: (draft: Definition) => void
  faults: readonly Fault[]
  questionnaire: QuestionnaireDetail
  readOnly: boolean
}

/** The draft, section by section, in one language at a time. */
export function Editor({ draft, change, faults, questionnaire, readOnly }: EditorProps) {
  const t = useText()
  const [language, setLanguage] = useState(draft.languages[0]!)
  const [opened, setOpened] = useState<string>()
  const set = (key: 'title' | 'intro' | 'thanks') => (words: string) =>
    change({ ...draft, [key]: { ...draft[key], [language]: words } })
  const add = (sectionId: string, type: QuestionType) => {
    const added = addQuestion(draft, sectionId, type)
    change(added.draft)
    setOpened(added.id)
  }
  return (
    <fieldset className={classes['fields']} disabled={readOnly}>
      <legend className="unseen">{t('questionnaires.questions')}</legend>
      <Languages draft={draft} language={language} choose={setLanguage} change={change} />
      <Card title={t('questionnaires.whole')}>
        <div className={classes['stack']}>
          <TextInput
            label={t('questionnaires.titleShown')}
            value={draft.title[language] ?? ''}
            onChange={(event) => set('title')(event.currentTarget.value)}
          />
          <Textarea
            autosize
            minRows={2}
            label={t('questionnaires.intro')}
            value={draft.intro?.[language] ?? ''}
            onChange={(event) => set('intro')(event.currentTarget.value)}
          />
          <Textarea
            autosize
            minRows={2}
            label={t('questionnaires.thanks')}
            value={draft.thanks?.[language] ?? ''}
            onChange={(event) => set('thanks')(event.currentTarget.value)}
          />
          {questionnaire.audience === 'customers' && <LoopField questionnaire={questionnaire} />}
          <Faults faults={faults.filter(({ at }) => at === undefined)} />
        </div>
      </Card>
      {draft.sections.map((section, place) => (
        <Card
          key={section.id}
          title={t('questionnaires.section', { number: place + 1 })}
          note={
            draft.sections.length > 1 && (
              <Button
                variant="subtle"
                size="compact-sm"
                onClick={() => {
                  change(removeSection(draft, section.id))
                  offerUndo(t('questionnaires.sectionRemoved'), { undo: () => change(draft) })
                }}
              >
                {t('questionnaires.removeSection')}
              </Button>
            )
          }
        >
          <div className={classes['stack']}>
            <TextInput
              label={t('questionnaires.sectionTitle')}
              value={section.title?.[language] ?? ''}
              onChange={(event) =>
                change(
                  setSection(draft, section.id, { title: written(section.title, language, event.currentTarget.value) }),
                )
              }
            />
            <Faults faults={faults.filter(({ at }) => at === section.id)} />
            {section.questions.map((question) => (
              <QuestionCard
                key={question.id}
                question={question}
                draft={draft}
                change={change}
                language={language}
                faults={faults.filter(({ at }) => at === question.id)}
                opened={opened === question.id}
                toggle={() => setOpened((now) => (now === question.id ? undefined : question.id))}
              />
            ))}
            <Group>
              <AddQuestion onAdd={(type) => add(section.id, type)} />
            </Group>
          </div>
        </Card>
      ))}
      <Group>
        <Button variant="default" onClick={() => change(addSection(draft))}>
          {t('questionnaires.addSection')}
        </Button>
      </Group>
    </fieldset>
  )
}

const offered = ['fr', 'en', 'de', 'es', 'it', 'nl', 'pt']
function Languages({
  draft,
  language,
  choose,
  change,
}: {
  draft: Definition
  language: string
  choose: (language: string) => void
  change: (draft: Definition) => void
}) {
  const t = useText()
  const left = offered.filter((one) => !draft.languages.includes(one))
  return (
    <Group gap="xs">
      {draft.languages.map((one) => (
        <Chip key={one} on={one === language} onClick={() => choose(one)}>
          {one.toUpperCase()}
        </Chip>
      ))}
      <Menu>
        <Menu.Target>
          <Button variant="subtle" size="compact-sm">
            {t('questionnaires.addLanguage')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {left.map((one) => (
            <Menu.Item
              key={one}
              onClick={() => {
                change({ ...draft, languages: [...draft.languages, one] })
                choose(one)
              }}
            >
              {one.toUpperCase()}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Group>
  )
}

function AddQuestion({ onAdd }: { onAdd: (type: QuestionType) => void }) {
  const t = useText()
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default">{t('questionnaires.addQuestion')}</Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        {questionTypes.map((type) => (
          <Menu.Item key={type} onClick={() => onAdd(type)}>
            {t(`questionnaires.types.${type}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
