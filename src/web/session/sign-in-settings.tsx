import { Button, Checkbox, Group, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { getSignInPolicy, listMembers, setSignInPolicy, type SignInPolicy } from '#kernel/auth/contract'
import { useAction, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { Card, Failure, Loading, notify, Page, Select } from '#web/ui'
import { IdentityProvidersCard } from './identity-providers-card.tsx'
import { useCan } from './session.ts'
import classes from './door.module.css'

/** How one comes in to the organisation, and for how long. */
export function SignInSettings() {
  const t = useText()
  const policy = useEndpoint(getSignInPolicy)
  return (
    <Page title={t('signInSettings.title')}>
      {policy.isPending && <Loading />}
      {policy.isError && <Failure error={policy.error} />}
      {policy.data && (
        <Stack gap="lg">
          <IdentityProvidersCard />
          <Form of={policy.data} />
        </Stack>
      )}
    </Page>
  )
}

const hour = 60
const day = 24 * hour
/** In minutes. */
const idle = [30, hour, 8 * hour, day, 7 * day, 30 * day]
const longest = [8 * hour, day, 7 * day, 30 * day, 90 * day, 365 * day]

function Form({ of: policy }: { of: SignInPolicy }) {
  const t = useText()
  const mayManage = useCan('sign_in.manage')
  const length = (minutes: number) => {
    if (minutes % day === 0) return t('signInSettings.days', { count: minutes / day })
    if (minutes % hour === 0) return t('signInSettings.hours', { count: minutes / hour })
    return t('signInSettings.minutes', { count: minutes })
  }
  /** What a program has set is offered too. */
  const choices = (lengths: number[], set: number) =>
    [...new Set([...lengths, set])]
      .toSorted((a, b) => a - b)
      .map((minutes) => ({ value: String(minutes), label: length(minutes) }))
  const form = useForm({
    initialValues: {
      sessionIdleMinutes: String(policy.sessionIdleMinutes),
      sessionMaxMinutes: String(policy.sessionMaxMinutes),
      secondFactorRequired: policy.secondFactorRequired,
      ownersOnly: policy.passwordsFor === 'owners',
    },
  })
  const save = useAction(setSignInPolicy, {
    inline: true,
    reads: [getSignInPolicy, listMembers],
    onSuccess: () => {
      form.resetDirty()
      notify(t('signInSettings.saved'))
    },
  })
  const submit = form.onSubmit(({ sessionIdleMinutes, sessionMaxMinutes, secondFactorRequired, ownersOnly }) =>
    save.mutate({
      body: {
        sessionIdleMinutes: Number(sessionIdleMinutes),
        sessionMaxMinutes: Number(sessionMaxMinutes),
        secondFactorRequired,
        passwordsFor: ownersOnly ? 'owners' : 'everybody',
      },
    }),
  )
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <Card title={t('signInSettings.passwords')}>
          <Stack gap="md">
            <Checkbox
              label={t('signInSettings.ownersOnly')}
              description={t('signInSettings.ownersOnlyHelp')}
              disabled={!mayManage}
              {...form.getInputProps('ownersOnly', { type: 'checkbox' })}
            />
            <Checkbox
              label={t('signInSettings.required')}
              description={t('signInSettings.requiredHelp')}
              disabled={!mayManage}
              {...form.getInputProps('secondFactorRequired', { type: 'checkbox' })}
            />
          </Stack>
        </Card>
        <Card title={t('signInSettings.sessions')}>
          <div className={classes['done']} style={{ maxWidth: 400 }}>
            <Select
              label={t('signInSettings.idle')}
              description={t('signInSettings.idleHelp')}
              data={choices(idle, policy.sessionIdleMinutes)}
              allowDeselect={false}
              disabled={!mayManage}
              {...form.getInputProps('sessionIdleMinutes')}
            />
            <Select
              label={t('signInSettings.longest')}
              description={t('signInSettings.longestHelp')}
              data={choices(longest, policy.sessionMaxMinutes)}
              allowDeselect={false}
              disabled={!mayManage}
              {...form.getInputProps('sessionMaxMinutes')}
            />
          </div>
        </Card>
        {save.error && <Failure error={save.error} />}
        {mayManage && (
          <Group>
            <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
              {t('ui.save')}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  )
}
