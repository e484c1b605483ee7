import { useId, type ReactNode } from 'react'
import classes from './ui.module.css'

type CardProps = {
  title?: ReactNode
  /** At the right of the title. */
  note?: ReactNode
  children: ReactNode
  /** False: the content reaches the border. */
  pad?: boolean
}

export function Card({ title, note, children, pad = true }: CardProps) {
  const id = useId()
  return (
    <section className={classes['card']} data-pad={pad} aria-labelledby={title === undefined ? undefined : id}>
      {title !== undefined && (
        <div className={classes['cardHead']}>
          <h2 id={id}>{title}</h2>
          {note !== undefined && <small>{note}</small>}
        </div>
      )}
      {children}
    </section>
  )
}
