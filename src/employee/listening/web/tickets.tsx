import { Button, Group } from '@mantine/core'
import { useText } from '#web/i18n'
import { Card, QrCode } from '#web/ui'
import type { TicketSheet } from '../contract.ts'
import classes from './waves.module.css'

/** The tickets, to print and cut: whoever takes one from the pile is whoever answers, and nobody notes who. Shown this once. */
export function Tickets({ sheets, onDone }: { sheets: TicketSheet[]; onDone: () => void }) {
  const t = useText()
  return (
    <Card title={t('waves.tickets.title')}>
      <p>{t('waves.tickets.how')}</p>
      <Group my="md">
        <Button onClick={() => print()}>{t('waves.tickets.print')}</Button>
        <Button variant="default" onClick={onDone}>
          {t('waves.tickets.done')}
        </Button>
      </Group>
      <div className={classes['sheets']}>
        {sheets.map(({ siteName, teamName, urls }) => (
          <section key={`${siteName} ${teamName}`} className={classes['sheet']}>
            <h3>{[siteName, teamName].filter(Boolean).join(' · ') || t('waves.noPlace')}</h3>
            <ul className={classes['tickets']}>
              {urls.map((url, place) => (
                <li key={url}>
                  <QrCode value={url} label={t('waves.tickets.code', { number: place + 1 })} />
                  <code>{url}</code>
                  <small>{t('waves.tickets.words')}</small>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Card>
  )
}
