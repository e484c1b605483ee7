import { Button } from '@mantine/core'
import { type IdentityProvider, listIdentityProviders, removeIdentityProvider } from '#kernel/auth/contract'
import { useAction, useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { AskTwice, Card, Failure, FormDrawer, Loading, notify, Table, type Column, Tag, useEditing } from '#web/ui'
import { ChangedIdentityProvider, NewIdentityProvider } from './identity-provider-form.tsx'
import { useCan } from './session.ts'

/** Through whom people sign in without a password here. */
export function IdentityProvidersCard() {
  const t = useText()
  const mayManage = useCan('single_sign_on.manage')
  const providers = useEndpoint(listIdentityProviders)
  const editing = useEditing<IdentityProvider>()
  const columns = useColumns()
  if (!providers.data)
    return providers.isError ? <Failure error={providers.error} retry={providers.refetch} /> : <Loading />
  const { items, redirectUri } = providers.data
  const add = mayManage && (
    <Button size="compact-sm" onClick={() => editing.open()}>
      {t('singleSignOn.add')}
    </Button>
  )
  return (
    <Card title={t('singleSignOn.title')} note={add} pad={items.length === 0}>
      {items.length === 0 ? (
        <p>{t(mayManage ? 'singleSignOn.none' : 'singleSignOn.noneNotOwner')}</p>
      ) : (
        <Table
          label={t('singleSignOn.title')}
          columns={columns}
          rows={items}
          rowKey={({ id }) => id}
          onOpen={mayManage ? (one) => editing.open(one) : undefined}
        />
      )}
      <FormDrawer
        title={editing.subject?.name ?? t('singleSignOn.new')}
        opened={editing.opened}
        onClose={editing.close}
      >
        {editing.subject ? (
          <ChangedIdentityProvider of={editing.subject} redirectUri={redirectUri} onDone={editing.close}>
            <Removal of={editing.subject} onDone={editing.close} />
          </ChangedIdentityProvider>
        ) : (
          <NewIdentityProvider redirectUri={redirectUri} onDone={editing.close} />
        )}
      </FormDrawer>
    </Card>
  )
}

function useColumns(): Column<IdentityProvider>[] {
  const t = useText()
  const format = useFormat()
  return [
    {
      key: 'name',
      head: t('singleSignOn.name'),
      render: ({ name, issuer, problem }) => (
        <>
          {name} {problem && <Tag tone="attention">{t('singleSignOn.silent')}</Tag>}
          <small>{problem?.message ?? issuer}</small>
        </>
      ),
    },
    {
      key: 'newcomers',
      head: t('singleSignOn.newcomers'),
      hideOnPhone: true,
      render: ({ newcomersRole: role }) => (role ? t(`roles.${role}`) : t('singleSignOn.invitedOnly')),
    },
    {
      key: 'people',
      head: t('singleSignOn.people'),
      align: 'right',
      render: ({ people }) => format.number(people),
    },
  ]
}

function Removal({ of: { id, name }, onDone }: { of: IdentityProvider; onDone: () => void }) {
  const t = useText()
  const remove = useAction(removeIdentityProvider, {
    inline: true,
    reads: [listIdentityProviders],
    onSuccess: () => {
      notify(t('singleSignOn.removed', { name }))
      onDone()
    },
  })
  return (
    <>
      <AskTwice
        name={t('singleSignOn.remove')}
        label={t('singleSignOn.removeOne', { name })}
        forGood={t('singleSignOn.removeSure')}
        pending={remove.isPending}
        onSure={() => remove.mutate({ params: { id } })}
      />
      {remove.error && <Failure error={remove.error} />}
    </>
  )
}
