import { useText, type Key } from '#web/i18n'

/** A published event in words. A test holds that every event has some. */
export function useEventName(): (type: string, part?: 'name' | 'help') => string {
  const t = useText()
  return (type, part = 'name') =>
    type === 'webhook.trial' ? t('webhooks.trial') : t(`eventTypes.${type}.${part}` as Key)
}
