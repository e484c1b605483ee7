import type { ReactNode } from 'react'
import classes from './ui.module.css'

type TagProps = { tone?: 'good' | 'attention' | 'lost' | 'unsure'; children: ReactNode }

export const Tag = ({ tone, children }: TagProps) => (
  <span className={classes['tag']} data-tone={tone}>
    {children}
  </span>
)
