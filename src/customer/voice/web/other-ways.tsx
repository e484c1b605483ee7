import { useText } from '#web/i18n'
import { Card, Copy } from '#web/ui'
import classes from './voice.module.css'

/** For telephone systems that are no cloud: a journal to import, or calls told one by one. */
export function OtherWays() {
  const t = useText()
  return (
    <div className={classes['others']}>
      <Card title={t('voice.asterisk')}>
        <div className={classes['body']}>
          <p>{t('voice.asteriskHelp')}</p>
          <Copy value="bin/visavis import calls --format asterisk-cdr Master.csv" label={t('voice.command')} />
        </div>
      </Card>
      <Card title={t('voice.api')}>
        <div className={classes['body']}>
          <p>{t('voice.apiHelp')}</p>
          <Copy value="POST /api/calls" label={t('voice.command')} />
          <a href="/api/docs">{t('voice.apiDocs')}</a>
        </div>
      </Card>
    </div>
  )
}
