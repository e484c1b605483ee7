import { Button } from '@mantine/core'
import { useAction, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Card, Failure, FormDrawer, Loading, useEditing } from '#web/ui'
import { joinSite, leaveSite, listEmployees, listSiteMembers, listTeams, returnToSite, type Site } from '../contract.ts'
import { JoiningForm } from './joining-form.tsx'
import { LeaveButton } from './leave-button.tsx'
import { MembershipTables } from './membership-tables.tsx'
import { TeamForm } from './team-form.tsx'
import { TeamTable } from './team-table.tsx'

const reads = [listSiteMembers, listEmployees]

/** The teams of a site. */
export function SiteTeams({ site }: { site: Site }) {
  const t = useText()
  const mayManage = useCan('teams.manage')
  const editing = useEditing()
  const teams = useEndpoint(listTeams, {}, { topic: 'teams' })
  if (!teams.data) return teams.isError ? <Failure error={teams.error} retry={teams.refetch} /> : <Loading />
  const here = teams.data.items.filter(({ siteId, endedAt }) => siteId === site.id && endedAt === null)
  const add = mayManage && (
    <Button size="compact-sm" variant="default" onClick={() => editing.open()}>
      {t('teams.add')}
    </Button>
  )
  return (
    <Card title={t('teams.title')} note={add}>
      {here.length === 0 ? <p>{t('sites.noTeam')}</p> : <TeamTable teams={here} withSite={false} />}
      <FormDrawer title={t('teams.add')} opened={editing.opened} onClose={editing.close}>
        <TeamForm siteId={site.id} onDone={editing.close} />
      </FormDrawer>
    </Card>
  )
}

/** Who works at a site, and who did. */
export function SitePeople({ site }: { site: Site }) {
  const t = useText()
  const mayManage = useCan('teams.manage')
  const editing = useEditing()
  const members = useEndpoint(listSiteMembers, { params: { id: site.id } }, { topic: 'teams' })
  const join = useAction(joinSite, { reads, inline: true })
  const leave = useAction(leaveSite, { reads })
  const comeBack = useAction(returnToSite, { reads })
  if (!members.data) return members.isError ? <Failure error={members.error} retry={members.refetch} /> : <Loading />
  const { items } = members.data
  return (
    <>
      <MembershipTables
        title={t('sites.people')}
        memberships={items}
        nobody={t('sites.nobody')}
        action={
          mayManage && (
            <Button size="compact-sm" onClick={() => editing.open()}>
              {t('teams.join')}
            </Button>
          )
        }
        renderActions={
          mayManage
            ? ({ id: membershipId, name }) => {
                const params = { id: site.id, membershipId }
                return (
                  <LeaveButton
                    name={name}
                    leave={() => leave.mutateAsync({ params, body: {} })}
                    comeBack={() => comeBack.mutateAsync({ params })}
                  />
                )
              }
            : undefined
        }
      />
      <FormDrawer title={t('teams.join')} opened={editing.opened} onClose={editing.close}>
        <JoiningForm
          except={items.filter(({ until }) => until === null).map(({ employeeId }) => employeeId)}
          join={(body) => join.mutateAsync({ params: { id: site.id }, body })}
          onDone={editing.close}
        />
      </FormDrawer>
    </>
  )
}
