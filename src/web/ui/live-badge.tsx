import { useText } from '#web/i18n'
import { useLive } from '#web/live'
import classes from './ui.module.css'

/** Whether the screen follows what happens by itself. */
export function LiveBadge() {
  const t = useText()
  const line = useLive()
  const words = { open: t('live.on'), lost: t('live.lost'), connecting: t('live.connecting') }
  return (
    <output className={classes['live']} data-line={line}>
      {words[line]}
    </output>
  )
}
