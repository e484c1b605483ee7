import { Button } from '@mantine/core'
import { useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Empty, FormDrawer, Listed, LiveBadge, Page, useEditing } from '#web/ui'
import { listWebsites } from '../contract.ts'
import { ScriptHelp } from './script-help.tsx'
import { SourceRules } from './source-rules-form.tsx'
import { WebsiteCard } from './website-card.tsx'
import { WebsiteForm } from './website-form.tsx'

const lookAgainMs = 10_000

/** The websites that carry the number script: what to paste, and whether it speaks. */
export function WebsitesSettings() {
  const t = useText()
  const mayManage = useCan('websites.manage')
  const websites = useEndpoint(listWebsites, {}, { topic: 'websites', refetchInterval: lookAgainMs })
  const editing = useEditing()
  const sources = useEditing()
  const maySay = useCan('sources.manage')

  const add = mayManage && <Button onClick={() => editing.open()}>{t('websites.add')}</Button>
  const empty = (
    <Empty title={t('websites.none')} action={add}>
      {t('websites.noneHelp')}
    </Empty>
  )
  const actions = (
    <>
      <LiveBadge />
      {maySay && (
        <Button variant="default" onClick={() => sources.open()}>
          {t('websites.sources.title')}
        </Button>
      )}
      {websites.data?.items.length ? add : undefined}
    </>
  )
  return (
    <Page title={t('websites.title')} actions={actions}>
      <Listed query={websites} empty={empty}>
        {(rows) => rows.map((website) => <WebsiteCard key={website.id} website={website} />)}
      </Listed>
      <ScriptHelp />
      <FormDrawer title={t('websites.sources.title')} opened={sources.opened} onClose={sources.close}>
        <SourceRules onDone={sources.close} />
      </FormDrawer>
      <FormDrawer title={t('websites.add')} opened={editing.opened} onClose={editing.close}>
        <WebsiteForm onDone={editing.close} />
      </FormDrawer>
    </Page>
  )
}
