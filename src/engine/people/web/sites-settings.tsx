import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { displayPhone } from '#shared/phone-display'
import { useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Card, Empty, FormDrawer, Listed, Page, Table, useEditing, useNow, type Column } from '#web/ui'
import { listSites, type Site } from '../contract.ts'
import { SiteForm } from './site-form.tsx'
import { useZoneName } from './time-zone-select.tsx'

/** The company's places: their name, the number customers know, and their time. A row opens its place. */
export function SitesSettings() {
  const t = useText()
  const format = useFormat()
  const nameOf = useZoneName()
  const now = useNow(30_000).toISOString()
  const mayManage = useCan('sites.manage')
  const sites = useEndpoint(listSites, {}, { topic: 'sites' })
  const navigate = useNavigate()
  const editing = useEditing()

  const columns: Column<Site>[] = [
    { key: 'name', head: t('sites.name'), render: (site) => site.name },
    { key: 'phone', head: t('sites.phone'), render: (site) => displayPhone(site.phone) },
    { key: 'zone', head: t('sites.timeZone'), hideOnPhone: true, render: (site) => nameOf(site.timeZone) },
    {
      key: 'time',
      head: t('sites.localTime'),
      align: 'right',
      render: (site) => format.time(now, site.timeZone),
    },
  ]
  const add = mayManage && <Button onClick={() => editing.open()}>{t('sites.add')}</Button>
  const empty = (
    <Empty title={t('sites.none')} action={add}>
      {t('sites.noneHelp')}
    </Empty>
  )

  return (
    <Page title={t('sites.title')} actions={sites.data?.items.length ? add : undefined}>
      <Listed query={sites} empty={empty}>
        {(rows) => (
          <Card>
            <Table
              columns={columns}
              rows={rows}
              rowKey={(site) => site.id}
              onOpen={({ id }) => void navigate({ to: '/reglages/sites/$id', params: { id } })}
              label={t('sites.title')}
            />
          </Card>
        )}
      </Listed>
      <FormDrawer title={t('sites.add')} opened={editing.opened} onClose={editing.close}>
        <SiteForm onDone={editing.close} />
      </FormDrawer>
    </Page>
  )
}
