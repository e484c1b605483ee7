import { Button } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useEffect, useRef, useState } from 'react'
import { useAction, useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Listed, SavingForm, Tag } from '#web/ui'
import { addToPool, listNumbers, listPools, type Pool } from '../contract.ts'
import { Held } from './held.tsx'
import classes from './numbers.module.css'
import { readPhoneList } from './phone-list.ts'
import { PhoneListInput } from './phone-list-input.tsx'
import { RetirementButton } from './retirement-button.tsx'
import { SizeAdvice } from './size-advice.tsx'

/** A pool opened: what is held, more numbers to add, and each of its numbers. */
export function PoolNumbers({ pool }: { pool: Pool }) {
  const t = useText()
  const format = useFormat()
  const mayManage = useCan('numbers.manage')
  const [adding, setAdding] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const close = () => {
    setAdding(false)
    opener.current?.focus()
  }
  const numbers = useEndpoint(listNumbers, { query: { poolId: pool.id } }, { topic: 'numbers' })
  return (
    <div className={classes['pool']}>
      <p className={classes['actions']}>
        <Held {...pool} />
        {pool.reusedToday > 0 && <Tag tone="attention">{t('numbers.reusedToday', { count: pool.reusedToday })}</Tag>}
      </p>
      <SizeAdvice pool={pool} />
      {mayManage && (
        <Button
          ref={opener}
          className={classes['start']}
          variant="default"
          aria-expanded={adding}
          onClick={() => setAdding(!adding)}
        >
          {t('numbers.addMore')}
        </Button>
      )}
      {adding && <MoreNumbers pool={pool} onDone={close} />}
      <Listed query={numbers} empty={<p>{t('numbers.poolEmpty')}</p>}>
        {(rows) => (
          <ul className={classes['numbers']} aria-label={t('numbers.ofPool', { name: pool.name })}>
            {rows.map((number) => (
              <li key={number.id}>
                {number.display}
                <span className={classes['actions']}>
                  {number.retiredAt && (
                    <Tag tone="unsure">{t('numbers.retiredOn', { date: format.day(number.retiredAt) })}</Tag>
                  )}
                  {mayManage && <RetirementButton number={number} />}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Listed>
    </div>
  )
}

function MoreNumbers({ pool, onDone }: { pool: Pool; onDone: () => void }) {
  const t = useText()
  const add = useAction(addToPool, { reads: [listPools, listNumbers], inline: true })
  const form = useForm({
    initialValues: { phones: '' },
    validate: { phones: (text) => (readPhoneList(text).phones.length > 0 ? null : t('numbers.listMissing')) },
  })
  const { getInputNode } = form
  useEffect(() => getInputNode('phones')?.focus(), [getInputNode])
  const list = readPhoneList(form.values.phones)
  return (
    <SavingForm
      form={form}
      save={() => add.mutateAsync({ params: { id: pool.id }, body: { phones: list.phones } })}
      fieldOf={{ 'phone.not_dialable': 'phones', 'line.taken': 'phones' }}
      onDone={onDone}
      onCancel={onDone}
      action={t('numbers.addCount', { count: list.phones.length })}
    >
      <PhoneListInput {...form.getInputProps('phones')} list={list} />
    </SavingForm>
  )
}
