import { Button, Group, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { getSession, renameAccount } from '#kernel/auth/contract'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { useMe } from '#web/session'
import { Card, Failure, notify } from '#web/ui'
import classes from './account.module.css'

export function NameCard() {
  const t = useText()
  const { name } = useMe()
  const form = useForm({ initialValues: { name } })
  const rename = useAction(renameAccount, {
    inline: true,
    reads: [getSession],
    onSuccess: () => {
      form.resetDirty()
      notify(t('myAccount.renamed'))
    },
  })
  return (
    <Card title={t('myAccount.name')}>
      <form className={classes['form']} onSubmit={form.onSubmit((body) => rename.mutate({ body }))}>
        <TextInput
          label={t('myAccount.nameShown')}
          autoComplete="name"
          required
          withAsterisk={false}
          maxLength={120}
          {...form.getInputProps('name')}
        />
        {rename.error && <Failure error={rename.error} />}
        <Group>
          <Button type="submit" loading={rename.isPending} disabled={!form.isDirty()}>
            {t('ui.save')}
          </Button>
        </Group>
      </form>
    </Card>
  )
}
