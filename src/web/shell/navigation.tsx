import { Link } from '@tanstack/react-router'
import { useText } from '#web/i18n'
import { useMe } from '#web/session'
import { Logo } from '#web/ui'
import { AccountMenu } from './account-menu.tsx'
import { Item } from './item.tsx'
import { SearchButton } from './search-button.tsx'
import { customers, settings, toDo, today } from './site-map.ts'
import classes from './shell.module.css'

/** At the left; a bar that slides above the screen on a phone. */
export function Navigation({ showKeys }: { showKeys: () => void }) {
  const t = useText()
  const { rights } = useMe()
  const shown = customers.filter((place) => rights.includes(place.right))
  return (
    <nav className={classes['nav']} aria-label={t('nav.label')}>
      <Link to="/" className={classes['home']}>
        <Logo />
      </Link>
      <SearchButton />
      {[today, toDo]
        .filter(({ right }) => rights.includes(right))
        .map((place) => (
          <Item key={place.to} {...place} />
        ))}
      {shown.length > 0 && <p className={classes['group']}>{t('nav.customers')}</p>}
      {shown.map((place) => (
        <Item key={place.to} {...place} />
      ))}
      <span className={classes['gap']} />
      {rights.includes(settings.right) && <Item {...settings} />}
      <AccountMenu showKeys={showKeys} />
    </nav>
  )
}
