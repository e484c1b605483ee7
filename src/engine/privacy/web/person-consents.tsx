import { Button, FileInput, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { inBase64, useAction, useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { FormDrawer, notify, SavingForm, Select, useEditing } from '#web/ui'
import { addProof, listConsentTexts, mostProofBytes, Purpose, recordConsent, type Said } from '../contract.ts'
import { PurposeSelect } from './consents-card.tsx'

/** One line of somebody's file. */
export type SaidLine = Pick<Said, 'purpose' | 'given' | 'version' | 'at' | 'place' | 'proof'>
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
          {one.proof && (
            <a href={`/files/consent-proofs/${one.proof.id}`} download>
              {t('privacy.proofOf', { name: one.proof.name })}
            </a>
          )}
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
  const add = useAction(addProof, { inline: true })
  const record = useAction(recordConsent, { inline: true, reads: [listConsentTexts] })
  const form = useForm({
    initialValues: {
      answer: 'yes',
      version: null as string | null,
      purposes: [] as string[],
      place: '',
      proof: null as File | null,
    },
    validate: {
      version: (value, { answer }) => (answer === 'no' || value ? null : t('errors.consent.text_missing')),
      purposes: (chosen) => (chosen.length > 0 ? null : t('privacy.purposeMissing')),
      place: (value) => (value.trim() ? null : t('privacy.textMissing')),
      proof: (file) => (file && file.size > mostProofBytes ? t('privacy.proofTooLarge') : null),
    },
  })
  const { answer, version } = form.values
  const read = texts.find((text) => text.version === version)
  return (
    <SavingForm
      form={form}
      save={async ({ purposes, place, proof }) => {
        const kept =
          proof && (await add.mutateAsync({ body: { fileName: proof.name, content: await inBase64(proof) } }))
        await record.mutateAsync({
          body: {
            phone,
            purposes: Purpose.array().parse(purposes),
            given: answer === 'yes',
            ...(answer === 'yes' && version && { version }),
            place,
            ...(kept && { proofId: kept.id }),
          },
        })
      }}
      fieldOf={{ 'file.kind_refused': 'proof' }}
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
      <FileInput
        label={t('privacy.proof')}
        description={t('privacy.proofHelp')}
        placeholder={t('privacy.proofChoose')}
        accept=".pdf,.png,.jpg,.jpeg,.webp,.txt"
        clearable
        clearButtonProps={{ 'aria-label': t('ui.clear') }}
        {...form.getInputProps('proof')}
      />
    </SavingForm>
  )
}
