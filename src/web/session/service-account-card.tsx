import { Button, Group, Text } from '@mantine/core'
import {
  listApiKeys,
  listServiceAccounts,
  removeServiceAccount,
  revokeApiKey,
  updateServiceAccount,
  type ApiKey,
  type ServiceAccount,
} from '#kernel/auth/contract'
import { useAction } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { AskTwice, Card, notify, Table, Tag, useNow, type Column } from '#web/ui'
import { useRightName } from './right-name.ts'
import { useScopeName } from './scope-select.tsx'

const soonMs = 14 * 86_400_000

type ServiceAccountCardProps = {
  of: ServiceAccount
  keys: ApiKey[]
  onEdit: () => void
  onAdd: () => void
  onRotate: (key: ApiKey) => void
}

/** A program, what may be done with it, and its keys. */
export function ServiceAccountCard({ of: account, keys, onEdit, onAdd, onRotate }: ServiceAccountCardProps) {
  const t = useText()
  const { id, name, note, suspendedAt } = account
  const reads = [listServiceAccounts, listApiKeys]
  const suspend = useAction(updateServiceAccount, { reads })
  const remove = useAction(removeServiceAccount, { reads, onSuccess: () => notify(t('apiKeys.removed', { name })) })
  const columns = useColumns(onRotate)
  return (
    <Card
      title={
        <>
          {name} {suspendedAt && <Tag tone="attention">{t('apiKeys.suspended')}</Tag>}
        </>
      }
      pad={false}
    >
      {note && (
        <Text size="sm" px={16} pb="sm">
          {note}
        </Text>
      )}
      {keys.length === 0 ? (
        <Text size="sm" px={16} c="dimmed">
          {t('apiKeys.noKey')}
        </Text>
      ) : (
        <Table label={t('apiKeys.keysOf', { name })} columns={columns} rows={keys} rowKey={(key) => key.id} />
      )}
      <Group gap="sm" p={16}>
        <Button variant="default" size="xs" onClick={onAdd} aria-label={t('apiKeys.addTo', { name })}>
          {t('apiKeys.addKey')}
        </Button>
        <Button variant="default" size="xs" onClick={onEdit} aria-label={t('apiKeys.editOne', { name })}>
          {t('apiKeys.edit')}
        </Button>
        <Button
          variant="default"
          size="xs"
          loading={suspend.isPending}
          onClick={() => suspend.mutate({ params: { id }, body: { suspended: !suspendedAt } })}
          aria-label={t(suspendedAt ? 'apiKeys.resumeOne' : 'apiKeys.suspendOne', { name })}
        >
          {t(suspendedAt ? 'apiKeys.resume' : 'apiKeys.suspend')}
        </Button>
        <AskTwice
          name={t('apiKeys.remove')}
          label={t('apiKeys.removeOne', { name })}
          forGood={t('apiKeys.removeForGood')}
          pending={remove.isPending}
          onSure={() => remove.mutate({ params: { id } })}
        />
      </Group>
    </Card>
  )
}

function useColumns(onRotate: (key: ApiKey) => void): Column<ApiKey>[] {
  const t = useText()
  const format = useFormat()
  const rightName = useRightName()
  const scopeName = useScopeName()
  return [
    {
      key: 'name',
      head: t('apiKeys.key'),
      render: (key) => (
        <>
          {key.name}
          <small>{key.prefix}…</small>
        </>
      ),
    },
    {
      key: 'scopes',
      head: t('apiKeys.scopes'),
      hideOnPhone: true,
      render: ({ scopes, siteIds }) => (
        <>
          {scopes.map(rightName).join(', ')}
          {siteIds && <small>{scopeName({ siteIds, teamIds: [] })}</small>}
        </>
      ),
    },
    { key: 'expires', head: t('apiKeys.expires'), render: (key) => <Expiry of={key} /> },
    {
      key: 'used',
      head: t('apiKeys.lastUsed'),
      hideOnPhone: true,
      render: (key) => (key.lastUsedAt ? format.ago(key.lastUsedAt) : t('apiKeys.neverUsed')),
    },
    {
      key: 'actions',
      head: <span className="unseen">{t('ui.actions')}</span>,
      align: 'right',
      render: (key) => (
        <Group gap="xs" justify="flex-end">
          {!key.rotatedAt && (
            <Button
              variant="default"
              size="xs"
              onClick={() => onRotate(key)}
              aria-label={t('apiKeys.rotateOne', { name: key.name })}
            >
              {t('apiKeys.rotate')}
            </Button>
          )}
          <Revoke of={key} />
        </Group>
      ),
    },
  ]
}

function Expiry({ of: { expiresAt, rotatedAt } }: { of: ApiKey }) {
  const t = useText()
  const format = useFormat()
  const now = useNow(60_000).getTime()
  if (!expiresAt) return t('apiKeys.endless')
  const end = Date.parse(expiresAt)
  if (end <= now) return <Tag tone="lost">{t('apiKeys.expired', { day: format.date(expiresAt) })}</Tag>
  if (rotatedAt)
    return (
      <>
        {format.date(expiresAt)}
        <small>{t('apiKeys.replaced', { at: format.time(expiresAt) })}</small>
      </>
    )
  if (end - now < soonMs) return <Tag tone="attention">{format.date(expiresAt)}</Tag>
  return format.date(expiresAt)
}

/** A program stops at once and its secret cannot be found again. */
function Revoke({ of: { id, name } }: { of: ApiKey }) {
  const t = useText()
  const action = useAction(revokeApiKey, {
    reads: [listApiKeys],
    onSuccess: () => notify(t('apiKeys.revoked', { name })),
  })
  return (
    <AskTwice
      name={t('apiKeys.revoke')}
      label={t('apiKeys.revokeOne', { name })}
      forGood={t('apiKeys.revokeForGood')}
      pending={action.isPending}
      onSure={() => action.mutate({ params: { id } })}
    />
  )
}
