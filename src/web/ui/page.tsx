import { useEffect, useRef, type ReactNode } from 'react'
import { arrivesFromElsewhere } from './arrival.ts'
import classes from './ui.module.css'

type PageProps = { title: string; actions?: ReactNode; lead?: ReactNode; children: ReactNode }

/** A screen: its title is also the window's, and receives the focus when one comes from another screen. */
export function Page({ title, actions, lead, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · Visavis`
  }, [title])
  useEffect(() => {
    if (arrivesFromElsewhere()) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <>
      <header className={classes['header']}>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {actions}
      </header>
      {lead !== undefined && lead !== null && <div className={classes['lead']}>{lead}</div>}
      <div className={classes['stack']}>{children}</div>
    </>
  )
}
