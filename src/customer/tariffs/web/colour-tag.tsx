import type { Colour } from '#shared/phone-display'
import { useText } from '#web/i18n'
import classes from './tariffs.module.css'

/** The colour of a special number, as a spot and a word. */
export function ColourTag({ colour }: { colour: Colour }) {
  const t = useText()
  return (
    <span className={classes['colour']} data-colour={colour}>
      {t(`tariffs.colours.${colour}`)}
    </span>
  )
}
