import type { ReactNode } from 'react'
import classes from './ui.module.css'

/** That no mail leaves this house, and the setting that mends it. */
export const NoMail = ({ children }: { children: ReactNode }) => (
  <p className={classes['warning']}>
    {children} <code>SMTP_URL=smtps://nom:secret@smtp.exemple.fr:465</code>
  </p>
)
