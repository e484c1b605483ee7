import { Button } from '@mantine/core'
import { useSiteName } from '#engine/people/web'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Card, Copy, FormDrawer, Tag, useEditing, useNow } from '#web/ui'
import type { Website } from '../contract.ts'
import { SwapRules } from './swap-rules-form.tsx'
import classes from './websites.module.css'

export function WebsiteCard({ website: { host, siteId, snippet, seenAt, seenUrl } }: { website: Website }) {
  const t = useText()
  const siteName = useSiteName()
  const mayManage = useCan('websites.manage')
  const editing = useEditing()
  return (
    <Card title={host} note={siteName(siteId)}>
      <div className={classes['body']}>
        <p className={classes['check']}>
          {seenAt ? <Seen at={seenAt} /> : <Tag tone="unsure">{t('websites.notSeen')}</Tag>}
          <small className={classes['page']}>{seenUrl ?? t('websites.notSeenHelp')}</small>
        </p>
        {mayManage && (
          <div>
            <Button variant="default" size="xs" onClick={() => editing.open()}>
              {t('websites.swap.title')}
            </Button>
          </div>
        )}
        <Copy value={snippet} label={t('websites.snippetOf', { host })} />
      </div>
      <FormDrawer title={t('websites.swap.title')} opened={editing.opened} onClose={editing.close}>
        <SwapRules siteId={siteId} onDone={editing.close} />
      </FormDrawer>
    </Card>
  )
}

const dayMs = 86_400_000

/** « vu sur votre page il y a 12 s »; in doubt when the script has not spoken for a day. */
function Seen({ at }: { at: string }) {
  const t = useText()
  const format = useFormat()
  const now = useNow(1000).getTime()
  const isRecent = now - Date.parse(at) < dayMs
  // The server's clock may be a little ahead of the reader's.
  const ago = format.ago(at, Math.max(now, Date.parse(at)))
  return (
    <span aria-live="off">
      <Tag tone={isRecent ? 'good' : 'attention'}>{t('websites.seen', { ago })}</Tag>
    </span>
  )
}
