import { useEffect, useRef, useState } from 'react'
import { Button } from '@mantine/core'
import { useText } from '#web/i18n'
import classes from './ui.module.css'

type CopyProps = { value: string; /** What it is, for those who hear it. */ label?: string }

/** Something to paste elsewhere, with its button. */
export function Copy({ value, label }: CopyProps) {
  const t = useText()
  const code = useRef<HTMLElement>(null)
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return undefined
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])

  const copy = async () => {
    // Browsers give the clipboard to https pages and to localhost only.
    await navigator.clipboard?.writeText(value)
    if (!navigator.clipboard && code.current) selectAndCopy(code.current)
    setCopied(true)
  }
  return (
    <div className={classes['copy']}>
      <code ref={code} aria-label={label} role={label ? 'group' : undefined}>
        {value}
      </code>
      <Button variant="default" size="xs" onClick={() => void copy()} aria-live="polite">
        {copied ? t('ui.copied') : t('ui.copy')}
      </Button>
    </div>
  )
}

function selectAndCopy(element: HTMLElement) {
  getSelection()?.selectAllChildren(element)
  document.execCommand('copy')
}
