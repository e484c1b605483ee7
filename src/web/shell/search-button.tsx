import { IconSearch } from '@tabler/icons-react'
import { useText } from '#web/i18n'
import classes from './shell.module.css'

const open = async () => (await import('@mantine/spotlight')).spotlight.open()

export function SearchButton() {
  const t = useText()
  return (
    <button type="button" className={classes['search']} onClick={() => void open()} aria-label={t('search.open')}>
      <IconSearch size={15} stroke={1.75} aria-hidden />
      <span>{t('search.open')}</span>
      <kbd>{t('search.key')}</kbd>
    </button>
  )
}
