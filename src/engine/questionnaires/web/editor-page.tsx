import { Button, Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Failure, Loading, Page } from '#web/ui'
import { getQuestionnaire, type QuestionnaireDetail } from '../contract.ts'
import { Editor } from './editor.tsx'
import { State } from './listening-page.tsx'
import { Preview } from './preview.tsx'
import { PublishButton } from './publish-button.tsx'
import classes from './questionnaires.module.css'
import { useDraft } from './use-draft.ts'

/** What is asked: the draft beside how it will look. */
export function EditorPage({ id }: { id: string }) {
  const t = useText()
  const read = useEndpoint(getQuestionnaire, { params: { id } })
  if (read.data) return <Editing key={read.data.id} questionnaire={read.data} />
  return (
    <Page title={t('questionnaires.title')}>
      {read.isError ? <Failure error={read.error} retry={read.refetch} /> : <Loading lines={8} />}
    </Page>
  )
}

function Editing({ questionnaire }: { questionnaire: QuestionnaireDetail }) {
  const t = useText()
  const mayWrite = useCan('questionnaires.manage')
  const { draft, change, state, outdated, latest } = useDraft(questionnaire)
  return (
    <Page
      title={latest.name}
      lead={
        <Group gap="sm">
          <State questionnaire={latest} />
          <span className={classes['soft']} aria-live="polite">
            {outdated ? t('errors.draft.outdated') : t(`questionnaires.saving.${state}`)}
          </span>
        </Group>
      }
      actions={
        <Group gap="sm">
          <Link to="/ecoute/$id" params={{ id: latest.id }}>
            {t('questionnaires.results')}
          </Link>
          {outdated && (
            <Button variant="default" onClick={() => location.reload()}>
              {t('ui.retry')}
            </Button>
          )}
          {mayWrite && <PublishButton questionnaire={latest} settled={state === 'saved'} />}
        </Group>
      }
    >
      <div className={classes['editor']}>
        <Editor draft={draft} change={change} faults={latest.faults} questionnaire={latest} readOnly={!mayWrite} />
        <Preview draft={draft} />
      </div>
    </Page>
  )
}
