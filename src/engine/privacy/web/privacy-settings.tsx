import { useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Page } from '#web/ui'
import { ConsentsCard } from './consents-card.tsx'
import { ErasuresCard } from './erasures-card.tsx'
import { PersonCard } from './person-card.tsx'
import { PurgesCard } from './purges-card.tsx'
import { RegisterCard } from './register-card.tsx'

/** What is kept about people, for how long; somebody's file, and their erasure. */
export function PrivacySettings() {
  const t = useText()
  const mayManage = useCan('privacy.manage')
  return (
    <Page title={t('privacy.title')}>
      <RegisterCard mayManage={mayManage} />
      <ConsentsCard mayManage={mayManage} />
      {mayManage && <PersonCard />}
      <PurgesCard />
      <ErasuresCard />
    </Page>
  )
}
