import { useText } from '#web/i18n'
import { Card, Copy } from '#web/ui'
import classes from './websites.module.css'

/** What whoever pastes the script asks, in four answers. */
export function ScriptHelp() {
  const t = useText()
  return (
    <Card title={t('websites.help.title')}>
      <dl className={classes['help']}>
        <dt>{t('websites.help.where')}</dt>
        <dd>{t('websites.help.whereAnswer')}</dd>
        <dt>{t('websites.help.consent')}</dt>
        <dd>
          <p>{t('websites.help.consentAnswer')}</p>
          <Copy value="visavis.consent(true)" label={t('websites.help.consentGiven')} />
          <p>{t('websites.help.consentEarly')}</p>
          <Copy
            value="(window.visavis ||= { q: [] }).q.push(['consent', true])"
            label={t('websites.help.consentGiven')}
          />
          <p>{t('websites.help.consentTaken')}</p>
        </dd>
        <dt>{t('websites.help.without')}</dt>
        <dd>{t('websites.help.withoutAnswer')}</dd>
        <dt>{t('websites.help.crawlers')}</dt>
        <dd>{t('websites.help.crawlersAnswer')}</dd>
      </dl>
    </Card>
  )
}
