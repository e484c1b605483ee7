import { useReachable } from '#web/api'
import { useText } from '#web/i18n'
import classes from './shell.module.css'

export function OfflineBanner() {
  const t = useText()
  const reachable = useReachable()
  return <output className={classes['offline']}>{reachable ? null : t('live.offline')}</output>
}
