import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { chooseOrganisation, type Organisation, type SignInStep } from '#kernel/auth/contract'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { session, SignInSteps, useMe } from '#web/session'
import { Card, Table, Tag, type Column } from '#web/ui'

/** For a member of several: going from one to the other. Nothing that was read in the first stays on screen. */
export function OrganisationsCard() {
  const t = useText()
  const { organisations, org } = useMe()
  const queries = useQueryClient()
  const [left, setLeft] = useState<SignInStep>()
  const enter = (step: SignInStep) => {
    if (!step.me) return setLeft(step)
    queries.clear()
    queries.setQueryData(session.queryKey, step.me)
    location.assign('/')
  }
  const go = useAction(chooseOrganisation, { onSuccess: enter })
  if (left) return <SignInSteps step={left} onEntered={enter} />
  const columns: Column<Organisation>[] = [
    {
      key: 'name',
      head: t('myAccount.organisation'),
      render: ({ id, name }) => (
        <>
          {name} {id === org.id && <Tag tone="good">{t('myAccount.thisOne')}</Tag>}
        </>
      ),
    },
    {
      key: 'actions',
      head: <span className="unseen">{t('ui.actions')}</span>,
      align: 'right',
      render: ({ id, name }) =>
        id !== org.id && (
          <Button
            variant="default"
            size="xs"
            loading={go.isPending && go.variables.body.orgId === id}
            aria-label={t('myAccount.goTo', { name })}
            onClick={() => go.mutate({ body: { orgId: id } })}
          >
            {t('myAccount.go')}
          </Button>
        ),
    },
  ]
  return (
    <Card title={t('myAccount.organisations')} pad={false}>
      <Table label={t('myAccount.organisations')} columns={columns} rows={organisations} rowKey={({ id }) => id} />
    </Card>
  )
}
