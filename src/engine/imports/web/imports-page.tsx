import { Button } from '@mantine/core'
import { useEndpointPages } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import {
  Card,
  Empty,
  Failure,
  FormDrawer,
  LiveBadge,
  Loading,
  Page,
  Table,
  type Column,
  useEditing,
  More,
} from '#web/ui'
import { type Import, listImports } from '../contract.ts'
import { ImportDetail } from './import-detail.tsx'
import { ImportForm } from './import-form.tsx'
import { ImportStatus } from './import-status.tsx'
import { kindName } from './kinds.ts'

/** Files of the company's own: given, and what has become of them. */
export function ImportsPage() {
  const t = useText()
  const pages = useEndpointPages(listImports, {}, { topic: 'imports' })
  const adding = useEditing()
  const reading = useEditing<Import>()
  const columns = useColumns()
  const items = pages.data?.pages.flatMap((page) => page.items)
  const add = <Button onClick={() => adding.open()}>{t('imports.add')}</Button>
  return (
    <Page
      title={t('imports.title')}
      lead={t('imports.lead')}
      actions={
        items?.length ? (
          <>
            <LiveBadge />
            {add}
          </>
        ) : undefined
      }
    >
      {!items ? (
        pages.isError ? (
          <Failure error={pages.error} retry={pages.refetch} />
        ) : (
          <Loading />
        )
      ) : items.length === 0 ? (
        <Empty title={t('imports.none')} action={add}>
          {t('imports.noneHelp')}
        </Empty>
      ) : (
        <Card>
          <Table
            columns={columns}
            rows={items}
            rowKey={({ id }) => id}
            onOpen={reading.open}
            label={t('imports.title')}
          />
          <More pages={pages} />
        </Card>
      )}
      <FormDrawer title={t('imports.add')} opened={adding.opened} onClose={adding.close}>
        <ImportForm onDone={adding.close} />
      </FormDrawer>
      <FormDrawer title={reading.subject?.fileName ?? ''} opened={reading.opened} onClose={reading.close}>
        {reading.subject && <ImportDetail id={reading.subject.id} onDone={reading.close} />}
      </FormDrawer>
    </Page>
  )
}

function useColumns(): Column<Import>[] {
  const t = useText()
  const format = useFormat()
  return [
    {
      key: 'file',
      head: t('imports.file'),
      render: ({ fileName, kind }) => (
        <>
          {fileName}
          <small>{kindName(kind, t)}</small>
        </>
      ),
    },
    { key: 'when', head: t('imports.when'), hideOnPhone: true, render: ({ createdAt }) => format.dateTime(createdAt) },
    {
      key: 'lines',
      head: t('imports.lines'),
      align: 'right',
      render: ({ lines, refused }) => (
        <>
          {format.number(lines)}
          {refused > 0 && <small>{t('imports.refusedCount', { count: refused, total: format.number(refused) })}</small>}
        </>
      ),
    },
    { key: 'status', head: t('imports.status'), align: 'right', render: (one) => <ImportStatus of={one} /> },
  ]
}
