import type { ReactNode } from 'react'
import classes from './ui.module.css'

type EmptyProps = { title: string; children: ReactNode; action?: ReactNode }

/** A screen with nothing yet: what it is for, and the next step. */
export const Empty = ({ title, children, action }: EmptyProps) => (
  <div className={classes['empty']}>
    <h2>{title}</h2>
    <div>{children}</div>
    {action}
  </div>
)
