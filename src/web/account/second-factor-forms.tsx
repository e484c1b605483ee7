import { Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import {
  confirmSecondFactor,
  getSecondFactor,
  listSessions,
  renewRecoveryCodes,
  type SecondFactorSetup,
  setUpSecondFactor,
  turnOffSecondFactor,
} from '#kernel/auth/contract'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { CodeField, CurrentPasswordField, TelephoneSetup } from '#web/session'
import { notify, SavingForm } from '#web/ui'

const refusals = {
  'account.wrong_password': 'password',
  'second_factor.wrong_code': 'code',
  'second_factor.code_used': 'code',
  'second_factor.code_missing': 'code',
} as const
const nothing = { password: '', code: '' }
type Codes = { onCodes: (codes: string[]) => void; onCancel: () => void }

/** The password, and a code of the telephone before where there is one; then the new telephone. */
export function TurnOnForm({ isOn, onCodes, onCancel }: Codes & { isOn: boolean }) {
  const t = useText()
  const [setup, setSetup] = useState<SecondFactorSetup>()
  const form = useForm({ initialValues: nothing })
  const begin = useAction(setUpSecondFactor, { inline: true })
  const confirm = useAction(confirmSecondFactor, {
    inline: true,
    reads: [getSecondFactor, listSessions],
    onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes),
  })
  if (setup)
    return (
      <TelephoneSetup
        setup={setup}
        confirm={(code) => confirm.mutate({ body: { code } })}
        pending={confirm.isPending}
        error={confirm.error}
      />
    )
  return (
    <SavingForm
      form={form}
      save={async ({ password, code }) =>
        setSetup(await begin.mutateAsync({ body: { password, ...(isOn && { code }) } }))
      }
      fieldOf={refusals}
      onDone={() => {}}
      onCancel={onCancel}
      action={t('secondFactor.next')}
    >
      <Text size="sm">{t('secondFactor.turnOnHelp')}</Text>
      <CurrentPasswordField data-autofocus {...form.getInputProps('password')} />
      {isOn && <CodeField recovery {...form.getInputProps('code')} />}
    </SavingForm>
  )
}

export function RenewForm({ onCodes, onCancel }: Codes) {
  const t = useText()
  const form = useForm({ initialValues: nothing })
  const renew = useAction(renewRecoveryCodes, { inline: true, reads: [getSecondFactor] })
  return (
    <SavingForm
      form={form}
      save={async (body) => onCodes((await renew.mutateAsync({ body })).recoveryCodes)}
      fieldOf={refusals}
      onDone={() => {}}
      onCancel={onCancel}
      action={t('secondFactor.renew')}
    >
      <Text size="sm">{t('secondFactor.renewHelp')}</Text>
      <CurrentPasswordField data-autofocus {...form.getInputProps('password')} />
      <CodeField recovery {...form.getInputProps('code')} />
    </SavingForm>
  )
}

export function TurnOffForm({ onDone }: { onDone: () => void }) {
  const t = useText()
  const form = useForm({ initialValues: nothing })
  const turnOff = useAction(turnOffSecondFactor, { inline: true, reads: [getSecondFactor] })
  return (
    <SavingForm
      form={form}
      save={(body) => turnOff.mutateAsync({ body })}
      fieldOf={refusals}
      onDone={() => {
        notify(t('secondFactor.turnedOff'))
        onDone()
      }}
      onCancel={onDone}
      action={t('secondFactor.turnOff')}
    >
      <Text size="sm">{t('secondFactor.turnOffHelp')}</Text>
      <CurrentPasswordField data-autofocus {...form.getInputProps('password')} />
      <CodeField recovery {...form.getInputProps('code')} />
    </SavingForm>
  )
}
