import { Button, Stack } from '@mantine/core'
import { listApiKeys, listServiceAccounts, type ApiKey, type ServiceAccount } from '#kernel/auth/contract'
import { useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { Empty, FormDrawer, Listed, Page, useEditing } from '#web/ui'
import { ApiKeyForm } from './api-key-form.tsx'
import { RotateKeyForm } from './rotate-key-form.tsx'
import { ServiceAccountCard } from './service-account-card.tsx'
import { ServiceAccountForm } from './service-account-form.tsx'

/** The programs that call the API, each with its keys. */
export function ApiKeysSettings() {
  const t = useText()
  const accounts = useEndpoint(listServiceAccounts)
  const keys = useEndpoint(listApiKeys)
  const adding = useEditing<ServiceAccount>()
  const editing = useEditing<ServiceAccount>()
  const rotating = useEditing<ApiKey>()
  const add = <Button onClick={() => adding.open()}>{t('apiKeys.add')}</Button>
  const empty = (
    <Empty title={t('apiKeys.none')} action={add}>
      {t('apiKeys.noneHelp')}
    </Empty>
  )
  const cards = (items: ServiceAccount[], all: ApiKey[]) => (
    <Stack gap="lg">
      {items.map((account) => (
        <ServiceAccountCard
          key={account.id}
          of={account}
          keys={all.filter(({ serviceAccountId }) => serviceAccountId === account.id)}
          onEdit={() => editing.open(account)}
          onAdd={() => adding.open(account)}
          onRotate={rotating.open}
        />
      ))}
    </Stack>
  )
  return (
    <Page title={t('apiKeys.title')} actions={accounts.data?.items.length ? add : undefined}>
      <Listed query={accounts} empty={empty}>
        {(items) => (
          <Listed query={keys} empty={cards(items, [])}>
            {(all) => cards(items, all)}
          </Listed>
        )}
      </Listed>
      <FormDrawer title={t('apiKeys.add')} opened={adding.opened} onClose={adding.close}>
        <ApiKeyForm account={adding.subject} scopes={keys.data?.scopes ?? []} onDone={adding.close} />
      </FormDrawer>
      <FormDrawer title={t('apiKeys.edit')} opened={editing.opened} onClose={editing.close}>
        {editing.subject && <ServiceAccountForm of={editing.subject} onDone={editing.close} />}
      </FormDrawer>
      <FormDrawer title={t('apiKeys.rotate')} opened={rotating.opened} onClose={rotating.close}>
        {rotating.subject && <RotateKeyForm of={rotating.subject} onDone={rotating.close} />}
      </FormDrawer>
    </Page>
  )
}
