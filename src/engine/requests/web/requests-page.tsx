import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { useEndpointPages } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import {
  Card,
  Chip,
  Empty,
  Failure,
  FormDrawer,
  LiveBadge,
  Loading,
  Page,
  Table,
  Tag,
  useEditing,
  type Column,
  More,
} from '#web/ui'
import { listRequests, type Request, type RequestFilter } from '../contract.ts'
import { NewRequest } from './new-request.tsx'
import { RequestDetail } from './request-detail.tsx'

/** The views that one works by, and what each asks for. */
const views = {
  mine: { state: 'open', owner: 'me' },
  unowned: { state: 'open', owner: 'none' },
  late: { state: 'open', late: 'yes' },
  open: { state: 'open' },
  closed: { state: 'closed' },
} as const satisfies Record<string, RequestFilter>
type View = keyof typeof views

/** What is owed to somebody, the most pressing first. */
export function RequestsPage() {
  const t = useText()
  const [view, setView] = useState<View>('open')
  const pages = useEndpointPages(listRequests, { query: views[view] }, { topic: 'requests', keepPrevious: true })
  const editing = useEditing<Request>()
  const mayOpen = useCan('requests.open')
  const columns = useColumns()
  const items = pages.data?.pages.flatMap((page) => page.items) ?? []
  const counts = pages.data?.pages[0]?.counts
  const count = (one: View) => (counts && one !== 'closed' && counts[one] > 0 ? ` ${counts[one]}` : '')
  return (
    <Page
      title={t('requests.title')}
      actions={
        <Group gap="md">
          <LiveBadge />
          {mayOpen && <Button onClick={() => editing.open()}>{t('requests.add')}</Button>}
        </Group>
      }
    >
      <Group gap="xs">
        {(Object.keys(views) as View[]).map((one) => (
          <Chip key={one} on={view === one} onClick={() => setView(one)}>
            {t(`requests.views.${one}`)}
            {count(one)}
          </Chip>
        ))}
      </Group>
      {!pages.data && (pages.isError ? <Failure error={pages.error} retry={pages.refetch} /> : <Loading />)}
      {pages.data && items.length === 0 && <Empty title={t(`requests.none.${view}`)}>{t('requests.noneHelp')}</Empty>}
      {items.length > 0 && (
        <Card pad={false}>
          <Table
            label={t('requests.title')}
            columns={columns}
            rows={items}
            rowKey={({ id }) => id}
            onOpen={(request) => editing.open(request)}
          />
          <More pages={pages} inset />
        </Card>
      )}
      <FormDrawer title={editing.subject?.subject ?? t('requests.add')} opened={editing.opened} onClose={editing.close}>
        {editing.subject ? (
          <RequestDetail id={editing.subject.id} onDone={editing.close} />
        ) : (
          <NewRequest onDone={editing.close} />
        )}
      </FormDrawer>
    </Page>
  )
}

function useColumns(): Column<Request>[] {
  const t = useText()
  const format = useFormat()
  return [
    {
      key: 'subject',
      head: t('requests.subject'),
      render: ({ subject, personName, siteName }) => (
        <>
          {subject}
          <small>{[personName, siteName ?? t('requests.wholeCompany')].filter(Boolean).join(' · ')}</small>
        </>
      ),
    },
    {
      key: 'due',
      head: t('requests.due'),
      render: ({ dueAt, timeZone, late, closedAt }) => (
        <>
          {late ? (
            <Tag tone={closedAt ? 'unsure' : 'lost'}>{t(closedAt ? 'requests.closedLate' : 'requests.late')}</Tag>
          ) : (
            format.dateTime(dueAt, timeZone)
          )}
          {late && <small>{format.dateTime(dueAt, timeZone)}</small>}
        </>
      ),
    },
    {
      key: 'owner',
      head: t('requests.owner'),
      hideOnPhone: true,
      render: ({ ownerName }) => ownerName ?? t('requests.nobody'),
    },
  ]
}
