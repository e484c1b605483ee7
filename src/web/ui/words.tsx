import type { ReactNode } from 'react'
import classes from './ui.module.css'

/** What a screen is for, no wider than is pleasant to read. */
export const Words = ({ children }: { children: ReactNode }) => <p className={classes['words']}>{children}</p>
