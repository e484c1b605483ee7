import { Button } from '@mantine/core'
import { useText } from '#web/i18n'
import { offerUndo } from '#web/ui'

type LeaveButtonProps = { name: string; leave: () => Promise<unknown>; comeBack: () => Promise<unknown> }

/** Ends somebody's time there; it can be taken back at once. */
export function LeaveButton({ name, leave, comeBack }: LeaveButtonProps) {
  const t = useText()
  const go = async () => {
    await leave()
    offerUndo(t('teams.left', { name }), { undo: comeBack })
  }
  return (
    <Button variant="subtle" size="compact-sm" aria-label={t('teams.leaveOne', { name })} onClick={() => void go()}>
      {t('teams.leave')}
    </Button>
  )
}
