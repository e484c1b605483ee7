import type { LinkProps } from '@tanstack/react-router'
import type { Key } from '#web/i18n'

export type Place = {
  to: NonNullable<LinkProps['to']>
  name: Key
  /** Hidden from whoever lacks it. */
  right: string
  /** Pressed after `g`. */
  letter?: string
  /** What is counted beside it, when there is any. */
  waits?: 'refusedDeliveries'
}

export const today: Place = { to: '/', name: 'nav.today', right: 'calls.read', letter: 'j' }
export const toDo: Place = { to: '/a-faire', name: 'nav.toDo', right: 'requests.read', letter: 't' }
export const customers: Place[] = [
  { to: '/appels', name: 'nav.calls', right: 'calls.read', letter: 'a' },
  { to: '/clients', name: 'nav.contacts', right: 'contacts.read', letter: 'l' },
  { to: '/ecoute', name: 'nav.listening', right: 'questionnaires.read', letter: 'e' },
  { to: '/enquetes', name: 'nav.surveys', right: 'surveys.read', letter: 'q' },
  { to: '/campagnes', name: 'nav.campaigns', right: 'campaigns.read', letter: 'c' },
  { to: '/numeros', name: 'nav.numbers', right: 'numbers.read', letter: 'n' },
  { to: '/importer', name: 'nav.imports', right: 'imports.manage', letter: 'i' },
]
export const employees: Place[] = [
  { to: '/entretiens', name: 'nav.oneToOnes', right: 'one_to_ones.read', letter: 'o' },
  { to: '/barometre', name: 'nav.waves', right: 'waves.read', letter: 'b' },
]
/** Both faces together. */
export const together: Place[] = [
  { to: '/miroir', name: 'nav.mirror', right: 'mirror.read', letter: 'm' },
  { to: '/charte', name: 'nav.charter', right: 'charter.read', letter: 'h' },
]
export const settings: Place = {
  to: '/reglages',
  name: 'nav.settings',
  right: 'sites.read',
  letter: 'r',
  waits: 'refusedDeliveries',
}
/** Settings, by what one comes for. */
export const settingsGroups: { name: Key; places: Place[] }[] = [
  {
    name: 'nav.company',
    places: [
      { to: '/reglages/sites', name: 'nav.sites', right: 'sites.read' },
      { to: '/reglages/equipes', name: 'nav.teams', right: 'teams.read' },
    ],
  },
  {
    name: 'nav.channels',
    places: [
      { to: '/reglages/sites-web', name: 'nav.websites', right: 'websites.read' },
      { to: '/reglages/telephonie', name: 'nav.voice', right: 'voice.read' },
      { to: '/reglages/attribution', name: 'nav.attribution', right: 'attribution.read' },
      { to: '/reglages/regies', name: 'nav.conversions', right: 'conversions.read' },
      { to: '/reglages/qualification', name: 'nav.qualification', right: 'qualification.read' },
      { to: '/reglages/arrivees', name: 'nav.intake', right: 'intake.read', waits: 'refusedDeliveries' },
    ],
  },
  {
    name: 'nav.automation',
    places: [
      { to: '/reglages/alertes', name: 'nav.alerts', right: 'alerts.read' },
      { to: '/reglages/regles', name: 'nav.rules', right: 'rules.read' },
      { to: '/reglages/webhooks', name: 'nav.webhooks', right: 'webhooks.read' },
      { to: '/reglages/cles-api', name: 'nav.apiKeys', right: 'keys.manage' },
    ],
  },
  {
    name: 'nav.security',
    places: [
      { to: '/reglages/acces', name: 'nav.members', right: 'members.read' },
      { to: '/reglages/authentification', name: 'nav.signIn', right: 'sign_in.read' },
      { to: '/reglages/donnees-personnelles', name: 'nav.privacy', right: 'privacy.read' },
      { to: '/reglages/journal', name: 'nav.audit', right: 'audit.read' },
    ],
  },
]
export const settingsPlaces = settingsGroups.flatMap(({ places }) => places)
export const places = [today, toDo, ...customers, ...employees, ...together, settings]
