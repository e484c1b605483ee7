import { useEffect, useRef, type ReactNode } from 'react'
import { arrivesFromElsewhere, Logo } from '#web/ui'
import { LanguageChoice } from './language-choice.tsx'
import classes from './door.module.css'

type DoorProps = { title: string; lead: string; children: ReactNode }

/** The two pages seen from outside: signing in, and creating the organisation. */
export function Door({ title, lead, children }: DoorProps) {
  const main = useRef<HTMLElement>(null)
  useEffect(() => {
    arrivesFromElsewhere()
    main.current?.querySelector<HTMLElement>('section input')?.focus()
  }, [])
  useEffect(() => {
    document.title = `${title} · Visavis`
  }, [title])
  return (
    <main ref={main} className={classes['door']}>
      <Logo />
      <section>
        <h1>{title}</h1>
        <p>{lead}</p>
        {children}
      </section>
      <LanguageChoice />
    </main>
  )
}
