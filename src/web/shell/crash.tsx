import { useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { ApiError } from '#web/api'
import { useText } from '#web/i18n'
import { Failure, Page } from '#web/ui'
import classes from './shell.module.css'

/** A screen that stopped: the navigation stays, and the screen can be started again. */
export function Crash({ error, reset }: ErrorComponentProps) {
  const t = useText()
  const router = useRouter()
  const again = async () => {
    reset()
    await router.invalidate()
  }
  return (
    <div className={classes['alone']}>
      <Page title={t('crash.title')}>
        <Failure error={error instanceof ApiError ? error : new Error(t('errors.unknown'))} retry={again} />
      </Page>
    </div>
  )
}
