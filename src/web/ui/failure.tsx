import { Button } from '@mantine/core'
import { useText } from '#web/i18n'
import classes from './ui.module.css'

/** What was refused or could not be read, in a sentence. */
export function Failure({ error, retry }: { error: Error; retry?: () => unknown }) {
  const t = useText()
  return (
    <div className={classes['failure']} role="alert">
      <span>{error.message}</span>
      {retry && (
        <Button variant="default" size="xs" onClick={() => void retry()}>
          {t('ui.retry')}
        </Button>
      )}
    </div>
  )
}
