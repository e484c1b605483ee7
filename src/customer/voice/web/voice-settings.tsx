import { Button } from '@mantine/core'
import { useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Empty, FormDrawer, Listed, LiveBadge, Page, useEditing } from '#web/ui'
import { listConnections } from '../contract.ts'
import { ConnectionCard } from './connection-card.tsx'
import { ConnectionForm } from './connection-form.tsx'
import { OtherWays } from './other-ways.tsx'
import { useRemovals } from './removals.ts'

/** How the calls come in: telephone clouds, an Asterisk journal, or the API. */
export function VoiceSettings() {
  const t = useText()
  const mayManage = useCan('voice.manage')
  const connections = useEndpoint(listConnections, {}, { topic: ['calls', 'deliveries'] })
  const editing = useEditing()
  const removals = useRemovals()
  const shown = connections.data?.items.filter(({ id }) => !removals.has(id))

  const add = mayManage && <Button onClick={() => editing.open()}>{t('voice.add')}</Button>
  const empty = (
    <Empty title={t('voice.none')} action={add}>
      {t('voice.noneHelp')}
    </Empty>
  )
  const actions = (
    <>
      <LiveBadge />
      {shown?.length ? add : undefined}
    </>
  )
  return (
    <Page title={t('voice.title')} actions={actions}>
      <Listed query={connections} items={shown} empty={empty}>
        {(rows) =>
          rows.map((connection) => (
            <ConnectionCard
              key={connection.id}
              connection={connection}
              onRemove={mayManage ? () => removals.remove(connection) : undefined}
            />
          ))
        }
      </Listed>
      <OtherWays />
      <FormDrawer title={t('voice.add')} opened={editing.opened} onClose={editing.close}>
        <ConnectionForm onDone={editing.close} />
      </FormDrawer>
    </Page>
  )
}
