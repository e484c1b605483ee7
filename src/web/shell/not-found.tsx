import { Link } from '@tanstack/react-router'
import { useText } from '#web/i18n'
import { Empty, Page } from '#web/ui'

export function NotFound() {
  const t = useText()
  return (
    <Page title={t('notFound.title')}>
      <Empty title={t('notFound.what')} action={<Link to="/">{t('notFound.home')}</Link>}>
        {t('notFound.why')}
      </Empty>
    </Page>
  )
}
