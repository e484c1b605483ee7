import { Button, Text, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useAction, useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import {
  Card,
  Empty,
  Failure,
  FormDrawer,
  Loading,
  MultiSelect,
  notify,
  SavingForm,
  Table,
  Tag,
  useEditing,
  type Column,
} from '#web/ui'
import { addConsentText, listConsentTexts, Purpose, type ConsentText, type ShownVersion } from '../contract.ts'

type Line = { version: string; text?: ConsentText; shown?: ShownVersion }

/** What people are asked, word by word, and how many said yes to it: on websites, and elsewhere. */
export function ConsentsCard({ mayManage }: { mayManage: boolean }) {
  const t = useText()
  const texts = useEndpoint(listConsentTexts)
  const editing = useEditing<Line>()
  const columns = useColumns()
  if (!texts.data) return texts.isError ? <Failure error={texts.error} retry={texts.refetch} /> : <Loading />
  const lines = linesOf(texts.data)
  const add = mayManage && (
    <Button size="compact-sm" onClick={() => editing.open()}>
      {t('privacy.addText')}
    </Button>
  )
  return (
    <Card title={t('privacy.consents')} note={lines.length > 0 && add} pad={lines.length === 0}>
      {lines.length === 0 ? (
        <Empty title={t('privacy.consentsNone')} action={add}>
          {t('privacy.consentsNoneHelp')}
        </Empty>
      ) : (
        <Table
          label={t('privacy.consents')}
          columns={columns}
          rows={lines}
          rowKey={({ version }) => version}
          onOpen={(line) => (line.text || mayManage ? editing.open(line) : undefined)}
        />
      )}
      <FormDrawer
        title={editing.subject?.version ?? t('privacy.addText')}
        opened={editing.opened}
        onClose={editing.close}
      >
        {editing.subject?.text ? (
          <Text style={{ whiteSpace: 'pre-wrap' }}>{editing.subject.text.body}</Text>
        ) : (
          <TextForm version={editing.subject?.version ?? ''} onDone={editing.close} />
        )}
      </FormDrawer>
    </Card>
  )
}

/** The texts that are kept, then the versions that visits carry and of which no text is. */
function linesOf({ items, shown }: { items: ConsentText[]; shown: ShownVersion[] }): Line[] {
  const kept = new Set(items.map(({ version }) => version))
  const seen = new Map(shown.map((one) => [one.version, one]))
  return [
    ...items.map((text) => ({ version: text.version, text, shown: seen.get(text.version) })),
    ...shown.filter(({ version }) => !kept.has(version)).map((one) => ({ version: one.version, shown: one })),
  ]
}

function useColumns(): Column<Line>[] {
  const t = useText()
  const format = useFormat()
  return [
    {
      key: 'version',
      head: t('privacy.version'),
      render: ({ version, text }) => (
        <>
          {version} {!text && <Tag tone="attention">{t('privacy.textUnknown')}</Tag>}
          {text && <small>{text.purposes.map((purpose) => t(`privacy.purposeNames.${purpose}`)).join(', ')}</small>}
        </>
      ),
    },
    {
      key: 'visits',
      head: t('privacy.visitsWith'),
      align: 'right',
      render: ({ shown }) => format.number(shown?.visits ?? 0),
    },
    {
      key: 'people',
      head: t('privacy.saidYes'),
      align: 'right',
      hideOnPhone: true,
      render: ({ text }) => format.number(text?.people ?? 0),
    },
  ]
}

function TextForm({ version, onDone }: { version: string; onDone: () => void }) {
  const t = useText()
  const form = useForm({
    initialValues: { version, purposes: [] as string[], body: '' },
    validate: {
      version: (value) => (value.trim() ? null : t('privacy.textMissing')),
      purposes: (chosen) => (chosen.length > 0 ? null : t('privacy.purposeMissing')),
      body: (value) => (value.trim() ? null : t('privacy.textMissing')),
    },
  })
  const add = useAction(addConsentText, {
    inline: true,
    reads: [listConsentTexts],
    onSuccess: (text) => notify(t('privacy.textKept', { version: text.version })),
  })
  return (
    <SavingForm
      form={form}
      save={({ purposes, ...values }) =>
        add.mutateAsync({ body: { ...values, purposes: Purpose.array().parse(purposes) } })
      }
      fieldOf={{ 'consent_text.taken': 'version' }}
      onDone={onDone}
      onCancel={onDone}
      action={t('privacy.keepText')}
    >
      <TextInput
        data-autofocus
        label={t('privacy.version')}
        description={t('privacy.versionHelp')}
        placeholder="2026-11"
        maxLength={60}
        {...form.getInputProps('version')}
      />
      <PurposeSelect {...form.getInputProps('purposes')} />
      <Textarea
        label={t('privacy.textBody')}
        description={t('privacy.textBodyHelp')}
        autosize
        minRows={5}
        maxLength={10_000}
        {...form.getInputProps('body')}
      />
    </SavingForm>
  )
}

/** Spread the form's `getInputProps` on it. @param of those to choose from; all by default. */
export function PurposeSelect({
  of = Purpose.options,
  ...props
}: { of?: readonly Purpose[] } & Record<string, unknown>) {
  const t = useText()
  return (
    <MultiSelect
      label={t('privacy.purposes')}
      data={of.map((value) => ({ value, label: t(`privacy.purposeNames.${value}`) }))}
      {...props}
    />
  )
}
