import { Link } from '@tanstack/react-router'
import { ApiError } from '#web/api'
import { useText } from '#web/i18n'
import { Failure } from '#web/ui'
import { Door } from './door.tsx'
import { WaysIn } from './ways-in.tsx'
import classes from './door.module.css'

/** What a provider sent back does not open. */
export function ComeBackFailed({ error }: { error: unknown }) {
  const t = useText()
  if (!(error instanceof ApiError)) throw error
  return (
    <Door title={t('singleSignOn.failed')} lead="">
      <div className={classes['done']}>
        <Failure error={error} />
        <WaysIn />
        <Link to="/connexion" className={classes['aside']}>
          {t('invitation.toSignIn')}
        </Link>
      </div>
    </Door>
  )
}
