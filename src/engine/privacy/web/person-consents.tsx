import { Button, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useAction, useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { FormDrawer, notify, SavingForm, Select, useEditing } from '#web/ui'
import { listConsentTexts, Purpose, recordConsent } from '../contract.ts'
import { PurposeSelect } from './consents-card.tsx'

/** One line of somebody's file. */
export type SaidLine = { purpose: Purpose; given: boolean; version: string | null; at: string; place: string }
type PersonConsentsProps = { phone: string; said: SaidLine[]; onRecorded: () => void }

/** What somebody has said, newest first; and one thing more. */
export function PersonConsents({ phone, said, onRecorded }: PersonConsentsProps) {
  const t = useText()
  const format = useFormat()
  const editing = useEditing()
  const sentence = ({ purpose, given }: SaidLine) =>
    t(given ? 'privacy.saidGiven' : 'privacy.saidWithdrawn', { purpose: t(`privacy.purposeNames.${purpose}`) })
  const proof = ({ at, place, version }: SaidLine) =>
    version === null
      ? t('privacy.saidProofWithdrawn', { date: format.dateTime(at), place })
      : t('privacy.saidProof', { date: format.dateTime(at), place, version })
  return (
    <Stack gap="sm">
      {said.map((one) => (
        <div key={`${one.at} ${one.purpose} ${one.given}`}>
          <Text size="sm">
            {t('privacy.said')} {sentence(one)}
          </Text>
          <Text size="xs" c="var(--soft)">
            {proof(one)}
          </Text>
        </div>
      ))}
      <Group>
        <Button variant="default" onClick={() => editing.open()}>
          {t('privacy.recordConsent')}
        </Button>
      </Group>
      <FormDrawer title={t('privacy.recordConsent')} opened={editing.opened} onClose={editing.close}>
        <RecordForm
          phone={phone}
          onCancel={editing.close}
          onDone={() => {
            editing.close()
            notify(t('privacy.consentRecorded'))
            onRecorded()
          }}
        />
      </FormDrawer>
    </Stack>
  )
}

function RecordForm({ phone, onDone, onCancel }: { phone: string; onDone: () => void; onCancel: () => void }) {
  const t = useText()
  const texts = useEndpoint(listConsentTexts).data?.items ?? []
  const record = useAction(recordConsent, { inline: true, reads: [listConsentTexts] })
  const form = useForm({
    initialValues: { answer: 'yes', version: null as string | null, purposes: [] as string[], place: '' },
    validate: {
      version: (value, { answer }) => (answer === 'no' || value ? null : t('errors.consent.text_missing')),
      purposes: (chosen) => (chosen.length > 0 ? null : t('privacy.purposeMissing')),
      place: (value) => (value.trim() ? null : t('privacy.textMissing')),
    },
  })
  const { answer, version } = form.values
  const read = texts.find((text) => text.version === version)
  return (
    <SavingForm
      form={form}
      save={({ purposes, place }) =>
        record.mutateAsync({
          body: {
            phone,
            purposes: Purpose.array().parse(purposes),
            given: answer === 'yes',
            ...(answer === 'yes' && version && { version }),
            place,
          },
        })
      }
      onDone={onDone}
      onCancel={onCancel}
      action={t('privacy.record')}
    >
      <SegmentedControl
        aria-label={t('privacy.answer')}
        data={[
          { value: 'yes', label: t('privacy.yes') },
          { value: 'no', label: t('privacy.takesBack') },
        ]}
        {...form.getInputProps('answer')}
      />
      {answer === 'yes' && (
        <Select
          label={t('privacy.textRead')}
          data={texts.map((text) => text.version)}
          {...form.getInputProps('version')}
          onChange={(value) => form.setValues({ version: value, purposes: [] })}
        />
      )}
      <PurposeSelect of={answer === 'yes' ? (read?.purposes ?? []) : undefined} {...form.getInputProps('purposes')} />
      <TextInput
        label={t('privacy.place')}
        description={t('privacy.placeHelp')}
        maxLength={300}
        {...form.getInputProps('place')}
      />
    </SavingForm>
  )
}
