import { Button, FileButton } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useAction } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { notify } from '#web/ui'
import { importQuestionnaire, listQuestionnaires } from '../contract.ts'

/** A questionnaire from a file: ours, or SurveyJS’s. */
export function ImportButton() {
  const t = useText()
  const format = useFormat()
  const navigate = useNavigate()
  const read = useAction(importQuestionnaire, {
    reads: [listQuestionnaires],
    onSuccess: ({ id, leftOut }) => {
      if (leftOut.length > 0)
        notify(t('questionnaires.leftOut', { names: format.list(leftOut.map(({ what }) => what)) }))
      void navigate({ to: '/ecoute/$id/questions', params: { id } })
    },
  })
  const take = async (file: File | null) => {
    if (!file) return
    try {
      const document = JSON.parse(await file.text()) as Record<string, unknown>
      read.mutate({ body: { audience: 'customers', document } })
    } catch {
      notify(t('errors.questionnaire.unreadable'))
    }
  }
  return (
    <FileButton onChange={(file) => void take(file)} accept="application/json">
      {(props) => (
        <Button variant="default" loading={read.isPending} {...props}>
          {t('questionnaires.import')}
        </Button>
      )}
    </FileButton>
  )
}
