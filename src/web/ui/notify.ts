import { notifications } from '@mantine/notifications'
import { text } from '#web/i18n'

/** Says in one sentence what was done, or refused (`lost`). What can be taken back goes through `offerUndo`. */
export function notify(message: string, tone: 'good' | 'lost' = 'good') {
  notifications.show({
    message,
    color: tone === 'lost' ? 'red' : 'accent',
    autoClose: tone === 'lost' ? 8000 : 5000,
    role: tone === 'lost' ? 'alert' : 'status',
    closeButtonProps: { 'aria-label': text('ui.close') },
  })
}
