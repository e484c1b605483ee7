import { Radio, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { listSites, listTeams } from '#engine/people/contract'
import type { Role, Scope } from '#kernel/auth/contract'
import { useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { MultiSelect } from '#web/ui'
import { useCan } from './session.ts'

type ScopeSelectProps = {
  /** Null: the whole organisation. */
  value?: Scope | null
  onChange?: (scope: Scope | null) => void
  error?: ReactNode
  /** Whether teams may be chosen too, beside sites. */
  teams?: boolean
}

/** Whose rights are always over the whole organisation. */
export const isWhole = (role: Role) => role === 'owner' || role === 'administrator'
export const isEmpty = (scope: Scope | null) => scope !== null && scope.siteIds.length + scope.teamIds.length === 0

/** Over what: the whole organisation, or chosen sites and teams. */
export function ScopeSelect({ value = null, onChange, error, teams: withTeams = false }: ScopeSelectProps) {
  const t = useText()
  const seesTeams = useCan('teams.read') && withTeams
  const sites = useEndpoint(listSites, {}, { topic: 'sites' }).data?.items ?? []
  const teams = useEndpoint(listTeams, {}, { topic: 'teams', enabled: seesTeams }).data?.items ?? []
  const chosen = value ?? { siteIds: [], teamIds: [] }
  return (
    <Stack gap="md">
      <Radio.Group
        value={value === null ? 'whole' : 'chosen'}
        onChange={(which) => onChange?.(which === 'whole' ? null : chosen)}
        label={t('scope.title')}
        description={t('scope.help')}
        error={value === null ? error : undefined}
      >
        <Stack gap="sm" mt="sm">
          <Radio value="whole" label={t('scope.whole')} size="sm" />
          <Radio value="chosen" label={seesTeams ? t('scope.chosen') : t('scope.chosenSites')} size="sm" />
        </Stack>
      </Radio.Group>
      {value !== null && (
        <MultiSelect
          label={t('scope.sites')}
          description={t('scope.sitesHelp')}
          data={sites.map(({ id, name }) => ({ value: id, label: name }))}
          value={chosen.siteIds}
          onChange={(siteIds) => onChange?.({ ...chosen, siteIds })}
          clearButtonProps={{ 'aria-label': t('ui.clear') }}
          error={error}
        />
      )}
      {value !== null && seesTeams && (
        <MultiSelect
          label={t('scope.teams')}
          description={t('scope.teamsHelp')}
          data={teams.filter(({ endedAt }) => endedAt === null).map(({ id, name }) => ({ value: id, label: name }))}
          value={chosen.teamIds}
          onChange={(teamIds) => onChange?.({ ...chosen, teamIds })}
          clearButtonProps={{ 'aria-label': t('ui.clear') }}
        />
      )}
    </Stack>
  )
}

/** A scope in words: « Lyon, Nice, équipe Accueil ». */
export function useScopeName(): (scope: Scope | null) => string {
  const t = useText()
  const sites = useEndpoint(listSites, {}, { topic: 'sites' }).data?.items ?? []
  const teams = useEndpoint(listTeams, {}, { topic: 'teams', enabled: useCan('teams.read') }).data?.items ?? []
  return (scope) => {
    if (scope === null) return t('scope.whole')
    const siteNames = scope.siteIds.map((id) => sites.find((site) => site.id === id)?.name ?? '–')
    const teamNames = scope.teamIds.map((id) => {
      const team = teams.find((one) => one.id === id)
      return team ? t('scope.team', { name: team.name }) : '–'
    })
    return [...siteNames, ...teamNames].join(', ')
  }
}
