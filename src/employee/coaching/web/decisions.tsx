import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useAction } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { dayFromNow, DayInput, Select, Table, Tag } from '#web/ui'
import {
  closeOneToOneDecision,
  decideInOneToOne,
  getOneToOne,
  type OneToOneDecision,
  type OneToOneDetail,
} from '../contract.ts'
import classes from './coaching.module.css'

/** What was decided, and by when. @param talk where more can be noted. */
export function Decisions({ items, talk }: { items: OneToOneDecision[]; talk?: OneToOneDetail }) {
  const t = useText()
  const format = useFormat()
  const close = useAction(closeOneToOneDecision, { reads: [getOneToOne] })
  return (
    <>
      {items.length > 0 && (
        <Table
          label={t('oneToOnes.decisions')}
          rows={items}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'subject',
              head: t('oneToOnes.subject'),
              render: ({ subject, ownerName, kind }) => (
                <>
                  {subject}
                  <small>
                    {t(`oneToOnes.decisionKinds.${kind}`)} · {ownerName}
                  </small>
                </>
              ),
            },
            {
              key: 'due',
              head: t('oneToOnes.by'),
              render: ({ dueAt, closedAt, late }) =>
                closedAt ? (
                  <Tag tone="good">{t('oneToOnes.done')}</Tag>
                ) : late ? (
                  <Tag tone="lost">{format.date(dueAt)}</Tag>
                ) : (
                  format.date(dueAt)
                ),
            },
            {
              key: 'close',
              head: '',
              align: 'right',
              render: ({ id, closedAt, subject }) =>
                !closedAt && (
                  <Button
                    variant="default"
                    size="xs"
                    aria-label={t('oneToOnes.closeNamed', { name: subject })}
                    onClick={() => close.mutate({ params: { id } })}
                  >
                    {t('oneToOnes.close')}
                  </Button>
                ),
            },
          ]}
        />
      )}
      {talk && <NewDecision talk={talk} />}
    </>
  )
}

function NewDecision({ talk }: { talk: OneToOneDetail }) {
  const t = useText()
  const decide = useAction(decideInOneToOne, { reads: [getOneToOne], onSuccess: () => form.reset() })
  const form = useForm({
    initialValues: {
      subject: '',
      kind: 'decision' as OneToOneDecision['kind'] | null,
      owedBy: talk.iAm as OneToOneDetail['iAm'] | null,
      dueOn: dayFromNow(28),
    },
    validate: {
      subject: (subject) => (subject.trim() ? null : t('oneToOnes.subjectMissing')),
      dueOn: (day) => (day ? null : t('waves.dayMissing')),
    },
  })
  return (
    <form
      className={classes['decision']}
      onSubmit={form.onSubmit(({ subject, kind, owedBy, dueOn }) =>
        decide.mutate({ params: { id: talk.id }, body: { subject, kind: kind!, owedBy: owedBy!, dueOn } }),
      )}
    >
      <TextInput {...form.getInputProps('subject')} label={t('oneToOnes.newDecision')} maxLength={200} />
      <Select
        {...form.getInputProps('kind')}
        label={t('oneToOnes.kind')}
        allowDeselect={false}
        data={(['decision', 'skill'] as const).map((value) => ({
          value,
          label: t(`oneToOnes.decisionKinds.${value}`),
        }))}
      />
      <Select
        {...form.getInputProps('owedBy')}
        label={t('oneToOnes.owedBy')}
        allowDeselect={false}
        data={[
          { value: 'employee', label: talk.employeeName },
          { value: 'manager', label: talk.managerName },
        ]}
      />
      <DayInput {...form.getInputProps('dueOn')} label={t('oneToOnes.by')} />
      <Button type="submit" loading={decide.isPending}>
        {t('oneToOnes.decide')}
      </Button>
    </form>
  )
}
