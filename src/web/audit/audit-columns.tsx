import type { AuditEntry } from '#kernel/audit/contract'
import { useFormat, useText } from '#web/i18n'
import { type Column, Tag } from '#web/ui'
import classes from './audit.module.css'

export function useAuditColumns(): Column<AuditEntry>[] {
  const t = useText()
  const format = useFormat()
  const nameOf = useWhoName()
  return [
    {
      key: 'at',
      head: t('audit.column.when'),
      render: ({ at }) => (
        <time dateTime={at} className={classes['when']}>
          {format.time(at)}
          <small>{format.day(at)}</small>
        </time>
      ),
    },
    {
      key: 'who',
      head: t('audit.column.who'),
      render: (entry) => (
        <>
          {nameOf(entry)}
          {entry.who !== 'account' && entry.whoName !== null && <small>{t(`audit.who.${entry.who}`)}</small>}
        </>
      ),
    },
    {
      key: 'what',
      head: t('audit.column.what'),
      render: (entry) => (
        <>
          {entry.label} {entry.outcome !== 'done' && <Tag tone="lost">{t('audit.refused')}</Tag>}
          <small>{entry.objectName ?? fieldsOf(entry)}</small>
        </>
      ),
    },
    { key: 'from', head: t('audit.column.from'), hideOnPhone: true, render: ({ address }) => address ?? '–' },
  ]
}

/** What was changed, or looked for by; of something new every field would be named. */
const fieldsOf = ({ verb, changes }: AuditEntry) => (verb.startsWith('post') ? '' : Object.keys(changes).join(', '))

/** A name; for those who have none any more, what they were. */
export function useWhoName(): (entry: Pick<AuditEntry, 'who' | 'whoId' | 'whoName'>) => string {
  const t = useText()
  return ({ who, whoId, whoName }) => {
    if (whoName !== null) return whoName
    return whoId === null ? t(`audit.who.${who}`) : t('audit.gone', { who: t(`audit.who.${who}`) })
  }
}
