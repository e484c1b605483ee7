import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { displayPhone } from '#shared/phone-display'
import { useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Failure, FormDrawer, Loading, Page, useEditing, useNow } from '#web/ui'
import { listSites, type Site } from '../contract.ts'
import { SiteForm } from './site-form.tsx'
import { SitePeople, SiteTeams } from './site-people.tsx'
import { useZoneName } from './time-zone-select.tsx'

/** One place of the company: its number, its time, its teams and who works there. */
export function SitePage({ id }: { id: string }) {
  const t = useText()
  const sites = useEndpoint(listSites, {}, { topic: 'sites' })
  const site = sites.data?.items.find((one) => one.id === id)
  if (site) return <Opened site={site} />
  return (
    <Page title={sites.data ? t('errors.site.not_found') : t('sites.title')}>
      {sites.isError ? <Failure error={sites.error} retry={sites.refetch} /> : sites.data ? <Back /> : <Loading />}
    </Page>
  )
}

function Back() {
  const t = useText()
  return (
    <p>
      <Link to="/reglages/sites">{t('sites.all')}</Link>
    </p>
  )
}

function Opened({ site }: { site: Site }) {
  const t = useText()
  const format = useFormat()
  const zoneName = useZoneName()
  const now = useNow(30_000).toISOString()
  const mayManage = useCan('sites.manage')
  const seesTeams = useCan('teams.read')
  const editing = useEditing()
  const change = mayManage && (
    <Button variant="default" onClick={() => editing.open()}>
      {t('sites.change')}
    </Button>
  )
  const facts = [
    displayPhone(site.phone),
    zoneName(site.timeZone),
    t('sites.timeNow', { time: format.time(now, site.timeZone) }),
  ]
  return (
    <Page title={site.name} actions={change} lead={facts.join(' · ')}>
      {seesTeams && (
        <>
          <SiteTeams site={site} />
          <SitePeople site={site} />
        </>
      )}
      <Back />
      <FormDrawer title={t('sites.changeOne', { name: site.name })} opened={editing.opened} onClose={editing.close}>
        <SiteForm site={site} onDone={editing.close} />
      </FormDrawer>
    </Page>
  )
}
