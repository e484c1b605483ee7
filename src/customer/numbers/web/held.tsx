import { useFormat, useText } from '#web/i18n'
import classes from './numbers.module.css'

/** Above it, the busiest minutes take numbers from visitors who still hold them. */
const nearlyFull = 0.75

/** How many numbers of a pool are held now: « 34 sur 50 », and as a bar. */
export function Held({ held, numbers }: { held: number; numbers: number }) {
  const t = useText()
  const format = useFormat()
  const share = numbers > 0 ? Math.min(1, held / numbers) : 0
  return (
    <span className={classes['held']}>
      <span className={classes['bar']} data-nearly-full={share >= nearlyFull} aria-hidden>
        <span style={{ width: `${share * 100}%` }} />
      </span>
      {t('numbers.heldOf', { held: format.number(held), numbers: format.number(numbers) })}
    </span>
  )
}
