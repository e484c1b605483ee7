import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useText } from '#web/i18n'
import { Page } from '#web/ui'
import { Choice } from './choice.tsx'
import { Families } from './families.tsx'
import { SpecialNumbers } from './special-numbers.tsx'

/** Free, plain and surcharged numbers: what they cost callers, bring the company and must say. */
export function SpecialNumbersPage() {
  const t = useText()
  return (
    <Page
      title={t('tariffs.title')}
      lead={t('tariffs.lead')}
      actions={
        <Button variant="default" component={Link} to="/numeros">
          {t('tariffs.allNumbers')}
        </Button>
      }
    >
      <SpecialNumbers />
      <Choice />
      <Families />
    </Page>
  )
}
