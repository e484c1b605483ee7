import { useEffect, useState } from 'react'
import { confirmAtSignIn, setUpAtSignIn, type SignInStep } from '#kernel/auth/contract'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { Failure, Loading } from '#web/ui'
import { Door } from './door.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { TelephoneSetup } from './telephone-setup.tsx'

/** Where the organisation requires a second factor: it is set up on the way in. */
export function SecondFactorAtSignIn({ onEntered }: { onEntered: (step: SignInStep) => void }) {
  const t = useText()
  const begin = useAction(setUpAtSignIn, { inline: true })
  const { mutate } = begin
  useEffect(() => mutate({}), [mutate])
  const [entered, setEntered] = useState<SignInStep & { recoveryCodes: string[] }>()
  const confirm = useAction(confirmAtSignIn, { inline: true, onSuccess: (step) => setEntered(step) })
  if (entered)
    return (
      <Door title={t('secondFactor.recoveryTitle')} lead={t('secondFactor.recoveryLead')}>
        <RecoveryCodes codes={entered.recoveryCodes} onDone={() => onEntered(entered)} />
      </Door>
    )
  return (
    <Door title={t('secondFactor.title')} lead={t('secondFactor.requiredLead')}>
      {begin.isError && <Failure error={begin.error} />}
      {begin.isPending && <Loading />}
      {begin.data && (
        <TelephoneSetup
          setup={begin.data}
          confirm={(code) => confirm.mutate({ body: { code } })}
          pending={confirm.isPending}
          error={confirm.error}
        />
      )}
    </Door>
  )
}
