import { Button } from '@mantine/core'
import { useFormat, useText } from '#web/i18n'
import { Card, Copy, Tag, useNow } from '#web/ui'
import type { VoiceConnection } from '../contract.ts'
import { providerNames } from './providers.ts'
import classes from './voice.module.css'

type ConnectionCardProps = { connection: VoiceConnection; onRemove?: () => void }

/** What to paste at the telephone cloud, and whether it speaks. */
export function ConnectionCard({ connection, onRemove }: ConnectionCardProps) {
  const t = useText()
  const format = useFormat()
  const now = useNow(1000).getTime()
  const { name, provider, voiceUrl, statusUrl, lastDeliveryAt, forged } = connection
  return (
    <Card title={name} note={providerNames[provider]}>
      <div className={classes['body']}>
        <p className={classes['state']}>
          {lastDeliveryAt ? (
            <Tag tone="good">
              {t('voice.lastDelivery', { ago: format.ago(lastDeliveryAt, Math.max(now, Date.parse(lastDeliveryAt))) })}
            </Tag>
          ) : (
            <Tag tone="unsure">{t('voice.noDelivery')}</Tag>
          )}
          {forged > 0 && <Tag tone="attention">{t('voice.forged', { count: forged })}</Tag>}
        </p>
        {forged > 0 && <small>{t('voice.forgedHelp')}</small>}
        <dl className={classes['urls']}>
          <dt>{t('voice.onCall')}</dt>
          <dd>
            <Copy value={voiceUrl} label={t('voice.onCall')} />
          </dd>
          <dt>{t('voice.onStatus')}</dt>
          <dd>
            <Copy value={statusUrl} label={t('voice.onStatus')} />
          </dd>
        </dl>
        <div className={classes['end']}>
          <small>{t(`voice.paste.${provider}`)}</small>
          {onRemove && (
            <Button
              variant="subtle"
              size="compact-sm"
              color="red"
              aria-label={t('voice.removeOne', { name })}
              onClick={onRemove}
            >
              {t('voice.remove')}
            </Button>
          )}
        </div>
      </div>
    </Card>
  )
}
