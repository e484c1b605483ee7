import { Button } from '@mantine/core'
import { useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Empty, FormDrawer, Listed, Page, useEditing } from '#web/ui'
import { listDestinations } from '../contract.ts'
import { DestinationCard } from './destination-card.tsx'
import { DestinationForm } from './destination-form.tsx'

/** The advertising platforms that are told of calls, and what became of it. */
export function ConversionSettings() {
  const t = useText()
  const mayManage = useCan('conversions.manage')
  const destinations = useEndpoint(listDestinations, {}, { topic: 'conversions' })
  const editing = useEditing()
  const add = mayManage && <Button onClick={() => editing.open()}>{t('conversions.add')}</Button>
  return (
    <Page
      title={t('conversions.title')}
      lead={t('conversions.lead')}
      actions={destinations.data?.items.length ? add : undefined}
    >
      <Listed
        query={destinations}
        empty={
          <Empty title={t('conversions.none')} action={add}>
            {t('conversions.noneHelp')}
          </Empty>
        }
      >
        {(items) => items.map((one) => <DestinationCard key={one.id} destination={one} />)}
      </Listed>
      <FormDrawer title={t('conversions.add')} opened={editing.opened} onClose={editing.close}>
        <DestinationForm onDone={editing.close} />
      </FormDrawer>
    </Page>
  )
}
