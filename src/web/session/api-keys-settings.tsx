import { Button } from '@mantine/core'
import { listApiKeys, revokeApiKey, type ApiKey } from '#kernel/auth/contract'
import { useAction, useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { Card, Empty, FormDrawer, Listed, notify, Page, Table, useEditing, type Column } from '#web/ui'
import { ApiKeyForm } from './api-key-form.tsx'
import { AskTwice } from './ask-twice.tsx'
import { useRightName } from './right-name.ts'
import { useScopeName } from './scope-select.tsx'

export function ApiKeysSettings() {
  const t = useText()
  const keys = useEndpoint(listApiKeys)
  const editing = useEditing()
  const columns = useColumns()
  const add = <Button onClick={() => editing.open()}>{t('apiKeys.add')}</Button>
  return (
    <Page title={t('apiKeys.title')} actions={keys.data?.items.length ? add : undefined}>
      <Listed
        query={keys}
        empty={
          <Empty title={t('apiKeys.none')} action={add}>
            {t('apiKeys.noneHelp')}
          </Empty>
        }
      >
        {(items) => (
          <Card>
            <Table label={t('apiKeys.title')} columns={columns} rows={items} rowKey={(key) => key.id} />
          </Card>
        )}
      </Listed>
      <FormDrawer title={t('apiKeys.add')} opened={editing.opened} onClose={editing.close}>
        <ApiKeyForm scopes={keys.data?.scopes ?? []} onDone={editing.close} />
      </FormDrawer>
    </Page>
  )
}

function useColumns(): Column<ApiKey>[] {
  const t = useText()
  const format = useFormat()
  const rightName = useRightName()
  const scopeName = useScopeName()
  return [
    {
      key: 'name',
      head: t('apiKeys.name'),
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
    { key: 'created', head: t('apiKeys.created'), hideOnPhone: true, render: (key) => format.date(key.createdAt) },
    {
      key: 'used',
      head: t('apiKeys.lastUsed'),
      render: (key) => (key.lastUsedAt ? format.ago(key.lastUsedAt) : t('apiKeys.neverUsed')),
    },
    {
      key: 'revoke',
      head: <span className="unseen">{t('apiKeys.revoke')}</span>,
      align: 'right',
      render: (key) => <Revoke of={key} />,
    },
  ]
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
