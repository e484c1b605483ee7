import { Button } from '@mantine/core'
import { useState } from 'react'
import { useText } from '#web/i18n'

const focus = (button: HTMLButtonElement | null) => button?.focus()

type AskTwiceProps = {
  name: string
  /** What a screen reader says, with what it is about. */
  label: string
  forGood: string
  pending: boolean
  onSure: () => void
}

/** For what nothing can take back: asked a second time, in place. */
export function AskTwice({ name, label, forGood, pending, onSure }: AskTwiceProps) {
  const t = useText()
  const [asked, setAsked] = useState(false)
  if (!asked) {
    return (
      <Button variant="default" size="xs" onClick={() => setAsked(true)} aria-label={label}>
        {name}
      </Button>
    )
  }
  return (
    <Button.Group style={{ justifyContent: 'flex-end' }}>
      <Button variant="default" size="xs" onClick={() => setAsked(false)}>
        {t('ui.cancel')}
      </Button>
      <Button color="red" size="xs" ref={focus} loading={pending} onClick={onSure}>
        {forGood}
      </Button>
    </Button.Group>
  )
}
