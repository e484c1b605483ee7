import { Popover, SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { listSites } from '#engine/people/contract'
import { useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { LanguageChoice, useMe, useSignOut } from '#web/session'
import classes from './shell.module.css'

const schemes = ['light', 'dark', 'auto'] as const

/** Who is signed in, what they like, and the way out. */
export function AccountMenu({ showKeys }: { showKeys: () => void }) {
  const t = useText()
  const me = useMe()
  const signOut = useSignOut()
  const [opened, { toggle, close }] = useDisclosure()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    // On a phone its button may slide out of the bar, when words get longer in another language: it stays.
    <Popover
      opened={opened}
      onDismiss={close}
      position="top-start"
      width={272}
      hideDetached={false}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button type="button" className={classes['account']} onClick={toggle}>
          <span>{me.name}</span>
          <small>{me.org.name}</small>
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes['accountPanel']}>
        <small>{me.email}</small>
        {me.siteIds && <Sites ids={me.siteIds} />}
        <div>
          <small>{t('account.scheme')}</small>
          <SegmentedControl
            size="xs"
            fullWidth
            aria-label={t('account.scheme')}
            value={colorScheme}
            onChange={(scheme) => setColorScheme(scheme)}
            data={schemes.map((scheme) => ({ value: scheme, label: t(`account.${scheme}`) }))}
          />
        </div>
        <div>
          <small>{t('account.language')}</small>
          <LanguageChoice />
        </div>
        <Link to="/compte" className={classes['item']} onClick={close}>
          {t('myAccount.title')}
        </Link>
        <button
          type="button"
          className={classes['item']}
          onClick={() => {
            close()
            showKeys()
          }}
        >
          {t('account.keys')}
          <kbd>?</kbd>
        </button>
        <button type="button" className={classes['item']} onClick={signOut}>
          {t('account.signOut')}
        </button>
      </Popover.Dropdown>
    </Popover>
  )
}

/** The sites whose data one sees, when they are not all. */
function Sites({ ids }: { ids: string[] }) {
  const t = useText()
  const sites = useEndpoint(listSites, {}, { topic: 'sites' }).data?.items ?? []
  const names = sites.filter(({ id }) => ids.includes(id)).map(({ name }) => name)
  return <small>{t('scope.over', { names: names.join(', ') || t('scope.nothing') })}</small>
}
