import { useText } from '#web/i18n'
import { useMe } from '#web/session'
import { Card, Page } from '#web/ui'
import { NameCard } from './name-card.tsx'
import { OrganisationsCard } from './organisations-card.tsx'
import { PasswordCard } from './password-card.tsx'
import { SecondFactorCard } from './second-factor-card.tsx'
import { SessionsCard } from './sessions-card.tsx'

/** What is a person's own: their name, how they come in, and where they are signed in. */
export function AccountPage() {
  const t = useText()
  const { email, organisations, singleSignOn } = useMe()
  return (
    <Page title={t('myAccount.title')} lead={email}>
      {singleSignOn ? (
        <Card title={t('singleSignOn.title')}>
          <p>{t('singleSignOn.cameThrough')}</p>
        </Card>
      ) : (
        <>
          <NameCard />
          <PasswordCard />
          <SecondFactorCard />
        </>
      )}
      <SessionsCard />
      {organisations.length > 1 && <OrganisationsCard />}
    </Page>
  )
}
