import { Button, Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import { FaceToFace } from '#insight/mirror/web'
import { useAction } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Card, dayFromNow, DayInput, Tag } from '#web/ui'
import { archiveCommitment, type Commitment, getCharter, noteEvidence, restoreCommitment } from '../contract.ts'
import classes from './charter.module.css'

/** One promise: its two sides, what both faces say, and what shows that it is kept. */
export function CommitmentCard({ commitment, onEdit }: { commitment: Commitment; onEdit: () => void }) {
  const t = useText()
  const format = useFormat()
  const mayManage = useCan('charter.manage')
  const reads = [getCharter]
  const archive = useAction(archiveCommitment, { reads })
  const restore = useAction(restoreCommitment, { reads })
  const { id, title, toCustomers, toEmployees, ownerName, reviewOn, due, archivedAt, measures, evidence } = commitment
  const params = { id }
  return (
    <Card title={title}>
      <div className={classes['stack']}>
        <dl className={classes['faces']}>
          <div>
            <dt>{t('mirror.customers')}</dt>
            <dd>{toCustomers}</dd>
          </div>
          <div>
            <dt>{t('mirror.employees')}</dt>
            <dd>{toEmployees}</dd>
          </div>
        </dl>
        <FaceToFace rows={[measures]} label={title} />
        {evidence.length > 0 && (
          <ul className={classes['evidence']}>
            {evidence.map((one) => (
              <li key={one.id}>
                <span>{one.words}</span>
                <small>
                  {format.day(one.day)} {one.by && `· ${one.by}`}
                </small>
              </li>
            ))}
          </ul>
        )}
        {mayManage && !archivedAt && <NewEvidence id={id} title={title} />}
        <Group gap="sm">
          <span className={classes['soft']}>
            {ownerName ?? t('charter.nobody')} ·{' '}
            {due ? (
              <Tag tone="attention">{t('charter.due', { day: format.day(reviewOn) })}</Tag>
            ) : (
              t('charter.review', { day: format.day(reviewOn) })
            )}
          </span>
          {mayManage &&
            (archivedAt ? (
              <Button variant="default" size="xs" onClick={() => restore.mutate({ params })}>
                {t('charter.restore')}
              </Button>
            ) : (
              <>
                <Button
                  variant="default"
                  size="xs"
                  onClick={onEdit}
                  aria-label={t('charter.editNamed', { name: title })}
                >
                  {t('charter.edit')}
                </Button>
                <Button
                  variant="default"
                  size="xs"
                  onClick={() => archive.mutate({ params })}
                  aria-label={t('charter.archiveNamed', { name: title })}
                >
                  {t('charter.archive')}
                </Button>
              </>
            ))}
        </Group>
      </div>
    </Card>
  )
}

function NewEvidence({ id, title }: { id: string; title: string }) {
  const t = useText()
  const [words, setWords] = useState('')
  const [day, setDay] = useState<string | null>(() => dayFromNow(0))
  const note = useAction(noteEvidence, { reads: [getCharter], onSuccess: () => setWords('') })
  return (
    <form
      className={classes['note']}
      onSubmit={(event) => {
        event.preventDefault()
        if (words.trim() && day) note.mutate({ params: { id }, body: { day, words } })
      }}
    >
      <TextInput
        label={t('charter.evidence')}
        aria-label={t('charter.evidenceOf', { name: title })}
        placeholder={t('charter.evidenceExample')}
        maxLength={600}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <DayInput label={t('charter.day')} value={day} onChange={setDay} />
      <Button type="submit" variant="default" loading={note.isPending}>
        {t('charter.note')}
      </Button>
    </form>
  )
}
