import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { AuditEntry } from '#kernel/audit/contract'
import { useFormat, useText } from '#web/i18n'
import { Copy, Table } from '#web/ui'
import { useWhoName } from './audit-columns.tsx'
import type { Change } from './audit-search.ts'
import classes from './audit.module.css'

type EntryDetailProps = { entry: AuditEntry; narrow: Change }

export function EntryDetail({ entry, narrow }: EntryDetailProps) {
  const t = useText()
  const format = useFormat()
  const nameOf = useWhoName()
  const { objectType, objectId, whoId, outcome } = entry
  const facts: [string, ReactNode][] = [
    [t('audit.column.when'), `${format.dateTime(entry.at)} · ${entry.at}`],
    [t('audit.column.who'), `${nameOf(entry)} (${t(`audit.who.${entry.who}`)})`],
    [t('audit.column.from'), entry.address ?? '–'],
    [t('audit.detail.verb'), <code key="verb">{entry.verb}</code>],
    ...(objectType ? [[t('audit.detail.object'), <Thing key="thing" entry={entry} />] as const] : []),
    ...(outcome === 'done' ? [] : [[t('audit.refused'), <code key="outcome">{outcome}</code>] as const]),
    ...(entry.requestId ? [[t('audit.detail.request'), <code key="request">{entry.requestId}</code>] as const] : []),
  ].map(([name, value]) => [name as string, value])
  return (
    <div className={classes['detail']}>
      <dl className={classes['facts']}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Changed entry={entry} />
      <div className={classes['actions']}>
        {objectId && (
          <Button variant="default" size="xs" onClick={() => narrow({ objectId })}>
            {t('audit.detail.ofObject')}
          </Button>
        )}
        {whoId && (
          <Button variant="default" size="xs" onClick={() => narrow({ whoId })}>
            {t('audit.detail.ofWho')}
          </Button>
        )}
      </div>
      <div>
        <small>{t('audit.detail.sealed', { seq: format.number(entry.seq) })}</small>
        <Copy value={entry.hash} label={t('audit.detail.hash')} />
      </div>
    </div>
  )
}

function Thing({ entry: { objectType, objectId, objectName } }: { entry: AuditEntry }) {
  const name = <code>{[objectType, objectId].filter(Boolean).join(' ')}</code>
  if (objectType === 'calls' && objectId)
    return (
      <Link to="/appels/$id" params={{ id: objectId }}>
        {name}
      </Link>
    )
  return (
    <>
      {objectName} {name}
    </>
  )
}

/** What was changed, with its values where they may be known; of a reading, what was looked for by. */
function Changed({ entry: { kind, changes } }: { entry: AuditEntry }) {
  const t = useText()
  const rows = Object.entries(changes)
  if (rows.length === 0) return null
  if (kind !== 'change') return <p>{t('audit.detail.lookedBy', { filters: rows.map(([name]) => name).join(', ') })}</p>
  const kept = <small>{t('audit.detail.notKept')}</small>
  const said = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
  return (
    <Table
      label={t('audit.detail.changes')}
      rows={rows}
      rowKey={([name]) => name}
      columns={[
        { key: 'field', head: t('audit.detail.field'), render: ([name]) => <code>{name}</code> },
        {
          key: 'from',
          head: t('audit.detail.before'),
          render: ([, change]) => (change === null ? kept : change.from === undefined ? '–' : said(change.from)),
        },
        {
          key: 'to',
          head: t('audit.detail.after'),
          render: ([, change]) => (change === null ? kept : said(change.to)),
        },
      ]}
    />
  )
}
