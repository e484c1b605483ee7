import { Button } from '@mantine/core'
import { useForm } from '@mantine/form'
import { changePassword, listSessions } from '#kernel/auth/contract'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { CurrentPasswordField, NewPasswordField, usePasswordRule } from '#web/session'
import { Card, FormDrawer, notify, SavingForm, useEditing } from '#web/ui'

export function PasswordCard() {
  const t = useText()
  const { opened, open, close } = useEditing()
  return (
    <Card
      title={t('signIn.password')}
      note={
        <Button variant="default" size="xs" onClick={() => open()}>
          {t('myAccount.changePassword')}
        </Button>
      }
    >
      {t('myAccount.passwordHelp')}
      <FormDrawer title={t('myAccount.changePassword')} opened={opened} onClose={close}>
        <PasswordForm onDone={close} />
      </FormDrawer>
    </Card>
  )
}

function PasswordForm({ onDone }: { onDone: () => void }) {
  const t = useText()
  const rule = usePasswordRule()
  const form = useForm({
    initialValues: { currentPassword: '', password: '' },
    validate: { password: (password: string) => rule(password) },
  })
  const change = useAction(changePassword, { inline: true, reads: [listSessions] })
  return (
    <SavingForm
      form={form}
      save={(body) => change.mutateAsync({ body })}
      fieldOf={{ 'account.wrong_password': 'currentPassword', 'password.guessable': 'password' }}
      onDone={() => {
        notify(t('myAccount.passwordChanged'))
        onDone()
      }}
      onCancel={onDone}
      action={t('myAccount.changePassword')}
    >
      <CurrentPasswordField data-autofocus {...form.getInputProps('currentPassword')} />
      <NewPasswordField label={t('myAccount.newPassword')} {...form.getInputProps('password')} />
    </SavingForm>
  )
}
