import type { ReactNode } from 'react'
import { useFormat, useText } from '#web/i18n'
import { Card, Table, Tag, type Column } from '#web/ui'
import type { Membership } from '../contract.ts'

/** Somebody in a team or at a site, who may lead it. */
export type Belonging = Membership & { leads?: boolean }
type MembershipTablesProps = {
  title: string
  /** At the right of the title. */
  action?: ReactNode
  memberships: Belonging[]
  /** What there is to say when nobody is there. */
  nobody: string
  /** What can be done with somebody who is there. */
  renderActions?: (membership: Belonging) => ReactNode
}

/** Who is there, and who was. */
export function MembershipTables({ title, action, memberships, nobody, renderActions }: MembershipTablesProps) {
  const t = useText()
  const format = useFormat()
  const now = memberships.filter(({ until }) => until === null)
  const before = memberships.filter(({ until }) => until !== null)
  const name: Column<Belonging> = {
    key: 'name',
    head: t('teams.who'),
    render: (one) => (
      <>
        {one.name} {one.leads && <Tag tone="good">{t('teams.lead')}</Tag>}
      </>
    ),
  }
  const since: Column<Belonging> = { key: 'since', head: t('teams.since'), render: (one) => format.date(one.since) }
  const acts: Column<Belonging>[] = renderActions
    ? [
        {
          key: 'actions',
          head: <span className="unseen">{t('ui.actions')}</span>,
          align: 'right',
          render: renderActions,
        },
      ]
    : []
  const until: Column<Belonging> = {
    key: 'until',
    head: t('teams.untilHead'),
    render: (one) => format.date(one.until!),
  }
  return (
    <>
      <Card title={title} note={action}>
        {now.length === 0 ? (
          <p>{nobody}</p>
        ) : (
          <Table
            columns={[name, { ...since, hideOnPhone: true }, ...acts]}
            rows={now}
            rowKey={({ id }) => id}
            label={title}
          />
        )}
      </Card>
      {before.length > 0 && (
        <Card title={t('teams.before')}>
          <Table columns={[name, since, until]} rows={before} rowKey={({ id }) => id} label={t('teams.before')} />
        </Card>
      )}
    </>
  )
}
