import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Card, Empty, FormDrawer, Listed, Page, Table, useEditing, type Column } from '#web/ui'
import { listCampaigns, type Campaign } from '../contract.ts'
import { CampaignForm } from './campaign-form.tsx'
import { useCampaignWords } from './words.ts'

/** What the company pays for so that customers call. */
export function CampaignsPage() {
  const t = useText()
  const format = useFormat()
  const words = useCampaignWords()
  const mayManage = useCan('campaigns.manage')
  const mayImport = useCan('imports.manage')
  const campaigns = useEndpoint(listCampaigns, {}, { topic: 'campaigns' })
  const editing = useEditing<Campaign>()

  const period = ({ startsOn, endsOn }: Campaign) => {
    if (startsOn && endsOn) return t('campaigns.fromTo', { from: format.date(startsOn), to: format.date(endsOn) })
    if (startsOn) return t('campaigns.since', { from: format.date(startsOn) })
    return endsOn ? t('campaigns.until', { to: format.date(endsOn) }) : '–'
  }
  const columns: Column<Campaign>[] = [
    {
      key: 'name',
      head: t('campaigns.name'),
      render: ({ name, code }) => (
        <>
          {name}
          {code && <small>{code}</small>}
        </>
      ),
    },
    { key: 'medium', head: t('campaigns.medium'), hideOnPhone: true, render: ({ medium }) => words.medium(medium) },
    {
      key: 'channel',
      head: t('campaigns.channel'),
      hideOnPhone: true,
      render: ({ channel }) => words.channel(channel),
    },
    { key: 'dates', head: t('campaigns.dates'), hideOnPhone: true, render: period },
    {
      key: 'cost',
      head: t('campaigns.cost'),
      align: 'right',
      render: ({ costs, costCents, currency }) => {
        const cents = costs.length > 0 ? costs.reduce((sum, { amountCents }) => sum + amountCents, 0) : costCents
        return cents > 0 ? format.money(cents, currency) : '–'
      },
    },
  ]
  const add = mayManage && <Button onClick={() => editing.open()}>{t('campaigns.add')}</Button>
  const empty = (
    <Empty title={t('campaigns.none')} action={add}>
      {t('campaigns.noneHelp')}
    </Empty>
  )

  return (
    <Page
      title={t('campaigns.title')}
      actions={
        campaigns.data?.items.length ? (
          <>
            {mayImport && <Link to="/importer">{t('campaigns.importCosts')}</Link>}
            {add}
          </>
        ) : undefined
      }
    >
      <Listed query={campaigns} empty={empty}>
        {(rows) => (
          <Card>
            <Table
              columns={columns}
              rows={rows}
              rowKey={(row) => row.id}
              onOpen={mayManage ? editing.open : undefined}
              label={t('campaigns.title')}
            />
          </Card>
        )}
      </Listed>
      <FormDrawer
        title={editing.subject ? t('campaigns.changeOne', { name: editing.subject.name }) : t('campaigns.add')}
        opened={editing.opened}
        onClose={editing.close}
      >
        <CampaignForm campaign={editing.subject} onDone={editing.close} />
      </FormDrawer>
    </Page>
  )
}
