import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useEndpointPages } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Card, Empty, Failure, Loading, Page, Table, type Column } from '#web/ui'
import { type Contact, listContacts } from '../contract.ts'
import { contactName } from './name.ts'

const searchAfterMs = 200

/** The company's own file of customers. */
export function ContactsPage() {
  const t = useText()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed, searchAfterMs)
  const mayImport = useCan('imports.manage')
  const pages = useEndpointPages(
    listContacts,
    { query: search.trim() ? { search } : {} },
    { topic: 'contacts', keepPrevious: true },
  )
  const items = pages.data?.pages.flatMap((page) => page.items)
  const isEmpty = items?.length === 0 && !search.trim()
  const give = mayImport && (
    <Button onClick={() => void navigate({ to: '/importer' })}>{t('contacts.importThem')}</Button>
  )
  return (
    <Page title={t('contacts.title')} actions={isEmpty ? undefined : give}>
      {isEmpty ? (
        <Empty title={t('contacts.none')} action={give}>
          {t('contacts.noneHelp')}
        </Empty>
      ) : (
        <>
          <TextInput
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            label={t('contacts.search')}
            placeholder={t('contacts.searchHelp')}
            maw={420}
            autoComplete="off"
          />
          {items ? (
            <Found
              items={items}
              hasMore={pages.hasNextPage}
              isMoreAwaited={pages.isFetchingNextPage}
              more={() => void pages.fetchNextPage()}
            />
          ) : pages.isError ? (
            <Failure error={pages.error} retry={pages.refetch} />
          ) : (
            <Loading />
          )}
        </>
      )}
    </Page>
  )
}

type FoundProps = { items: Contact[]; hasMore: boolean; isMoreAwaited: boolean; more: () => void }

function Found({ items, hasMore, isMoreAwaited, more }: FoundProps) {
  const t = useText()
  const navigate = useNavigate()
  const columns = useColumns()
  if (items.length === 0) return <Empty title={t('contacts.notFound')}>{t('contacts.notFoundHelp')}</Empty>
  return (
    <Card>
      <Table
        columns={columns}
        rows={items}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/clients/$id', params: { id } })}
        label={t('contacts.title')}
      />
      {hasMore && (
        <Button variant="default" mt="md" loading={isMoreAwaited} onClick={more}>
          {t('ui.more')}
        </Button>
      )}
    </Card>
  )
}

function useColumns(): Column<Contact>[] {
  const t = useText()
  const format = useFormat()
  return [
    {
      key: 'name',
      head: t('contacts.name'),
      render: (contact) => (
        <>
          {contactName(contact, t)}
          {contact.reference && <small>{contact.reference}</small>}
        </>
      ),
    },
    {
      key: 'phones',
      head: t('contacts.phone'),
      render: ({ phones, email }) => (
        <>
          {phones.map((phone) => format.phone(phone)).join(', ') || '–'}
          {email && <small>{email}</small>}
        </>
      ),
    },
    {
      key: 'sales',
      head: t('contacts.sales'),
      align: 'right',
      render: ({ sales, lastSoldOn }) => (
        <>
          {sales > 0 ? format.number(sales) : '–'}
          {lastSoldOn && <small>{t('contacts.lastSale', { date: format.date(lastSoldOn) })}</small>}
        </>
      ),
    },
    {
      key: 'value',
      head: t('contacts.value'),
      align: 'right',
      hideOnPhone: true,
      render: ({ valueCents }) => (valueCents > 0 ? format.money(valueCents) : '–'),
    },
  ]
}
