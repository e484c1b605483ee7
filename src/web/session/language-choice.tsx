import { SegmentedControl } from '@mantine/core'
import { setLanguage, useLanguage, useText } from '#web/i18n'

/** Each language is named in itself. */
export function LanguageChoice() {
  const t = useText()
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('account.language')}
      value={useLanguage()}
      onChange={(language) => void setLanguage(language === 'en' ? 'en' : 'fr')}
      data={[
        { value: 'fr', label: 'Français' },
        { value: 'en', label: 'English' },
      ]}
    />
  )
}
