import { Button } from '@mantine/core'
import { useForm } from '@mantine/form'
import { giveCode, type SignInStep } from '#kernel/auth/contract'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { Failure } from '#web/ui'
import { CodeField } from './code-field.tsx'
import { Door } from './door.tsx'

/** The second step: a code of the telephone. */
export function CodePage({ onEntered }: { onEntered: (step: SignInStep) => void }) {
  const t = useText()
  const form = useForm({ initialValues: { code: '' } })
  const action = useAction(giveCode, { inline: true, onSuccess: onEntered })
  return (
    <Door title={t('secondFactor.codeTitle')} lead={t('secondFactor.codeLead')}>
      <form onSubmit={form.onSubmit((body) => action.mutate({ body }))}>
        <CodeField recovery {...form.getInputProps('code')} />
        {action.error && <Failure error={action.error} />}
        <Button type="submit" loading={action.isPending} fullWidth>
          {t('secondFactor.go')}
        </Button>
      </form>
    </Door>
  )
}
