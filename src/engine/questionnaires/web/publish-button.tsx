import { Button } from '@mantine/core'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { notify } from '#web/ui'
import { getQuestionnaire, listQuestionnaires, publishQuestionnaire, type QuestionnaireDetail } from '../contract.ts'

export function PublishButton({ questionnaire, settled }: { questionnaire: QuestionnaireDetail; settled: boolean }) {
  const t = useText()
  const publish = useAction(publishQuestionnaire, {
    reads: [listQuestionnaires, getQuestionnaire],
    onSuccess: ({ version }) => notify(t('questionnaires.published', { number: version ?? 1 })),
  })
  const { id, changed, faults } = questionnaire
  return (
    <Button
      disabled={!changed || faults.length > 0 || !settled}
      loading={publish.isPending}
      onClick={() => publish.mutate({ params: { id } })}
    >
      {faults.length > 0 ? t('questionnaires.toMend', { count: faults.length }) : t('questionnaires.publish')}
    </Button>
  )
}
