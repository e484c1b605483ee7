import { NumberInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { type Anonymity, getAnonymity, raiseAnonymity } from '#engine/measures/contract'
import { useAction, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { Failure, Loading, SavingForm, Words } from '#web/ui'

/** Of how few people nothing is told: more, never less. */
export function AnonymityForm({ onDone }: { onDone: () => void }) {
  const t = useText()
  const least = useEndpoint(getAnonymity)
  if (!least.data) return least.isError ? <Failure error={least.error} retry={least.refetch} /> : <Loading />
  return (
    <>
      <Words>{t('waves.anonymityWhat')}</Words>
      <Fields least={least.data} onDone={onDone} />
    </>
  )
}

function Fields({ least, onDone }: { least: Anonymity; onDone: () => void }) {
  const t = useText()
  const raise = useAction(raiseAnonymity, { reads: [getAnonymity], inline: true })
  const form = useForm({ initialValues: least })
  return (
    <SavingForm
      form={form}
      save={(body) => raise.mutateAsync({ body })}
      onDone={onDone}
      onCancel={onDone}
      action={t('waves.raise')}
    >
      <NumberInput {...form.getInputProps('scores')} label={t('waves.leastScores')} min={least.scores} max={50} />
      <NumberInput
        {...form.getInputProps('comments')}
        label={t('waves.leastComments')}
        min={least.comments}
        max={100}
      />
    </SavingForm>
  )
}
