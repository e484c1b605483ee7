import { Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { type Column, notify, SavingForm, Select, Table } from '#web/ui'
import { getImport, type Import, type ImportField, listImports, startImport } from '../contract.ts'
import { fieldName } from './kinds.ts'

type Given = Pick<Import, 'id' | 'columns'> & { mapping: { field: string; place: number }[]; sample?: string[][] }
type MappingFormProps = { given: Given; fields: ImportField[]; onDone: () => void }

/** Which column of the file holds what: as its heads tell, to be corrected. */
export function MappingForm({ given, fields, onDone }: MappingFormProps) {
  const t = useText()
  const { id, columns, mapping, sample = [] } = given
  const start = useAction(startImport, { inline: true, reads: [listImports, getImport] })
  const places = columns.map((column, place) => ({
    value: String(place),
    label: column || t('imports.nameless', { place: place + 1 }),
  }))
  const form = useForm<Record<string, string | null>>({
    initialValues: Object.fromEntries(
      fields.map(({ name }) => [name, mapping.find(({ field }) => field === name)?.place.toString() ?? null]),
    ),
    validate: Object.fromEntries(
      fields
        .filter(({ needed }) => needed)
        .map(({ name }) => [name, (value: string | null) => (value === null ? t('imports.columnMissing') : null)]),
    ),
  })
  const save = (values: Record<string, string | null>) =>
    start.mutateAsync({
      params: { id },
      body: {
        mapping: Object.entries(values).flatMap(([field, place]) =>
          place === null ? [] : [{ field, place: Number(place) }],
        ),
      },
    })
  const chosen = fields.filter(({ name }) => form.values[name] !== null && form.values[name] !== undefined)
  return (
    <SavingForm
      form={form}
      save={save}
      onDone={() => {
        notify(t('imports.begun'))
        onDone()
      }}
      onCancel={onDone}
      action={t('imports.start')}
    >
      <Text size="sm">{t('imports.mappingHelp')}</Text>
      {fields.map(({ name, needed }) => (
        <Select
          key={name}
          {...form.getInputProps(name)}
          label={fieldName(name, t)}
          withAsterisk={needed}
          data={places}
          placeholder={t('imports.noColumn')}
          allowDeselect={!needed}
          clearable={!needed}
        />
      ))}
      {chosen.length > 0 && sample.length > 0 && (
        <Table
          label={t('imports.sample')}
          columns={chosen.map(({ name }): Column<{ cells: string[]; index: number }> => ({
            key: name,
            head: fieldName(name, t),
            render: ({ cells }) => cells[Number(form.values[name])] || '–',
          }))}
          rows={sample.map((cells, index) => ({ cells, index }))}
          rowKey={({ index }) => String(index)}
        />
      )}
    </SavingForm>
  )
}
