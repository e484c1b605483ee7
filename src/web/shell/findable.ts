import { useMantineColorScheme, useComputedColorScheme } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { listCalls } from '#customer/calls/contract'
import { listCampaigns } from '#customer/campaigns/contract'
import { listNumbers } from '#customer/numbers/contract'
import { listSites, listTeams } from '#engine/people/contract'
import { digitsOf } from '#shared/phone-digits'
import { useEndpoint } from '#web/api'
import { setLanguage, useFormat, useLanguage, useText } from '#web/i18n'
import { useMe, useSignOut } from '#web/session'
import type { Named } from './matches.ts'
import { places, settingsPlaces } from './site-map.ts'

export type Findable = Named & { id: string; run: () => unknown }
type Group = { name: string; items: Findable[] }

/** Everything that has a name. */
export function useFindable(showKeys: () => void): Group[] {
  const t = useText()
  const format = useFormat()
  const navigate = useNavigate()
  const { rights } = useMe()
  const may = (right: string) => ({ enabled: rights.includes(right) })
  const sites = useEndpoint(listSites, {}, may('sites.read')).data?.items ?? []
  const campaigns = useEndpoint(listCampaigns, {}, may('campaigns.read')).data?.items ?? []
  const numbers = useEndpoint(listNumbers, {}, may('numbers.read')).data?.items ?? []
  const teams = useEndpoint(listTeams, {}, may('teams.read')).data?.items ?? []
  const callsOf = (search: { siteId?: string; campaignId?: string; numberId?: string }) => () =>
    navigate({ to: '/appels', search })

  return [
    {
      name: t('search.pages'),
      items: [...places, ...settingsPlaces]
        .filter(({ right }) => rights.includes(right))
        .map(({ to, name }): Findable => ({ id: to, label: t(name), run: () => navigate({ to }) }))
        .concat({ id: '/compte', label: t('myAccount.title'), run: () => navigate({ to: '/compte' }) }),
    },
    { name: t('search.actions'), items: useActions(showKeys) },
    {
      name: t('nav.sites'),
      items: sites.map(({ id, name, phone }) => ({
        id,
        label: name,
        note: format.phone(phone),
        e164: phone,
        run: rights.includes('calls.read')
          ? callsOf({ siteId: id })
          : () => navigate({ to: '/reglages/sites/$id', params: { id } }),
      })),
    },
    {
      name: t('nav.teams'),
      items: teams.map(({ id, name, leads }) => ({
        id,
        label: name,
        note: leads.join(', '),
        run: () => navigate({ to: '/reglages/equipes/$id', params: { id } }),
      })),
    },
    {
      name: t('nav.campaigns'),
      items: campaigns.map(({ id, name, code }) => ({
        id,
        label: name,
        note: code ?? undefined,
        run: callsOf({ campaignId: id }),
      })),
    },
    {
      name: t('nav.numbers'),
      items: numbers.map(({ id, display, label, e164 }) => ({
        id,
        label: display,
        note: label,
        e164,
        run: callsOf({ numberId: id }),
      })),
    },
  ]
}

function useActions(showKeys: () => void): Findable[] {
  const t = useText()
  const isDark = useComputedColorScheme('light') === 'dark'
  const { setColorScheme } = useMantineColorScheme()
  const language = useLanguage()
  const signOut = useSignOut()
  return [
    {
      id: 'scheme',
      label: isDark ? t('search.toLight') : t('search.toDark'),
      run: () => setColorScheme(isDark ? 'light' : 'dark'),
    },
    // Said in the language that it leads to.
    {
      id: 'language',
      label: language === 'fr' ? 'Switch to English' : 'Passer en français',
      run: () => setLanguage(language === 'fr' ? 'en' : 'fr'),
    },
    { id: 'keys', label: t('account.keys'), run: showKeys },
    { id: 'signOut', label: t('account.signOut'), run: signOut },
  ]
}

/** Without the first 0. */
const fewestDigits = 3
const mostCalls = 20

/** Calls by their caller's number, or a part of it. */
export function useCallersFound(typed: string): Group {
  const t = useText()
  const format = useFormat()
  const navigate = useNavigate()
  const { rights } = useMe()
  const enabled = rights.includes('calls.read') && digitsOf(typed).length >= fewestDigits
  const { data } = useEndpoint(
    listCalls,
    { query: { caller: typed, quarantine: 'all', limit: mostCalls } },
    { topic: 'calls', enabled },
  )
  const items = (enabled ? (data?.items ?? []) : []).flatMap(
    ({ id, caller, personName, startedAt, timeZone, siteName }) =>
      caller
        ? [
            {
              id,
              label: personName ?? format.phone(caller),
              note: `${format.dateTime(startedAt, timeZone)} · ${siteName}`,
              e164: caller,
              run: () => navigate({ to: '/appels/$id', params: { id } }),
            },
          ]
        : [],
  )
  return { name: t('search.callers'), items }
}
