import { Modal, Switch } from '@mantine/core'
import { useText } from '#web/i18n'
import { places } from './site-map.ts'
import { useLetterKeys } from './use-keys.ts'
import classes from './shell.module.css'

export function KeysModal({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useText()
  const [enabled, setEnabled] = useLetterKeys()
  const rows = [
    { keys: [t('search.key')], does: t('keys.search') },
    { keys: ['?'], does: t('keys.show') },
    ...places.map(({ letter = '', name }) => ({ keys: ['g', letter], does: t(name) })),
    { keys: ['↑', '↓'], does: t('keys.rows') },
    { keys: [t('keys.enter')], does: t('keys.open') },
    { keys: [t('keys.escape')], does: t('keys.close') },
  ]
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('account.keys')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <dl className={classes['keys']}>
        {rows.map(({ keys, does }) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <Switch
        mt="md"
        size="xs"
        label={t('keys.letters')}
        checked={enabled}
        onChange={(event) => setEnabled(event.currentTarget.checked)}
      />
    </Modal>
  )
}
