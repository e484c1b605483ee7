import { Button, Stack } from '@mantine/core'
import { chooseOrganisation, type Organisation, type SignInStep } from '#kernel/auth/contract'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { Failure } from '#web/ui'
import { Door } from './door.tsx'

type OrganisationChoiceProps = { organisations: Organisation[]; onEntered: (step: SignInStep) => void }

/** For a member of several organisations: which one to come in to. */
export function OrganisationChoice({ organisations, onEntered }: OrganisationChoiceProps) {
  const t = useText()
  const action = useAction(chooseOrganisation, { inline: true, onSuccess: onEntered })
  return (
    <Door title={t('signIn.whichOne')} lead={t('signIn.whichOneLead')}>
      <Stack gap="sm">
        {organisations.map(({ id, name }) => (
          <Button
            key={id}
            variant="default"
            fullWidth
            loading={action.isPending && action.variables.body.orgId === id}
            onClick={() => action.mutate({ body: { orgId: id } })}
          >
            {name}
          </Button>
        ))}
        {action.error && <Failure error={action.error} />}
      </Stack>
    </Door>
  )
}
