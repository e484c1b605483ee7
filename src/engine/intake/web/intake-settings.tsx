import { Tabs } from '@mantine/core'
import { useState } from 'react'
import { useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { LiveBadge, Page } from '#web/ui'
import { listDeliveries, type Delivery } from '../contract.ts'
import { Deliveries } from './deliveries.tsx'

type State = Delivery['state']
const states: State[] = ['refused', 'waiting', 'done']
const isState = (value: string | null): value is State => states.some((state) => state === value)

/** The quarantine: what came in and could not be understood, with its reason and a new try. */
export function IntakeSettings() {
  const t = useText()
  const format = useFormat()
  const [state, setState] = useState<State>('refused')
  const refused = useEndpoint(listDeliveries, { query: { state: 'refused', limit: 1 } }, { topic: 'deliveries' })
  const total = refused.data?.total ?? 0

  return (
    <Page
      title={t('intake.title')}
      actions={<LiveBadge />}
      lead={total > 0 ? t('intake.lead', { count: total, total: format.number(total) }) : undefined}
    >
      <Tabs value={state} onChange={(value) => isState(value) && setState(value)} keepMounted={false}>
        <Tabs.List mb="md">
          {states.map((value) => (
            <Tabs.Tab key={value} value={value}>
              {t(`intake.states.${value}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {states.map((value) => (
          <Tabs.Panel key={value} value={value}>
            <Deliveries state={value} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  )
}
