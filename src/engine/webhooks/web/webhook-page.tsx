import { Button, Group } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useAction, useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { AskTwice, Card, Failure, FormDrawer, LiveBadge, Loading, notify, Page, useEditing } from '#web/ui'
import {
  listMessages,
  listWebhooks,
  pauseWebhook,
  removeWebhook,
  replayFailed,
  resumeWebhook,
  tryWebhook,
  type Webhook,
} from '../contract.ts'
import { useEventName } from './event-name.ts'
import { Messages } from './messages.tsx'
import { NewSecret } from './new-secret.tsx'
import { ChangedWebhook } from './webhook-form.tsx'
import { WebhookState } from './webhook-state.tsx'

/** One receiver: how it fares, what it was told, and what can be done. */
export function WebhookPage({ id }: { id: string }) {
  const t = useText()
  const webhooks = useEndpoint(listWebhooks, {}, { topic: 'webhooks' })
  const webhook = webhooks.data?.items.find((one) => one.id === id)
  if (webhook) return <Opened webhook={webhook} />
  return (
    <Page title={webhooks.data ? t('errors.webhook.not_found') : t('webhooks.title')}>
      {webhooks.isError ? (
        <Failure error={webhooks.error} retry={webhooks.refetch} />
      ) : webhooks.data ? (
        <Back />
      ) : (
        <Loading />
      )}
    </Page>
  )
}

function Back() {
  const t = useText()
  return (
    <p>
      <Link to="/reglages/webhooks">{t('webhooks.all')}</Link>
    </p>
  )
}

function Opened({ webhook }: { webhook: Webhook }) {
  const t = useText()
  const mayManage = useCan('webhooks.manage')
  const doing = useEditing<'change' | 'secret'>()
  const tried = useAction(tryWebhook, {
    reads: [listWebhooks, listMessages],
    onSuccess: () => notify(t('webhooks.tried')),
  })
  const change = (
    <Group gap="sm">
      <LiveBadge />
      {mayManage && (
        <>
          <Button variant="default" onClick={() => doing.open('change')}>
            {t('webhooks.change')}
          </Button>
          <Button
            disabled={!webhook.enabled}
            loading={tried.isPending}
            onClick={() => tried.mutate({ params: { id: webhook.id } })}
          >
            {t('webhooks.try')}
          </Button>
        </>
      )}
    </Group>
  )
  return (
    <Page title={webhook.description || new URL(webhook.url).host} actions={change} lead={webhook.url}>
      <Fares of={webhook} />
      {mayManage && <Actions of={webhook} onSecret={() => doing.open('secret')} />}
      <Messages webhookId={webhook.id} mayReplay={mayManage && webhook.enabled} />
      <Back />
      <FormDrawer
        title={t(doing.subject === 'secret' ? 'webhooks.newSecret' : 'webhooks.change')}
        opened={doing.opened}
        onClose={doing.close}
      >
        {doing.subject === 'secret' ? (
          <NewSecret id={webhook.id} onDone={doing.close} />
        ) : (
          <ChangedWebhook of={webhook} onDone={doing.close} />
        )}
      </FormDrawer>
    </Page>
  )
}

function Fares({ of: webhook }: { of: Webhook }) {
  const t = useText()
  const format = useFormat()
  const eventName = useEventName()
  const { disabledAt, failingSince, oldSecretUntil, eventTypes, waiting } = webhook
  return (
    <Card title={t('webhooks.state')}>
      <p>
        <WebhookState of={webhook} /> {disabledAt && t('webhooks.stoppedSince', { at: format.dateTime(disabledAt) })}
        {!disabledAt && failingSince && t('webhooks.unansweredSince', { at: format.dateTime(failingSince) })}
        {waiting > 0 && ` ${t('webhooks.waitingCount', { count: waiting })}`}
      </p>
      <p>{t('webhooks.told', { events: eventTypes.map((type) => eventName(type)).join(', ') })}</p>
      {oldSecretUntil && <p>{t('webhooks.oldSecretUntil', { at: format.dateTime(oldSecretUntil) })}</p>}
    </Card>
  )
}

const day = 86_400_000

function Actions({ of: { id, enabled }, onSecret }: { of: Webhook; onSecret: () => void }) {
  const t = useText()
  const navigate = useNavigate()
  const reads = [listWebhooks, listMessages]
  const params = { id }
  const pause = useAction(pauseWebhook, { reads })
  const resume = useAction(resumeWebhook, { reads })
  const replay = useAction(replayFailed, {
    reads,
    onSuccess: ({ messages }) => notify(t('webhooks.replayed', { count: messages })),
  })
  const remove = useAction(removeWebhook, {
    reads: [listWebhooks],
    onSuccess: () => {
      notify(t('webhooks.removed'))
      return navigate({ to: '/reglages/webhooks' })
    },
  })
  return (
    <Group gap="sm">
      {enabled ? (
        <Button variant="default" size="xs" loading={pause.isPending} onClick={() => pause.mutate({ params })}>
          {t('webhooks.pause')}
        </Button>
      ) : (
        <Button size="xs" loading={resume.isPending} onClick={() => resume.mutate({ params })}>
          {t('webhooks.resume')}
        </Button>
      )}
      <Button
        variant="default"
        size="xs"
        disabled={!enabled}
        loading={replay.isPending}
        onClick={() => replay.mutate({ params, body: { since: new Date(Date.now() - 30 * day).toISOString() } })}
      >
        {t('webhooks.replayFailed')}
      </Button>
      <Button variant="default" size="xs" onClick={onSecret}>
        {t('webhooks.newSecret')}
      </Button>
      <AskTwice
        name={t('webhooks.remove')}
        label={t('webhooks.remove')}
        forGood={t('webhooks.removeForGood')}
        pending={remove.isPending}
        onSure={() => remove.mutate({ params })}
      />
    </Group>
  )
}
