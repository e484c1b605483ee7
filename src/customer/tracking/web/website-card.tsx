import { useSiteName } from '#engine/people/web'
import { useFormat, useText } from '#web/i18n'
import { Card, Copy, Tag, useNow } from '#web/ui'
import type { Website } from '../contract.ts'
import classes from './websites.module.css'

export function WebsiteCard({ website: { host, siteId, snippet, seenAt, seenUrl } }: { website: Website }) {
  const t = useText()
  const siteName = useSiteName()
  return (
    <Card title={host} note={siteName(siteId)}>
      <div className={classes['body']}>
        <p className={classes['check']}>
          {seenAt ? <Seen at={seenAt} /> : <Tag tone="unsure">{t('websites.notSeen')}</Tag>}
          <small className={classes['page']}>{seenUrl ?? t('websites.notSeenHelp')}</small>
        </p>
        <Copy value={snippet} label={t('websites.snippetOf', { host })} />
      </div>
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
