import { NumberInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDebouncedValue } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { listQuestionnaires } from '#engine/questionnaires/contract'
import { useAction, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { Card, dayFromNow, DayInput, Empty, Loading, Page, SavingForm, Select, Words } from '#web/ui'
import { type Asked, frames, listSurveys, startSurvey } from '../contract.ts'
import { Plan } from './plan.tsx'
import classes from './surveys.module.css'

/** Whom to ask, how sure the figures would be, and then the letters. */
export function NewSurveyPage() {
  const t = useText()
  const questionnaires = useEndpoint(listQuestionnaires, { query: { audience: 'customers' } })
  const published = questionnaires.data?.items.filter(({ version, archivedAt }) => version !== null && !archivedAt)
  return (
    <Page title={t('surveys.add')}>
      {!published && <Loading lines={6} />}
      {published?.length === 0 && (
        <Empty title={t('surveys.noQuestionnaire')}>{t('surveys.noQuestionnaireHelp')}</Empty>
      )}
      {published && published.length > 0 && (
        <Fields questionnaires={published.map(({ id, name }) => ({ value: id, label: name }))} />
      )}
    </Page>
  )
}

function Fields({ questionnaires }: { questionnaires: { value: string; label: string }[] }) {
  const t = useText()
  const navigate = useNavigate()
  const start = useAction(startSurvey, {
    reads: [listSurveys],
    inline: true,
    onSuccess: ({ id }) => void navigate({ to: '/enquetes/$id', params: { id } }),
  })
  const form = useForm({
    initialValues: {
      name: '',
      questionnaireId: questionnaires[0]!.value,
      frame: 'callers' as Asked['frame'],
      from: dayFromNow(-120),
      to: dayFromNow(0),
      perSite: 200 as number | string,
      expectedRate: 20 as number | string,
      reminders: 1 as number | string,
      pauseDays: 5 as number | string,
      endsOn: dayFromNow(21),
    },
    validate: {
      name: (name) => (name.trim() ? null : t('questionnaires.nameMissing')),
      questionnaireId: (id) => (id ? null : t('waves.questionnaireMissing')),
      from: (day) => (day ? null : t('waves.dayMissing')),
      to: (day, { from }) => (!day ? t('waves.dayMissing') : from && day < from ? t('errors.period.backwards') : null),
      endsOn: (day) => (day ? null : t('waves.dayMissing')),
    },
  })
  const { frame, from, to, perSite, expectedRate } = form.values
  const asked: Asked | undefined =
    from && to && from <= to && Number(perSite) >= 5 && Number(expectedRate) >= 1
      ? { frame, from, to, perSite: Number(perSite), expectedRate: Number(expectedRate) / 100 }
      : undefined
  const [planned] = useDebouncedValue(asked, 400)
  const save = ({ name, questionnaireId, endsOn, reminders, pauseDays }: typeof form.values) =>
    start.mutateAsync({
      body: {
        ...asked!,
        name,
        questionnaireId,
        endsOn,
        reminders: Number(reminders),
        pauseDays: Number(pauseDays),
      },
    })
  const back = () => void navigate({ to: '/enquetes' })
  return (
    <div className={classes['beside']}>
      <Card>
        <SavingForm
          form={form}
          save={save}
          fieldOf={{ 'survey.over_already': 'endsOn' }}
          onDone={() => {}}
          onCancel={back}
          action={t('surveys.start')}
        >
          <TextInput
            {...form.getInputProps('name')}
            label={t('surveys.name')}
            placeholder={t('surveys.example')}
            maxLength={120}
          />
          <Select {...form.getInputProps('questionnaireId')} label={t('surveys.questionnaire')} data={questionnaires} />
          <Select
            {...form.getInputProps('frame')}
            label={t('surveys.frame')}
            allowDeselect={false}
            data={frames.map((value) => ({ value, label: t(`surveys.frames.${value}`) }))}
          />
          <div className={classes['pair']}>
            <DayInput {...form.getInputProps('from')} label={t('surveys.from')} />
            <DayInput {...form.getInputProps('to')} label={t('surveys.to')} />
          </div>
          <div className={classes['pair']}>
            <NumberInput {...form.getInputProps('perSite')} label={t('surveys.perSite')} min={5} max={5000} />
            <NumberInput
              {...form.getInputProps('expectedRate')}
              label={t('surveys.expectedRate')}
              min={1}
              max={100}
              suffix=" %"
            />
          </div>
          <div className={classes['pair']}>
            <NumberInput {...form.getInputProps('reminders')} label={t('surveys.reminders')} min={0} max={3} />
            <NumberInput {...form.getInputProps('pauseDays')} label={t('surveys.pauseDays')} min={1} max={60} />
          </div>
          <DayInput {...form.getInputProps('endsOn')} label={t('surveys.endsOn')} />
          <Words>{t('surveys.confidential')}</Words>
        </SavingForm>
      </Card>
      {planned && <Plan asked={planned} />}
    </div>
  )
}
