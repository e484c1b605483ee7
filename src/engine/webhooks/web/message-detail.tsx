import { Button, Stack } from '@mantine/core'
import { useAction, useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { Copy, Failure, Loading, notify } from '#web/ui'
import { getMessage, listMessages, listWebhooks, replayMessage } from '../contract.ts'
import { useEventName } from './event-name.ts'

/** What one message says, each attempt to deliver it, and the way to send it again. */
export function MessageDetail({ id, mayReplay }: { id: string; mayReplay: boolean }) {
  const t = useText()
  const format = useFormat()
  const eventName = useEventName()
  const params = { id }
  const message = useEndpoint(getMessage, { params }, { topic: 'webhooks' })
  const replay = useAction(replayMessage, {
    reads: [getMessage, listMessages, listWebhooks],
    onSuccess: () => notify(t('webhooks.replayed', { count: 1 })),
  })
  if (!message.data) return message.isError ? <Failure error={message.error} retry={message.refetch} /> : <Loading />
  const { type, body, log, createdAt, state } = message.data
  return (
    <Stack gap="md">
      <p>
        {eventName(type)}
        <br />
        <small>{format.dateTime(createdAt)}</small>
      </p>
      <Copy value={readable(body)} label={t('webhooks.body')} />
      {log.length === 0 ? (
        <p>{t('webhooks.noAttempt')}</p>
      ) : (
        <ol>
          {log.map(({ at, status, reason, durationMs }) => (
            <li key={at}>
              {t('webhooks.attempt', {
                what: reason?.message ?? t('webhooks.answered', { status: status ?? 0 }),
                at: format.dateTime(at),
                ms: format.number(durationMs),
              })}
            </li>
          ))}
        </ol>
      )}
      {mayReplay && state !== 'waiting' && (
        <Button variant="default" loading={replay.isPending} onClick={() => replay.mutate({ params })}>
          {t('webhooks.replay')}
        </Button>
      )}
    </Stack>
  )
}

const readable = (body: string) => {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
