import type { ComponentProps } from 'react'
import classes from './ui.module.css'

type ChipProps = ComponentProps<'button'> & {
  /** Chosen or not, for a filter; left out for a mere action. */ on?: boolean
}

/** Rounded button of a page's header: a filter or an action. */
export const Chip = ({ on, ...button }: ChipProps) => (
  <button
    type="button"
    {...button}
    className={classes['chip']}
    data-on={on}
    aria-pressed={button['aria-haspopup'] ? undefined : on}
  />
)
