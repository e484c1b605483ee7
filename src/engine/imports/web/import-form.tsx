import { Button, FileInput, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { inBase64, useAction, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { Select } from '#web/ui'
import { createImport, listImportKinds, listImports, mostFileBytes } from '../contract.ts'
import { fieldsOf, kindHelp, kindName } from './kinds.ts'
import { MappingForm } from './mapping-form.tsx'

/** First the file, then which of its columns holds what. */
export function ImportForm({ onDone }: { onDone: () => void }) {
  const t = useText()
  const kinds = useEndpoint(listImportKinds).data?.items ?? []
  const [kind, setKind] = useState('contacts')
  const [file, setFile] = useState<File | null>(null)
  const [fault, setFault] = useState<string>()
  const give = useAction(createImport, { inline: true, reads: [listImports] })
  if (give.data) return <MappingForm given={give.data} fields={fieldsOf(kinds, kind)} onDone={onDone} />

  const submit = async () => {
    setFault(undefined)
    if (!file) return setFault(t('imports.fileMissing'))
    if (file.size > mostFileBytes) return setFault(t('imports.fileTooLarge'))
    try {
      await give.mutateAsync({ body: { kind, fileName: file.name, content: await inBase64(file) } })
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack gap="md">
        <Select
          label={t('imports.kind')}
          description={kindHelp(kind, t)}
          data={kinds.map((one) => ({ value: one.kind, label: kindName(one.kind, t) }))}
          value={kind}
          onChange={(chosen) => setKind(chosen ?? kind)}
        />
        <FileInput
          label={t('imports.file')}
          description={t('imports.fileHelp')}
          placeholder={t('imports.choose')}
          accept=".csv,.xlsx,.txt"
          value={file}
          onChange={setFile}
          error={fault}
          clearable
        />
        <Text size="xs" c="var(--soft)">
          {t('imports.kept')}
        </Text>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onDone}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" loading={give.isPending}>
            {t('imports.next')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
