import { Button, Divider } from '@mantine/core'
import { listWaysIn } from '#kernel/auth/contract'
import { useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { Failure } from '#web/ui'
import { useWayIn } from './single-sign-on.ts'
import classes from './door.module.css'

type WaysInProps = { retour?: string; /** Below a form: it is one way or the other. */ or?: boolean }

/** A button for each provider that signs people in; nothing where there is none. */
export function WaysIn({ retour, or = false }: WaysInProps) {
  const t = useText()
  const ways = useEndpoint(listWaysIn).data?.items ?? []
  const wayIn = useWayIn()
  if (ways.length === 0) return null
  return (
    <div className={classes['done']}>
      {or && <Divider label={t('singleSignOn.or')} mt="md" />}
      {ways.map(({ id, name }) => (
        <Button
          key={id}
          variant="default"
          fullWidth
          loading={wayIn.isPending && wayIn.variables.body.id === id}
          onClick={() => wayIn.mutate({ body: { id, returnTo: retour } })}
        >
          {t('singleSignOn.with', { name })}
        </Button>
      ))}
      {wayIn.error && <Failure error={wayIn.error} />}
    </div>
  )
}
