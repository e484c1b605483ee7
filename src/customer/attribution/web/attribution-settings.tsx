import { useState } from 'react'
import { listPools } from '#customer/numbers/contract'
import { useSiteName } from '#engine/people/web'
import { useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { Empty, Listed, Page, Select } from '#web/ui'
import { getSiteModel } from '../contract.ts'
import { Parameters } from './parameters.tsx'
import { Reliability } from './reliability.tsx'
import classes from './attribution.module.css'

/** How calls to lent numbers are shared among visitors, site by site, and whether what is said comes true. */
export function AttributionSettings() {
  const t = useText()
  const siteName = useSiteName()
  const pools = useEndpoint(listPools, {}, { topic: 'numbers' })
  const [chosen, choose] = useState<string | null>(null)
  const lending = [...new Set(pools.data?.items.map(({ siteId }) => siteId))]
  const siteId = chosen ?? lending[0]
  return (
    <Page title={t('attribution.title')} lead={t('attribution.lead')}>
      <Listed query={pools} empty={<Empty title={t('attribution.noPool')}>{t('attribution.noPoolHelp')}</Empty>}>
        {() => (
          <>
            <Select
              className={classes['site']}
              data={lending.map((id) => ({ value: id, label: siteName(id) }))}
              value={siteId ?? null}
              onChange={choose}
              label={t('sites.site')}
              description={t('attribution.siteHelp')}
            />
            {siteId && <ModelOf siteId={siteId} />}
          </>
        )}
      </Listed>
    </Page>
  )
}

function ModelOf({ siteId }: { siteId: string }) {
  const model = useEndpoint(getSiteModel, { params: { id: siteId } }).data
  return (
    model && (
      <>
        <Reliability model={model} />
        <Parameters model={model} />
      </>
    )
  )
}
