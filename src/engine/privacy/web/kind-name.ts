import { useText, type Key } from '#web/i18n'

/** A kind of personal data in words. A test holds that every kind has some. */
export function useKindName(): (kind: string, part?: 'name' | 'help') => string {
  const t = useText()
  return (kind, part = 'name') => t(`privacy.kinds.${kind}.${part}` as Key)
}

/** A length as one says it. */
export function useLength(): (days: number) => string {
  const t = useText()
  return (days) => {
    const months = Math.round((days * 12) / 365)
    return days >= 300 ? t('privacy.months', { count: months }) : t('signInSettings.days', { count: days })
  }
}
