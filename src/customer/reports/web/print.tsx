import { Button } from '@mantine/core'
import { hrefOf } from '#web/api'
import { useText } from '#web/i18n'
import { useCan } from '#web/session'
import type { Request } from '#shared/endpoint'
import { getCallsReport, getSitesReport } from '../contract.ts'

function Print({ href }: { href: string }) {
  const t = useText()
  if (!useCan('reports.read')) return null
  return (
    <Button component="a" href={href} download variant="default" size="xs" radius="xl">
      {t('reports.print')}
    </Button>
  )
}

/** What is on screen, as a page. */
export const PrintSites = (asked: Request<typeof getSitesReport>) => <Print href={hrefOf(getSitesReport, asked)} />
export const PrintCalls = (asked: Request<typeof getCallsReport>) => <Print href={hrefOf(getCallsReport, asked)} />
