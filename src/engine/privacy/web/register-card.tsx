import { NumberInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useAction, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { Card, Failure, FormDrawer, Loading, notify, SavingForm, Table, useEditing, type Column } from '#web/ui'
import { AdjustableKind, listProcessings, setRetention, type Processing } from '../contract.ts'
import { useKindName, useLength } from './kind-name.ts'

/** The register of processings. A line whose length can be chosen opens. */
export function RegisterCard({ mayManage }: { mayManage: boolean }) {
  const t = useText()
  const kindName = useKindName()
  const processings = useEndpoint(listProcessings)
  const columns = useColumns()
  const editing = useEditing<Processing>()
  const { subject } = editing
  return (
    <Card title={t('privacy.register')} note={t('privacy.registerNote')}>
      {!processings.data && (processings.isError ? <Failure error={processings.error} /> : <Loading />)}
      {processings.data && (
        <Table
          label={t('privacy.register')}
          columns={columns}
          rows={processings.data.items}
          rowKey={({ kind }) => kind}
          onOpen={mayManage ? (one) => one.adjustable && editing.open(one) : undefined}
        />
      )}
      <FormDrawer title={subject ? kindName(subject.kind) : ''} opened={editing.opened} onClose={editing.close}>
        {subject && <LengthForm of={subject} onDone={editing.close} />}
      </FormDrawer>
    </Card>
  )
}

function useColumns(): Column<Processing>[] {
  const t = useText()
  const kindName = useKindName()
  const length = useLength()
  return [
    {
      key: 'kind',
      head: t('privacy.kind'),
      render: ({ kind }) => (
        <>
          {kindName(kind)}
          <small>{kindName(kind, 'help')}</small>
        </>
      ),
    },
    {
      key: 'basis',
      head: t('privacy.basis'),
      hideOnPhone: true,
      render: ({ basis }) => t(`privacy.bases.${basis}`),
    },
    {
      key: 'days',
      head: t('privacy.kept'),
      render: ({ days, adjustable }) => (
        <>
          {length(days)}
          {!adjustable && <small>{t('privacy.fixed')}</small>}
        </>
      ),
    },
  ]
}

function LengthForm({ of: { kind, days, mostDays }, onDone }: { of: Processing; onDone: () => void }) {
  const t = useText()
  const form = useForm({ initialValues: { days } })
  const set = useAction(setRetention, {
    inline: true,
    reads: [listProcessings],
    onSuccess: () => notify(t('privacy.lengthSet')),
  })
  return (
    <SavingForm
      form={form}
      save={(values) => set.mutateAsync({ body: { kind: AdjustableKind.parse(kind), days: values.days } })}
      fieldOf={{ 'processing.too_long': 'days' }}
      onDone={onDone}
      onCancel={onDone}
      action={t('ui.save')}
    >
      <NumberInput
        data-autofocus
        label={t('privacy.daysKept')}
        description={t('privacy.daysKeptHelp', { most: mostDays })}
        min={1}
        max={mostDays}
        {...form.getInputProps('days')}
      />
    </SavingForm>
  )
}
