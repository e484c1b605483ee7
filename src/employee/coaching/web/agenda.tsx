import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { Card, notify } from '#web/ui'
import { getOneToOne, type OneToOneDetail, setAgenda } from '../contract.ts'
import classes from './coaching.module.css'

/** What each wants to talk about: both see both. */
export function Agenda({ talk }: { talk: OneToOneDetail }) {
  const t = useText()
  const { iAm, agenda } = talk
  const other = iAm === 'employee' ? 'manager' : 'employee'
  const isOpen = !talk.heldOn && !talk.ended
  return (
    <Card title={t('oneToOnes.agenda')} note={t('oneToOnes.agendaNote')}>
      <div className={classes['beside']}>
        {isOpen ? <Mine talk={talk} /> : <Points label={t('oneToOnes.myPoints')} words={agenda[iAm]} />}
        <Points
          label={t('oneToOnes.pointsOf', { name: other === 'manager' ? talk.managerName : talk.employeeName })}
          words={agenda[other]}
        />
      </div>
    </Card>
  )
}

function Mine({ talk }: { talk: OneToOneDetail }) {
  const t = useText()
  const kept = talk.agenda[talk.iAm]
  const [points, setPoints] = useState(kept)
  const set = useAction(setAgenda, { reads: [getOneToOne], onSuccess: () => notify(t('oneToOnes.kept')) })
  return (
    <div className={classes['stack']}>
      <Textarea
        autosize
        minRows={3}
        maxLength={4000}
        label={t('oneToOnes.myPoints')}
        value={points}
        onChange={(event) => setPoints(event.currentTarget.value)}
      />
      {points !== kept && (
        <div>
          <Button loading={set.isPending} onClick={() => set.mutate({ params: { id: talk.id }, body: { points } })}>
            {t('ui.save')}
          </Button>
        </div>
      )}
    </div>
  )
}

function Points({ label, words }: { label: string; words: string }) {
  const t = useText()
  return (
    <dl className={classes['said']}>
      <div>
        <dt>{label}</dt>
        <dd>{words || t('oneToOnes.nothing')}</dd>
      </div>
    </dl>
  )
}
