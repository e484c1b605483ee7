import { Button, Group as Row, Text } from '@mantine/core'
import { useState } from 'react'
import { useFormat, useText } from '#web/i18n'
import { Card, Table, type Column } from '#web/ui'
import { filterOf, groupings, type CallStatistics, type Grouping } from '../contract.ts'
import { creditModels, type CreditModel } from '#customer/attribution/contract'
import { ChoiceChip } from './choice-chip.tsx'
import { narrowing, type Change } from './call-search.ts'
import classes from './calls.module.css'
import { useSay, zoneName, type Say } from './say.ts'

type Group = CallStatistics['groups'][number]
const shownAtFirst = 8
/** What touches have too: their credit may be shared. */
const isShared = new Set<Grouping>(['campaign', 'channel', 'medium', 'source', 'term', 'ad', 'landing'])

type GroupTableProps = { statistics: CallStatistics; credit?: CreditModel | undefined; change: Change }

/** The same calls by campaign, medium, channel, number or site; a row opens its calls. */
export function GroupTable({ statistics: { by, groups, groupCount }, credit = 'last', change }: GroupTableProps) {
  const t = useText()
  const [all, setAll] = useState(false)
  const columns = useColumns(by, groups)
  const hidden = groups.length - shownAtFirst
  return (
    <Card
      title={t(`calls.byTitle.${by}`)}
      note={
        <Row gap="xs">
          <ChoiceChip
            of={groupings.map((id) => ({ id, name: t(`calls.by.${id}`) }))}
            chosen={by}
            choose={(id) => change({ by: id })}
            label={t('calls.by.label')}
          />
          {isShared.has(by) && (
            <ChoiceChip
              of={creditModels.map((id) => ({ id, name: t(`calls.credit.${id}`) }))}
              chosen={credit}
              choose={(id) => change({ credit: id })}
              label={t('calls.credit.label')}
            />
          )}
        </Row>
      }
    >
      <Table
        columns={columns}
        rows={all ? groups : groups.slice(0, shownAtFirst)}
        rowKey={(group) => group.key}
        onOpen={(group) => change({ ...narrowing, [filterOf[by]]: group.key })}
        label={t(`calls.byTitle.${by}`)}
      />
      {all && groupCount > groups.length && (
        <Text size="sm" c="var(--soft)">
          {t('calls.by.beyond', { count: groupCount - groups.length })}
        </Text>
      )}
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
  const sold = groups.some((group) => group.sales > 0)
  const ended = ({ answered, missed }: Group) => answered + missed
  const right = { align: 'right' } as const
  return [
    { key: 'group', head: t(`calls.by.${by}`), render: (group) => <GroupName by={by} group={group} /> },
    {
      ...right,
      key: 'received',
      head: t('calls.column.calls'),
      render: ({ received, callers }) => (
        <>
          <span className={classes['bar']} style={{ width: Math.round((44 * received) / most) }} />
          {format.number(received, 1)}
          {callers > 0 && <small>{t('calls.column.callers', { count: callers })}</small>}
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
          {group.missed >= 0.5 && <small>{t('calls.column.missedCount', { count: Math.round(group.missed) })}</small>}
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
    ...(sold ? [{ ...right, key: 'value', head: t('calls.column.value'), render: value }] : []),
    ...(priced ? [{ ...right, key: 'cost', head: t('calls.column.cost'), hideOnPhone: true, render: cost }] : []),
  ]

  function value({ valueCents, sales, acquired }: Group) {
    if (sales === 0) return '–'
    return (
      <>
        {format.money(valueCents)}
        <small>{t('calls.column.sales', { count: Math.round(sales), sales: format.number(sales, 1) })}</small>
        {acquired > 0 && (
          <small>
            {t('calls.column.acquired', { count: Math.round(acquired), acquired: format.number(acquired, 1) })}
          </small>
        )}
      </>
    )
  }

  function cost({ costCents, received, valueCents }: Group) {
    if (!costCents) return '–'
    return (
      <>
        {format.money(costCents)}
        {received > 0 && (
          <small>{t('calls.column.costPerCall', { cost: format.money(Math.round(costCents / received)) })}</small>
        )}
        {valueCents > 0 && (
          <small>{t('calls.column.return', { ratio: format.number(valueCents / costCents, 1) })}</small>
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
  if (key === 'none' && by !== 'zone') return say.t(`calls.none.${by}`)
  if (by === 'channel') return say.channel(key)
  if (by === 'medium') return say.medium(key)
  if (by === 'zone') return zoneName(key, say.t)
  return label ?? key
}
