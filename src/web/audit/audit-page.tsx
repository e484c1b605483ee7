import { Button, Menu } from '@mantine/core'
import {
  type AuditEntry,
  type AuditFilter,
  exportAuditCsv,
  exportAuditLines,
  listAuditEntries,
} from '#kernel/audit/contract'
import { hrefOf, useEndpointPages } from '#web/api'
import { useText } from '#web/i18n'
import { Card, Empty, Failure, FormDrawer, Loading, Page, Table, useEditing, More } from '#web/ui'
import { ChainState } from './audit-chain.tsx'
import { useAuditColumns } from './audit-columns.tsx'
import { EntryDetail } from './audit-detail.tsx'
import { AuditFilters } from './audit-filters.tsx'
import { type Change, useAuditSearch } from './audit-search.ts'

/** Who saw or changed what. Not live: a screen that reads the log writes into it. */
export function AuditPage() {
  const t = useText()
  const { search, filter, change } = useAuditSearch()
  return (
    <Page title={t('audit.title')} actions={<Export filter={filter} />}>
      <ChainState />
      <AuditFilters search={search} change={change} />
      <Entries filter={filter} change={change} isFiltered={Object.values(search).some(Boolean)} />
    </Page>
  )
}

function Export({ filter }: { filter: AuditFilter }) {
  const t = useText()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" size="xs" radius="xl">
          {t('audit.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={hrefOf(exportAuditCsv, { query: filter })} download>
          {t('audit.exportCsv')}
        </Menu.Item>
        <Menu.Item component="a" href={hrefOf(exportAuditLines, { query: filter })} download>
          {t('audit.exportLines')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

type EntriesProps = { filter: AuditFilter; change: Change; isFiltered: boolean }

function Entries({ filter, change, isFiltered }: EntriesProps) {
  const t = useText()
  const columns = useAuditColumns()
  const opened = useEditing<AuditEntry>()
  const list = useEndpointPages(listAuditEntries, { query: { ...filter, limit: 50 } }, { keepPrevious: true })
  const entries = list.data?.pages.flatMap(({ items }) => items)
  if (!entries) return list.isError ? <Failure error={list.error} retry={list.refetch} /> : <Loading lines={8} />
  const narrow: Change = (patch) => {
    opened.close()
    change(patch)
  }
  return (
    <>
      {entries.length === 0 ? (
        <Empty title={isFiltered ? t('audit.noneFound') : t('audit.none')}>
          {isFiltered ? t('audit.noneFoundHelp') : t('audit.noneHelp')}
        </Empty>
      ) : (
        <Card>
          <Table
            columns={columns}
            rows={entries}
            rowKey={({ seq }) => String(seq)}
            onOpen={opened.open}
            label={t('audit.title')}
          />
          <More pages={list}>{t('audit.more')}</More>
        </Card>
      )}
      <FormDrawer title={opened.subject?.label ?? ''} opened={opened.opened} onClose={opened.close}>
        {opened.subject && <EntryDetail entry={opened.subject} narrow={narrow} />}
      </FormDrawer>
    </>
  )
}
