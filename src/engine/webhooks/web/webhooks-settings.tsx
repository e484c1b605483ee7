import { Button } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Card, Empty, FormDrawer, Listed, Page, Table, useEditing, type Column } from '#web/ui'
import { listWebhooks, type Webhook } from '../contract.ts'
import { NewWebhook } from './webhook-form.tsx'
import { useOutcome, WebhookState } from './webhook-state.tsx'

/** The other systems that are told what happens here. */
export function WebhooksSettings() {
  const t = useText()
  const navigate = useNavigate()
  const webhooks = useEndpoint(listWebhooks, {}, { topic: 'webhooks' })
  const adding = useEditing()
  const mayManage = useCan('webhooks.manage')
  const columns = useColumns()
  const add = mayManage && <Button onClick={() => adding.open()}>{t('webhooks.add')}</Button>
  const empty = (
    <Empty title={t('webhooks.none')} action={add}>
      {t('webhooks.noneHelp')}
    </Empty>
  )
  return (
    <Page title={t('webhooks.title')} actions={webhooks.data?.items.length ? add : undefined}>
      <Listed query={webhooks} empty={empty}>
        {(items) => (
          <Card pad={false}>
            <Table
              label={t('webhooks.title')}
              columns={columns}
              rows={items}
              rowKey={({ id }) => id}
              onOpen={({ id }) => void navigate({ to: '/reglages/webhooks/$id', params: { id } })}
            />
          </Card>
        )}
      </Listed>
      <p>
        <Link to="/reglages/cles-api">{t('webhooks.alsoKeys')}</Link>
      </p>
      <FormDrawer title={t('webhooks.add')} opened={adding.opened} onClose={adding.close}>
        <NewWebhook onDone={adding.close} />
      </FormDrawer>
    </Page>
  )
}

function useColumns(): Column<Webhook>[] {
  const t = useText()
  const outcome = useOutcome()
  return [
    {
      key: 'where',
      head: t('webhooks.where'),
      render: ({ description, url }) => (
        <>
          {description || new URL(url).host}
          <small style={{ overflowWrap: 'anywhere' }}>{url}</small>
        </>
      ),
    },
    {
      key: 'state',
      head: t('webhooks.state'),
      render: (webhook) => (
        <>
          <WebhookState of={webhook} />
          {webhook.last && <small>{outcome(webhook.last)}</small>}
        </>
      ),
    },
    {
      key: 'events',
      head: t('webhooks.events'),
      align: 'right',
      hideOnPhone: true,
      render: ({ eventTypes }) => eventTypes.length,
    },
    {
      key: 'waiting',
      head: t('webhooks.waiting'),
      align: 'right',
      hideOnPhone: true,
      render: ({ waiting }) => waiting,
    },
  ]
}
