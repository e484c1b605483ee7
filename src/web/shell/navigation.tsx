import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { useText } from '#web/i18n'
import { useMe } from '#web/session'
import { Logo } from '#web/ui'
import { AccountMenu } from './account-menu.tsx'
import { Item } from './item.tsx'
import { SearchButton } from './search-button.tsx'
import { customers, employees, settings, toDo, today, together } from './site-map.ts'
import classes from './shell.module.css'

/** At the left; a bar that slides above the screen on a phone. */
export function Navigation({ showKeys }: { showKeys: () => void }) {
  const t = useText()
  const { rights } = useMe()

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
      {(
        [
          ['nav.customers', customers],
          ['nav.employees', employees],
          ['nav.together', together],
        ] as const
      ).map(([name, places]) => {
        const shown = places.filter((place) => rights.includes(place.right))
        return (
          shown.length > 0 && (
            <Fragment key={name}>
              <p className={classes['group']}>{t(name)}</p>
              {shown.map((place) => (
                <Item key={place.to} {...place} />
              ))}
            </Fragment>
          )
        )
      })}
      <span className={classes['gap']} />
      {rights.includes(settings.right) && <Item {...settings} />}
      <AccountMenu showKeys={showKeys} />
    </nav>
  )
}
