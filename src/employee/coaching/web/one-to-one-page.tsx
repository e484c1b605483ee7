import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { useAction, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { AskTwice, Card, DayInput, Failure, Loading, Page } from '#web/ui'
import { getOneToOne, holdOneToOne, listOneToOnes, moveOneToOne, type OneToOneDetail } from '../contract.ts'
import { Agenda } from './agenda.tsx'
import { Decisions } from './decisions.tsx'
import classes from './coaching.module.css'
import { When } from './one-to-ones-page.tsx'
import { Preparation } from './preparation.tsx'

/** One talk: what was prepared, what to talk about, what was decided. */
export function OneToOnePage({ id }: { id: string }) {
  const t = useText()
  const talk = useEndpoint(getOneToOne, { params: { id } }, { topic: 'one_to_ones' })
  const { data } = talk
  const other = data && (data.iAm === 'manager' ? data.employeeName : data.managerName)
  return (
    <Page title={other ? t('oneToOnes.one', { name: other }) : t('oneToOnes.title')}>
      {!data && (talk.isError ? <Failure error={talk.error} retry={talk.refetch} /> : <Loading lines={8} />)}
      {data && (
        <>
          <p className={classes['soft']}>
            {data.teamName} · <When talk={data} /> · {t('oneToOnes.private')}
          </p>
          {data.before.length > 0 && (
            <Card title={t('oneToOnes.before')} note={t('oneToOnes.beforeNote')} pad={false}>
              <Decisions items={data.before} />
            </Card>
          )}
          <Preparation key={data.id} talk={data} />
          <Agenda key={`agenda ${data.id}`} talk={data} />
          <Card title={t('oneToOnes.decisions')} note={t('oneToOnes.decisionsNote')} pad={false}>
            <Decisions items={data.decisions} talk={data} />
          </Card>
          {!data.heldOn && !data.ended && <Ending talk={data} />}
        </>
      )}
    </Page>
  )
}

function Ending({ talk }: { talk: OneToOneDetail }) {
  const t = useText()

  const [day, setDay] = useState<string | null>(talk.dueOn)
  const reads = [getOneToOne, listOneToOnes]
  const hold = useAction(holdOneToOne, { reads })
  const move = useAction(moveOneToOne, { reads })
  const params = { id: talk.id }
  return (
    <Group align="end" gap="md">
      <DayInput label={t('oneToOnes.plannedOn')} value={day} onChange={setDay} />
      {day && day !== talk.dueOn && (
        <Button
          variant="default"
          loading={move.isPending}
          onClick={() => move.mutate({ params, body: { dueOn: day } })}
        >
          {t('oneToOnes.move')}
        </Button>
      )}
      <AskTwice
        name={t('oneToOnes.hold')}
        label={t('oneToOnes.hold')}
        forGood={t('oneToOnes.holdSure')}
        pending={hold.isPending}
        onSure={() => hold.mutate({ params, body: {} })}
      />
    </Group>
  )
}
