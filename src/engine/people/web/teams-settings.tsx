import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Card, Empty, FormDrawer, Listed, Page, useEditing } from '#web/ui'
import { listTeams } from '../contract.ts'
import { TeamForm } from './team-form.tsx'
import { TeamTable } from './team-table.tsx'

/** The company's teams; those that have ended are kept below. */
export function TeamsSettings() {
  const t = useText()
  const navigate = useNavigate()
  const mayManage = useCan('teams.manage')
  const teams = useEndpoint(listTeams, {}, { topic: 'teams' })
  const editing = useEditing()
  const ended = teams.data?.items.filter(({ endedAt }) => endedAt !== null) ?? []
  const add = mayManage && <Button onClick={() => editing.open()}>{t('teams.add')}</Button>
  const empty = (
    <Empty title={t('teams.none')} action={add}>
      {t('teams.noneHelp')}
    </Empty>
  )
  return (
    <Page title={t('teams.title')} actions={teams.data?.items.length ? add : undefined}>
      <Listed query={teams} items={teams.data?.items.filter(({ endedAt }) => endedAt === null)} empty={empty}>
        {(rows) => (
          <Card>
            <TeamTable teams={rows} />
          </Card>
        )}
      </Listed>
      {ended.length > 0 && (
        <details>
          <summary>{t('teams.ended', { count: ended.length })}</summary>
          <Card>
            <TeamTable teams={ended} />
          </Card>
        </details>
      )}
      <FormDrawer title={t('teams.add')} opened={editing.opened} onClose={editing.close}>
        <TeamForm
          onDone={(made) => {
            editing.close()
            if (made) void navigate({ to: '/reglages/equipes/$id', params: { id: made.id } })
          }}
        />
      </FormDrawer>
    </Page>
  )
}
