import { Button, Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useAction, useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Failure, FormDrawer, Loading, offerUndo, Page, useEditing } from '#web/ui'
import {
  changeTeamMember,
  endTeam,
  joinTeam,
  leaveTeam,
  listEmployees,
  listTeamMembers,
  listTeams,
  reopenTeam,
  returnToTeam,
  type Team,
} from '../contract.ts'
import { JoiningForm } from './joining-form.tsx'
import { LeaveButton } from './leave-button.tsx'
import classes from './people.module.css'
import { MembershipTables } from './membership-tables.tsx'
import { useSiteName } from './site-select.tsx'
import { TeamForm } from './team-form.tsx'

const reads = [listTeamMembers, listTeams, listEmployees]

/** One team: who is in it, who was, who leads it. */
export function TeamPage({ id }: { id: string }) {
  const t = useText()
  const teams = useEndpoint(listTeams, {}, { topic: 'teams' })
  const team = teams.data?.items.find((one) => one.id === id)
  if (team) return <Opened team={team} />
  return (
    <Page title={teams.data ? t('errors.team.not_found') : t('teams.title')}>
      {teams.isError ? <Failure error={teams.error} retry={teams.refetch} /> : teams.data ? <Back /> : <Loading />}
    </Page>
  )
}

function Back() {
  const t = useText()
  return (
    <p>
      <Link to="/reglages/equipes">{t('teams.all')}</Link>
    </p>
  )
}

function Opened({ team }: { team: Team }) {
  const t = useText()
  const format = useFormat()
  const siteName = useSiteName()
  const mayManage = useCan('teams.manage')
  const editing = useEditing()
  const end = useAction(endTeam, { reads })
  const reopen = useAction(reopenTeam, { reads })
  const params = { id: team.id }
  const endIt = () =>
    end.mutate(
      { params },
      {
        onSuccess: () => offerUndo(t('teams.endedOne', { name: team.name }), { undo: () => reopen.mutate({ params }) }),
      },
    )
  const actions = mayManage && (
    <Group gap="sm">
      <Button variant="default" onClick={() => editing.open()}>
        {t('teams.change')}
      </Button>
      {team.endedAt ? (
        <Button variant="default" onClick={() => reopen.mutate({ params })}>
          {t('teams.reopen')}
        </Button>
      ) : (
        <Button variant="default" onClick={endIt}>
          {t('teams.end')}
        </Button>
      )}
    </Group>
  )
  const where = team.siteId ? siteName(team.siteId) : t('teams.noSite')
  const when = team.endedAt
    ? t('teams.fromTo', { from: format.date(team.createdAt), to: format.date(team.endedAt) })
    : t('teams.peopleCount', { count: team.members })
  return (
    <Page title={team.name} actions={actions} lead={`${where} · ${when}`}>
      <People team={team} mayManage={mayManage && team.endedAt === null} />
      <Back />
      <FormDrawer title={t('teams.changeOne', { name: team.name })} opened={editing.opened} onClose={editing.close}>
        <TeamForm team={team} onDone={editing.close} />
      </FormDrawer>
    </Page>
  )
}

function People({ team, mayManage }: { team: Team; mayManage: boolean }) {
  const t = useText()
  const editing = useEditing()
  const members = useEndpoint(listTeamMembers, { params: { id: team.id } }, { topic: 'teams' })
  const join = useAction(joinTeam, { reads, inline: true })
  const leave = useAction(leaveTeam, { reads })
  const comeBack = useAction(returnToTeam, { reads })
  const change = useAction(changeTeamMember, { reads })
  if (!members.data) return members.isError ? <Failure error={members.error} retry={members.refetch} /> : <Loading />
  const { items } = members.data
  const there = items.filter(({ until }) => until === null).map(({ employeeId }) => employeeId)
  return (
    <>
      <MembershipTables
        title={t('teams.now')}
        memberships={items}
        nobody={t('teams.nobody')}
        action={
          mayManage && (
            <Button size="compact-sm" onClick={() => editing.open()}>
              {t('teams.join')}
            </Button>
          )
        }
        renderActions={
          mayManage
            ? ({ id: membershipId, name, leads = false }) => {
                const params = { id: team.id, membershipId }
                return (
                  <div className={classes['actions']}>
                    <Button
                      variant="subtle"
                      size="compact-sm"
                      aria-label={t(leads ? 'teams.unmakeLeadOne' : 'teams.makeLeadOne', { name })}
                      onClick={() => change.mutate({ params, body: { leads: !leads } })}
                    >
                      {t(leads ? 'teams.unmakeLead' : 'teams.makeLead')}
                    </Button>
                    <LeaveButton
                      name={name}
                      leave={() => leave.mutateAsync({ params, body: {} })}
                      comeBack={() => comeBack.mutateAsync({ params })}
                    />
                  </div>
                )
              }
            : undefined
        }
      />
      <FormDrawer title={t('teams.join')} opened={editing.opened} onClose={editing.close}>
        <JoiningForm
          except={there}
          mayLead
          join={(body) => join.mutateAsync({ params: { id: team.id }, body })}
          onDone={editing.close}
        />
      </FormDrawer>
    </>
  )
}
