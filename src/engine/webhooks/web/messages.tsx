import { Group } from '@mantine/core'
import { useState } from 'react'
import { useEndpointPages } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { Card, Chip, Empty, Failure, FormDrawer, Loading, Table, Tag, useEditing, type Column, More } from '#web/ui'
import { listMessages, type MessageState, type WebhookMessage } from '../contract.ts'
import { useEventName } from './event-name.ts'
import { MessageDetail } from './message-detail.tsx'
import { useOutcome } from './webhook-state.tsx'

const states: (MessageState | undefined)[] = [undefined, 'waiting', 'delivered', 'failed']
const tones = { waiting: undefined, delivered: 'good', failed: 'lost' } as const

/** The delivery log: what a receiver was told in the last 30 days. */
export function Messages({ webhookId, mayReplay }: { webhookId: string; mayReplay: boolean }) {
  const t = useText()
  const [state, setState] = useState<MessageState>()
  const pages = useEndpointPages(
    listMessages,
    { query: { webhookId, state } },
    { topic: 'webhooks', keepPrevious: true },
  )
  const opening = useEditing<WebhookMessage>()
  const columns = useColumns()
  const items = pages.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Card title={t('webhooks.log')}>
      <Group gap="xs" mb="md">
        {states.map((one) => (
          <Chip key={one ?? 'all'} on={state === one} onClick={() => setState(one)}>
            {t(`webhooks.messageStates.${one ?? 'all'}`)}
          </Chip>
        ))}
      </Group>
      {!pages.data && (pages.isError ? <Failure error={pages.error} retry={pages.refetch} /> : <Loading />)}
      {pages.data && items.length === 0 && <Empty title={t('webhooks.noMessage')}>{t('webhooks.noMessageHelp')}</Empty>}
      {items.length > 0 && (
        <Table
          label={t('webhooks.log')}
          columns={columns}
          rows={items}
          rowKey={({ id }) => id}
          onOpen={(message) => opening.open(message)}
        />
      )}
      <More pages={pages} />
      <FormDrawer title={t('webhooks.message')} opened={opening.opened} onClose={opening.close}>
        {opening.subject && <MessageDetail id={opening.subject.id} mayReplay={mayReplay} />}
      </FormDrawer>
    </Card>
  )
}

function useColumns(): Column<WebhookMessage>[] {
  const t = useText()
  const format = useFormat()
  const eventName = useEventName()
  const outcome = useOutcome()
  return [
    {
      key: 'type',
      head: t('webhooks.event'),
      render: ({ type, createdAt }) => (
        <>
          {eventName(type)}
          <small>{format.dateTime(createdAt)}</small>
        </>
      ),
    },
    {
      key: 'state',
      head: t('webhooks.state'),
      render: ({ state, last, nextAttemptAt }) => (
        <>
          <Tag tone={tones[state]}>{t(`webhooks.messageState.${state}`)}</Tag>
          {state === 'waiting' && nextAttemptAt && (
            <small>{t('webhooks.nextAttempt', { at: format.dateTime(nextAttemptAt) })}</small>
          )}
          {last && state !== 'waiting' && <small>{outcome(last)}</small>}
        </>
      ),
    },
    {
      key: 'attempts',
      head: t('webhooks.attempts'),
      align: 'right',
      hideOnPhone: true,
      render: ({ attempts }) => attempts,
    },
  ]
}
