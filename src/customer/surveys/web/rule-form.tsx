import { NumberInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { getSolicitationRule, setSolicitationRule, type SolicitationRule } from '#engine/solicitations/contract'
import { useAction, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { Failure, Loading, SavingForm, Words } from '#web/ui'

/** How long people are left in peace. */
export function RuleForm({ onDone }: { onDone: () => void }) {
  const t = useText()
  const rule = useEndpoint(getSolicitationRule)
  if (!rule.data) return rule.isError ? <Failure error={rule.error} retry={rule.refetch} /> : <Loading />
  const { opposed, ...values } = rule.data
  return (
    <>
      <Words>{t('surveys.ruleWhat')}</Words>
      <Fields values={values} onDone={onDone} />
      <p>{t('surveys.opposedCount', { count: opposed })}</p>
    </>
  )
}

function Fields({ values, onDone }: { values: SolicitationRule; onDone: () => void }) {
  const t = useText()
  const set = useAction(setSolicitationRule, { reads: [getSolicitationRule], inline: true })
  const form = useForm({ initialValues: values })
  return (
    <SavingForm
      form={form}
      save={(body) => set.mutateAsync({ body })}
      onDone={onDone}
      onCancel={onDone}
      action={t('ui.save')}
    >
      <NumberInput {...form.getInputProps('restDays')} label={t('surveys.restDays')} min={0} max={730} />
      <NumberInput {...form.getInputProps('mostPerYear')} label={t('surveys.mostPerYear')} min={1} max={52} />
    </SavingForm>
  )
}
