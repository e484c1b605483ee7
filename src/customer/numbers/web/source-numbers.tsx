import { Button } from '@mantine/core'
import { useState } from 'react'
import { listCampaigns } from '#customer/campaigns/contract'
import { useSiteName } from '#engine/people/web'
import { useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Card, Chip, Empty, FormDrawer, Listed, Table, Tag, useEditing, type Column } from '#web/ui'
import { listNumbers, type TrackedNumber } from '../contract.ts'
import { NumberForm } from './number-form.tsx'
import classes from './numbers.module.css'
import { RetirementButton } from './retirement-button.tsx'

/** The numbers printed on something or said somewhere: one campaign each. */
export function SourceNumbers() {
  const t = useText()
  const format = useFormat()
  const mayManage = useCan('numbers.manage')
  const [withRetired, setWithRetired] = useState(false)
  const numbers = useEndpoint(listNumbers, {}, { topic: 'numbers' })
  const campaigns = useEndpoint(listCampaigns, {}, { topic: 'campaigns' }).data?.items
  const siteName = useSiteName()
  const editing = useEditing()

  const campaignName = (id: string | null) => campaigns?.find((campaign) => campaign.id === id)?.name ?? '–'
  const columns: Column<TrackedNumber>[] = [
    {
      key: 'number',
      head: t('numbers.number'),
      render: ({ display, label }) => (
        <>
          {display}
          {label && <small>{label}</small>}
        </>
      ),
    },
    { key: 'campaign', head: t('numbers.campaign'), render: ({ campaignId }) => campaignName(campaignId) },
    { key: 'site', head: t('sites.site'), hideOnPhone: true, render: ({ siteId }) => siteName(siteId) },
    {
      key: 'pages',
      head: t('numbers.onPages'),
      hideOnPhone: true,
      render: ({ retiredAt, shownOnPages }) => {
        if (retiredAt) return <Tag tone="unsure">{t('numbers.retiredOn', { date: format.day(retiredAt) })}</Tag>
        return shownOnPages ? <Tag tone="good">{t('numbers.shown')}</Tag> : '–'
      },
    },
  ]
  const retirement: Column<TrackedNumber> = {
    key: 'retirement',
    head: <span className="unseen">{t('numbers.retire')}</span>,
    align: 'right',
    render: (number) => <RetirementButton number={number} />,
  }
  const add = mayManage && <Button onClick={() => editing.open()}>{t('numbers.addNumber')}</Button>
  const empty = (
    <Empty title={t('numbers.noSource')} action={add}>
      {t('numbers.noSourceHelp')}
    </Empty>
  )
  const ofSource = numbers.data?.items.filter(({ level }) => level === 'source')
  const retired = ofSource?.filter(({ retiredAt }) => retiredAt).length ?? 0
  const head = (
    <span className={classes['actions']}>
      {retired > 0 && (
        <Chip on={withRetired} onClick={() => setWithRetired(!withRetired)}>
          {t('numbers.retiredToo', { count: retired })}
        </Chip>
      )}
      {ofSource?.length ? add : null}
    </span>
  )

  return (
    <Card title={t('numbers.source')} note={head}>
      <Listed query={numbers} items={ofSource} empty={empty}>
        {(rows) => (
          <Table
            columns={mayManage ? [...columns, retirement] : columns}
            rows={rows.filter(({ retiredAt }) => withRetired || !retiredAt)}
            rowKey={(number) => number.id}
            label={t('numbers.source')}
          />
        )}
      </Listed>
      <FormDrawer title={t('numbers.addNumber')} opened={editing.opened} onClose={editing.close}>
        <NumberForm onDone={editing.close} />
      </FormDrawer>
    </Card>
  )
}
