import { Button, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useFormat, useText } from '#web/i18n'
import { Card, Table, type Column } from '#web/ui'
import { groupings, type CallStatistics, type Grouping } from '../contract.ts'
import { filterOf, narrowing, type Change } from './call-search.ts'
import classes from './calls.module.css'
import { useSay, type Say } from './say.ts'

type Group = CallStatistics['groups'][number]
const shownAtFirst = 8

/** The same calls by campaign, medium, channel, number or site; a row opens its calls. */
export function GroupTable({ statistics: { by, groups }, change }: { statistics: CallStatistics; change: Change }) {
  const t = useText()
  const [all, setAll] = useState(false)
  const columns = useColumns(by, groups)
  const hidden = groups.length - shownAtFirst
  return (
    <Card
      title={t(`calls.byTitle.${by}`)}
      note={
        <SegmentedControl
          size="xs"
          aria-label={t('calls.by.label')}
          data={groupings.map((value) => ({ value, label: t(`calls.by.${value}`) }))}
          value={by}
          onChange={(value) => change({ by: value })}
        />
      }
    >
      <Table
        columns={columns}
        rows={all ? groups : groups.slice(0, shownAtFirst)}
        rowKey={(group) => group.key}
        onOpen={(group) => change({ ...narrowing, [filterOf[by]]: group.key })}
        label={t(`calls.byTitle.${by}`)}
      />
      {hidden > 0 && (
        <Button variant="default" size="xs" className={classes['more']} onClick={() => setAll(!all)}>
          {all ? t('calls.by.fewer') : t('calls.by.more', { count: hidden })}
        </Button>
      )}
    </Card>
  )
}

function useColumns(by: Grouping, groups: Group[]): Column<Group>[] {
  const t = useText()
  const format = useFormat()
  const most = Math.max(...groups.map((group) => group.received))
  const priced = groups.some((group) => group.costCents)
  const ended = ({ answered, missed }: Group) => answered + missed
  const right = { align: 'right' } as const
  return [
    { key: 'group', head: t(`calls.by.${by}`), render: (group) => <GroupName by={by} group={group} /> },
    {
      ...right,
      key: 'received',
      head: t('calls.column.calls'),
      render: ({ received }) => (
        <>
          <span className={classes['bar']} style={{ width: Math.round((44 * received) / most) }} />
          {format.number(received)}
        </>
      ),
    },
    {
      ...right,
      key: 'answered',
      head: t('calls.column.answered'),
      render: (group) => (
        <>
          {ended(group) ? format.percent(group.answered / ended(group)) : '–'}
          {group.missed > 0 && <small>{t('calls.column.missedCount', { count: group.missed })}</small>}
        </>
      ),
    },
    {
      ...right,
      key: 'duration',
      head: t('calls.column.duration'),
      hideOnPhone: true,
      render: ({ meanTalkSeconds }) => format.duration(meanTalkSeconds),
    },
    ...(priced ? [{ ...right, key: 'cost', head: t('calls.column.cost'), hideOnPhone: true, render: cost }] : []),
  ]

  function cost({ costCents, received }: Group) {
    if (!costCents) return '–'
    return (
      <>
        {format.money(costCents)}
        {received > 0 && (
          <small>{t('calls.column.costPerCall', { cost: format.money(Math.round(costCents / received)) })}</small>
        )}
      </>
    )
  }
}

function GroupName({ by, group }: { by: Grouping; group: Group }) {
  const say = useSay()
  return (
    <>
      {groupTitle(by, group, say)}
      {group.note && <small>{by === 'campaign' ? say.channel(group.note) : group.note}</small>}
    </>
  )
}

function groupTitle(by: Grouping, { key, label }: Group, say: Say): string {
  if (key === 'none') return say.t(`calls.none.${by}`)
  if (by === 'channel') return say.channel(key)
  if (by === 'medium') return say.medium(key)
  return label ?? key
}
