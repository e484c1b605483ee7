import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { text } from '#web/i18n'

const timeToChangeOnesMindMs = 8000

type Offer = {
  undo: () => unknown
  /** What waits for the change of mind, if anything: a removal that cannot be taken back. */
  kept?: () => unknown
}

/** Says what was done and offers to take it back. The offer outlives its screen; closing the page forgets `kept`. */
export function offerUndo(message: string, { undo, kept }: Offer) {
  let undone = false
  const id = notifications.show({
    autoClose: timeToChangeOnesMindMs,
    role: 'status',
    color: 'accent',
    withBorder: true,
    closeButtonProps: { 'aria-label': text('ui.close') },
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        {message}
        <Button
          size="compact-sm"
          flex="none"
          variant="default"
          onClick={() => {
            undone = true
            void undo()
            notifications.hide(id)
          }}
        >
          {text('ui.undo')}
        </Button>
      </Group>
    ),
    onClose: () => {
      if (!undone) void kept?.()
    },
  })
}
