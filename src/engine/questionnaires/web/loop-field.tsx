import { Group, NumberInput, Switch } from '@mantine/core'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { getQuestionnaire, listQuestionnaires, type QuestionnaireDetail, updateQuestionnaire } from '../contract.ts'

const twoDays = 18

/** Whether somebody unhappy is called back, and within how many hours of work. */
export function LoopField({ questionnaire: { id, name, loopHours } }: { questionnaire: QuestionnaireDetail }) {
  const t = useText()
  const update = useAction(updateQuestionnaire, { reads: [getQuestionnaire, listQuestionnaires] })
  const set = (hours: number | null) => update.mutate({ params: { id }, body: { name, loopHours: hours } })
  return (
    <Group align="end" gap="md">
      <Switch
        label={t('questionnaires.callBack')}
        description={t('questionnaires.callBackHelp')}
        checked={loopHours !== null}
        onChange={(event) => set(event.currentTarget.checked ? twoDays : null)}
      />
      {loopHours !== null && (
        <NumberInput
          key={loopHours}
          w={160}
          label={t('questionnaires.callBackHours')}
          min={1}
          max={500}
          defaultValue={loopHours}
          onBlur={(event) => {
            const hours = Number(event.currentTarget.value)
            if (hours >= 1 && hours <= 500 && hours !== loopHours) set(hours)
          }}
        />
      )}
    </Group>
  )
}
