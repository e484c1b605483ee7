import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { LiveBadge, Page } from '#web/ui'
import { listPools } from '../contract.ts'
import { Pools } from './pools.tsx'
import { SourceNumbers } from './source-numbers.tsx'

/** The numbers that tell where callers come from: one by campaign, or lent visit by visit. */
export function NumbersPage() {
  const t = useText()
  const pools = useEndpoint(listPools, {}, { topic: 'numbers' }).data?.items ?? []
  const short = pools.filter(({ reusedToday }) => reusedToday > 0)
  const reused = short.reduce((sum, { reusedToday }) => sum + reusedToday, 0)
  const lead =
    short.length > 0
      ? t('numbers.lacking', { count: reused, pools: short.map(({ name }) => name).join(', ') })
      : undefined
  return (
    <Page
      title={t('numbers.title')}
      actions={
        <>
          <LiveBadge />
          <Button variant="default" component={Link} to="/numeros/speciaux">
            {t('numbers.special')}
          </Button>
        </>
      }
      lead={lead}
    >
      <SourceNumbers />
      <Pools />
    </Page>
  )
}
