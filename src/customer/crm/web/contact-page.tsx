import { Link } from '@tanstack/react-router'
import { useAction, useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { AskTwice, Card, Empty, Failure, Figures, Loading, Page, Table } from '#web/ui'
import { type ContactDetail, eraseContact, getContact, listContacts } from '../contract.ts'
import { contactName } from './name.ts'

/** One customer: how to reach them, what they bought. */
export function ContactPage({ id }: { id: string }) {
  const t = useText()
  const { data, isError, error, refetch } = useEndpoint(getContact, { params: { id } }, { topic: 'contacts' })
  if (data) return <OneContact contact={data} />
  return (
    <Page title={t('contacts.one')} actions={<Link to="/clients">{t('contacts.all')}</Link>}>
      {isError ? <Failure error={error} retry={refetch} /> : <Loading lines={6} />}
    </Page>
  )
}

function OneContact({ contact }: { contact: ContactDetail }) {
  const t = useText()
  const format = useFormat()
  const mayManage = useCan('contacts.manage')
  const erase = useAction(eraseContact, { reads: [getContact, listContacts] })
  const name = contactName(contact, t)
  const lead = [contact.reference && t('contacts.referenceOf', { reference: contact.reference }), contact.email]
  return (
    <Page
      title={name}
      lead={lead.filter(Boolean).join(' · ') || undefined}
      actions={
        <>
          <Link to="/clients">{t('contacts.all')}</Link>
          {mayManage && !contact.erased && (
            <AskTwice
              name={t('contacts.erase')}
              label={t('contacts.eraseOne', { name })}
              forGood={t('contacts.eraseForGood')}
              pending={erase.isPending}
              onSure={() => erase.mutate({ params: { id: contact.id } })}
            />
          )}
        </>
      }
    >
      <Figures
        items={[
          { label: t('contacts.sales'), value: format.number(contact.sales) },
          { label: t('contacts.value'), value: format.money(contact.valueCents) },
          {
            label: t('contacts.lastSaleTitle'),
            value: contact.lastSoldOn ? format.date(contact.lastSoldOn) : '–',
          },
        ]}
      />
      {contact.numbers.length > 0 && (
        <Card title={t('contacts.numbers')}>
          <Table
            label={t('contacts.numbers')}
            columns={[
              {
                key: 'phone',
                head: t('contacts.phone'),
                render: ({ phone, sharedWith }) => (
                  <>
                    {format.phone(phone)}
                    {sharedWith.length > 0 && (
                      <small>
                        {t('contacts.sharedWith', {
                          names: sharedWith.map((one) => one.name || t('contacts.nameless')).join(', '),
                        })}
                      </small>
                    )}
                  </>
                ),
              },
              {
                key: 'held',
                head: t('contacts.held'),
                render: ({ since, until }) => held(since, until),
              },
              {
                key: 'calls',
                head: t('contacts.calls'),
                align: 'right',
                render: ({ phone }) => (
                  <Link to="/appels" search={{ caller: phone, from: '2000-01-01', quarantine: 'all' }}>
                    {t('contacts.seeCalls')}
                  </Link>
                ),
              },
            ]}
            rows={contact.numbers}
            rowKey={({ phone }) => phone}
          />
        </Card>
      )}
      <Card title={t('contacts.latestSales')}>
        {contact.latestSales.length === 0 ? (
          <Empty title={t('contacts.noSale')}>{t('contacts.noSaleHelp')}</Empty>
        ) : (
          <Table
            label={t('contacts.latestSales')}
            columns={[
              { key: 'day', head: t('contacts.soldOn'), render: ({ soldOn }) => format.date(soldOn) },
              {
                key: 'what',
                head: t('contacts.label'),
                render: ({ label, reference }) => (
                  <>
                    {label || '–'}
                    {reference && <small>{reference}</small>}
                  </>
                ),
              },
              {
                key: 'amount',
                head: t('contacts.amount'),
                align: 'right',
                render: ({ amountCents }) => (amountCents > 0 ? format.money(amountCents) : t('contacts.cancelled')),
              },
            ]}
            rows={contact.latestSales}
            rowKey={({ id }) => id}
          />
        )}
      </Card>
    </Page>
  )

  function held(since: string | null, until: string | null) {
    if (since && until) return t('contacts.heldFromTo', { from: format.date(since), to: format.date(until) })
    if (since) return t('contacts.heldSince', { from: format.date(since) })
    return until ? t('contacts.heldUntil', { to: format.date(until) }) : t('contacts.heldAlways')
  }
}
