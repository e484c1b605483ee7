import { useText } from '#web/i18n'
import classes from './ui.module.css'

/** Lines in grey while something is read; shown after a blink, so that a quick answer does not flash. */
export function Loading({ lines = 3 }: { lines?: number }) {
  const t = useText()
  return (
    <output className={classes['loading']} aria-label={t('ui.loading')}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} />
      ))}
    </output>
  )
}
