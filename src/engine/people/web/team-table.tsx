import { useNavigate } from '@tanstack/react-router'
import { useFormat, useText } from '#web/i18n'
import { Table, type Column } from '#web/ui'
import type { Team } from '../contract.ts'
import { useSiteName } from './site-select.tsx'

/** Teams in a table; a row opens its team's page. */
export function TeamTable({ teams, withSite = true }: { teams: Team[]; withSite?: boolean }) {
  const t = useText()
  const format = useFormat()
  const navigate = useNavigate()
  const siteName = useSiteName()
  const columns: Column<Team>[] = [
    {
      key: 'name',
      head: t('teams.name'),
      render: ({ name, siteId }) => (
        <>
          {name}
          {withSite && <small>{siteId ? siteName(siteId) : t('teams.noSite')}</small>}
        </>
      ),
    },
    {
      key: 'leads',
      head: t('teams.lead'),
      hideOnPhone: true,
      render: ({ leads }) => leads.join(', ') || '–',
    },
    {
      key: 'members',
      head: t('teams.people'),
      align: 'right',
      render: ({ members, endedAt }) =>
        endedAt ? t('teams.until', { date: format.day(endedAt) }) : format.number(members),
    },
  ]
  return (
    <Table
      columns={columns}
      rows={teams}
      rowKey={({ id }) => id}
      onOpen={({ id }) => void navigate({ to: '/reglages/equipes/$id', params: { id } })}
      label={t('teams.title')}
    />
  )
}
