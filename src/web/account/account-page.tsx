import { useText } from '#web/i18n'
import { useMe } from '#web/session'
import { Page } from '#web/ui'
import { NameCard } from './name-card.tsx'
import { OrganisationsCard } from './organisations-card.tsx'
import { PasswordCard } from './password-card.tsx'
import { SecondFactorCard } from './second-factor-card.tsx'
import { SessionsCard } from './sessions-card.tsx'

/** What is a person's own: their name, how they come in, and where they are signed in. */
export function AccountPage() {
  const t = useText()
  const { email, organisations } = useMe()
  return (
    <Page title={t('myAccount.title')} lead={email}>
      <NameCard />
      <PasswordCard />
      <SecondFactorCard />
      <SessionsCard />
      {organisations.length > 1 && <OrganisationsCard />}
    </Page>
  )
}
