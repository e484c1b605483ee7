import { NumberInput } from '@mantine/core'
import { useState } from 'react'
import type { Colour } from '#shared/phone-display'
import { useFormat, useText } from '#web/i18n'
import { Card, Table, type Column } from '#web/ui'
import { ColourTag } from './colour-tag.tsx'
import classes from './tariffs.module.css'

const kinds = ['ordinary', 'free', 'plain', 'surcharged'] as const
type Kind = (typeof kinds)[number]
const colours: Record<Kind, Colour | null> = { ordinary: null, free: 'green', plain: 'grey', surcharged: 'purple' }
/** The highest price of the lowest surcharged family: 081x. */
const surchargeCentsPerMinute = 6

/** Which kind of number suits what one wants: volume, image, fewer idle calls, the law. */
export function Choice() {
  const t = useText()
  const format = useFormat()
  const [calls, setCalls] = useState<number | string>(500)
  const [minutes, setMinutes] = useState<number | string>(4)
  const talk = Number(calls) * Number(minutes)
  const cost = (kind: Kind) => {
    if (kind === 'surcharged')
      return t('tariffs.choice.callersPay', { money: format.money(Math.round(talk * surchargeCentsPerMinute)) })
    return t(kind === 'free' ? 'tariffs.choice.youPay' : 'tariffs.choice.plainCall', { minutes: format.number(talk) })
  }
  const columns: Column<Kind>[] = [
    {
      key: 'kind',
      head: t('tariffs.choice.kind'),
      render: (kind) => (
        <>
          {t(`tariffs.choice.kinds.${kind}`)}
          {colours[kind] && (
            <small>
              <ColourTag colour={colours[kind]} />
            </small>
          )}
        </>
      ),
    },
    { key: 'volume', head: t('tariffs.choice.volume'), render: (kind) => t(`tariffs.choice.volumes.${kind}`) },
    {
      key: 'image',
      head: t('tariffs.choice.image'),
      hideOnPhone: true,
      render: (kind) => t(`tariffs.choice.images.${kind}`),
    },
    {
      key: 'law',
      head: t('tariffs.choice.law'),
      hideOnPhone: true,
      render: (kind) => t(`tariffs.choice.laws.${kind}`),
    },
    { key: 'cost', head: t('tariffs.choice.cost'), render: cost },
  ]
  return (
    <Card title={t('tariffs.choice.title')} note={t('tariffs.choice.memorable')}>
      <div className={classes['usage']}>
        <NumberInput
          label={t('tariffs.choice.calls')}
          value={calls}
          onChange={setCalls}
          min={0}
          max={1_000_000}
          maw={200}
        />
        <NumberInput
          label={t('tariffs.choice.minutes')}
          value={minutes}
          onChange={setMinutes}
          min={0}
          max={120}
          maw={200}
        />
      </div>
      <Table columns={columns} rows={kinds} rowKey={(kind) => kind} label={t('tariffs.choice.title')} />
    </Card>
  )
}
