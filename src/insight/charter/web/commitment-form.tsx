import { Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { type Dimension, dimensions } from '#shared/questionnaire/definition'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { dayFromNow, DayInput, SavingForm, Select } from '#web/ui'
import { changeCommitment, type Charter, type Commitment, getCharter, makeCommitment } from '../contract.ts'

type CommitmentFormProps = {
  /** Left out, a new one. */
  commitment: Commitment | undefined
  colleagues: Charter['colleagues']
  onDone: () => void
}

export function CommitmentForm({ commitment, colleagues, onDone }: CommitmentFormProps) {
  const t = useText()
  const options = { reads: [getCharter], inline: true }
  const [make, change] = [useAction(makeCommitment, options), useAction(changeCommitment, options)]
  const missing = (words: string) => (words.trim() ? null : t('charter.missing'))
  const form = useForm({
    initialValues: {
      title: commitment?.title ?? '',
      toCustomers: commitment?.toCustomers ?? '',
      toEmployees: commitment?.toEmployees ?? '',
      dimension: (commitment?.dimension ?? 'listening') as Dimension | null,
      ownerId: commitment?.ownerId ?? null,
      reviewOn: commitment?.reviewOn ?? dayFromNow(120),
    },
    validate: {
      title: missing,
      toCustomers: missing,
      toEmployees: missing,
      reviewOn: (day) => (day ? null : t('waves.dayMissing')),
    },
  })
  const save = ({ dimension, reviewOn, ...rest }: typeof form.values) => {
    const body = { ...rest, dimension: dimension!, reviewOn }
    return commitment ? change.mutateAsync({ params: { id: commitment.id }, body }) : make.mutateAsync({ body })
  }
  return (
    <SavingForm form={form} save={save} onDone={onDone} onCancel={onDone} action={t('ui.save')}>
      <TextInput
        {...form.getInputProps('title')}
        label={t('charter.name')}
        placeholder={t('charter.example')}
        maxLength={160}
      />
      <Textarea
        {...form.getInputProps('toCustomers')}
        autosize
        minRows={2}
        maxLength={600}
        label={t('charter.toCustomers')}
      />
      <Textarea
        {...form.getInputProps('toEmployees')}
        autosize
        minRows={2}
        maxLength={600}
        label={t('charter.toEmployees')}
      />
      <Select
        {...form.getInputProps('dimension')}
        label={t('charter.dimension')}
        description={t('charter.dimensionHelp')}
        allowDeselect={false}
        data={dimensions.map((value) => ({ value, label: t(`questionnaires.dimensions.${value}`) }))}
      />
      <Select
        {...form.getInputProps('ownerId')}
        label={t('charter.owner')}
        clearable
        data={colleagues.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <DayInput {...form.getInputProps('reviewOn')} label={t('charter.reviewOn')} />
    </SavingForm>
  )
}
