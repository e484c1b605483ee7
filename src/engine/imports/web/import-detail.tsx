import { Stack, Text } from '@mantine/core'
import { hrefOf, useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { Failure, Figures, Loading, Table } from '#web/ui'
import { exportRefusals, getImport, listImportKinds } from '../contract.ts'
import { ImportStatus } from './import-status.tsx'
import { fieldsOf } from './kinds.ts'
import { MappingForm } from './mapping-form.tsx'

/** How far an import is, and the lines that were refused. */
export function ImportDetail({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useText()
  const format = useFormat()
  const kinds = useEndpoint(listImportKinds).data?.items
  const { data, isError, error, refetch } = useEndpoint(getImport, { params: { id } }, { topic: 'imports' })
  if (!data) return isError ? <Failure error={error} retry={refetch} /> : <Loading />
  if (data.status === 'draft')
    return kinds ? <MappingForm given={data} fields={fieldsOf(kinds, data.kind)} onDone={onDone} /> : <Loading />
  const figures = [
    { label: t('imports.created'), value: format.number(data.created) },
    { label: t('imports.changed'), value: format.number(data.changed) },
    { label: t('imports.unchanged'), value: format.number(data.unchanged) },
    {
      label: t('imports.refused'),
      value: format.number(data.refused),
      ...(data.refused > 0 && { tone: 'attention' as const }),
    },
  ]
  return (
    <Stack gap="md">
      <div>
        <ImportStatus of={data} />{' '}
        <Text span size="sm" c="var(--soft)">
          {t('imports.linesRead', { count: data.lines, total: format.number(data.lines) })}
        </Text>
      </div>
      {data.failure && <Text size="sm">{data.failure.message}</Text>}
      <Figures items={figures} />
      {data.refusals.length > 0 && (
        <>
          <Table
            columns={[
              { key: 'line', head: t('imports.line'), render: ({ line }) => format.number(line) },
              { key: 'reason', head: t('imports.reason'), render: ({ message }) => message },
            ]}
            rows={data.refusals}
            rowKey={({ line }) => String(line)}
            label={t('imports.refused')}
          />
          <a href={hrefOf(exportRefusals, { params: { id } })} download>
            {t('imports.downloadRefusals')}
          </a>
        </>
      )}
    </Stack>
  )
}
