import { Outlet } from '@tanstack/react-router'
import { Fragment } from 'react'
import { useText } from '#web/i18n'
import { useMe } from '#web/session'
import { Item } from './item.tsx'
import { settingsGroups } from './site-map.ts'
import classes from './shell.module.css'

export function SettingsLayout() {
  const t = useText()
  const { rights } = useMe()
  return (
    <div className={classes['settings']}>
      <nav className={classes['settingsNav']} aria-label={t('nav.settings')}>
        {settingsGroups
          .map(({ name, places }) => ({ name, shown: places.filter((place) => rights.includes(place.right)) }))
          .filter(({ shown }) => shown.length > 0)
          .map(({ name, shown }) => (
            <Fragment key={name}>
              <p className={classes['group']}>{t(name)}</p>
              {shown.map((place) => (
                <Item key={place.to} {...place} />
              ))}
            </Fragment>
          ))}
        <a href="/api/docs" target="_blank" rel="noreferrer" className={classes['item']}>
          {t('nav.apiDocs')}
          <span aria-label={t('nav.newTab')}>↗</span>
        </a>
      </nav>
      <div className={classes['settingsScreen']}>
        <Outlet />
      </div>
    </div>
  )
}
