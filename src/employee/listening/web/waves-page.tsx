import { Button, Checkbox, Group, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { listQuestionnaires } from '#engine/questionnaires/contract'
import { useAction, useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import {
  Card,
  DayInput,
  Empty,
  Failure,
  FormDrawer,
  Loading,
  Page,
  SavingForm,
  Select,
  Table,
  Tag,
  useEditing,
  Words,
} from '#web/ui'
import { listWaves, openWave, type TicketSheet, type Wave } from '../contract.ts'
import { AnonymityForm } from './anonymity-form.tsx'
import { Tickets } from './tickets.tsx'

/** When employees were asked, and where their answers are read. */
export function WavesPage() {
  const t = useText()
  const navigate = useNavigate()
  const waves = useEndpoint(listWaves, {}, { topic: 'waves' })
  const editing = useEditing<never>()
  const [sheets, setSheets] = useState<TicketSheet[]>()
  const threshold = useEditing<never>()
  const mayRaise = useCan('anonymity.raise')
  const add = useCan('waves.manage') && <Button onClick={() => editing.open()}>{t('waves.add')}</Button>
  return (
    <Page
      title={t('waves.title')}
      actions={
        <Group gap="sm">
          {mayRaise && (
            <Button variant="default" onClick={() => threshold.open()}>
              {t('waves.anonymity')}
            </Button>
          )}
          {add}
        </Group>
      }
    >
      <Words>{t('waves.what')}</Words>
      {sheets && <Tickets sheets={sheets} onDone={() => setSheets(undefined)} />}
      {!waves.data && (waves.isError ? <Failure error={waves.error} retry={waves.refetch} /> : <Loading />)}
      {waves.data?.items.length === 0 && (
        <Empty title={t('waves.none')} action={add}>
          {t('waves.noneHelp')}
        </Empty>
      )}
      {waves.data && waves.data.items.length > 0 && (
        <Card pad={false}>
          <Waves
            items={waves.data.items}
            onOpen={({ id }) => void navigate({ to: '/barometre/$id', params: { id } })}
          />
        </Card>
      )}
      <FormDrawer title={t('waves.anonymity')} opened={threshold.opened} onClose={threshold.close}>
        <AnonymityForm onDone={threshold.close} />
      </FormDrawer>
      <FormDrawer title={t('waves.add')} opened={editing.opened} onClose={editing.close}>
        <WaveForm onDone={editing.close} onOpened={setSheets} />
      </FormDrawer>
    </Page>
  )
}

function Waves({ items, onOpen }: { items: Wave[]; onOpen: (wave: Wave) => void }) {
  const t = useText()
  const format = useFormat()
  return (
    <Table
      label={t('waves.title')}
      rows={items}
      rowKey={({ id }) => id}
      onOpen={onOpen}
      columns={[
        {
          key: 'name',
          head: t('waves.name'),
          render: ({ name, openedAt }) => (
            <>
              {name}
              <small>{format.date(openedAt)}</small>
            </>
          ),
        },
        {
          key: 'state',
          head: t('waves.state'),
          render: ({ closedAt, closesOn }) =>
            closedAt ? (
              <Tag>{t('waves.closed')}</Tag>
            ) : (
              <Tag tone="good">{t('waves.openUntil', { day: format.day(closesOn) })}</Tag>
            ),
        },
        {
          key: 'issued',
          head: t('waves.issued'),
          align: 'right',
          hideOnPhone: true,
          render: ({ issued, answered }) => (
            <>
              {format.number(issued)}
              {answered !== null && <small>{t('waves.answered', { count: answered })}</small>}
            </>
          ),
        },
      ]}
    />
  )
}

function WaveForm({ onDone, onOpened }: { onDone: () => void; onOpened: (sheets: TicketSheet[]) => void }) {
  const t = useText()
  const questionnaires = (useEndpoint(listQuestionnaires).data?.items ?? []).filter(
    ({ audience, version, archivedAt }) => audience === 'employees' && version !== null && !archivedAt,
  )
  const open = useAction(openWave, { reads: [listWaves], inline: true, onSuccess: ({ sheets }) => onOpened(sheets) })
  const form = useForm({
    initialValues: {
      questionnaireId: null as string | null,
      name: '',
      closesOn: null as string | null,
      councilInformedOn: null as string | null,
      noCouncil: false,
    },
    validate: {
      questionnaireId: (id) => (id ? null : t('waves.questionnaireMissing')),
      name: (name) => (name.trim() ? null : t('questionnaires.nameMissing')),
      closesOn: (day) => (day ? null : t('waves.dayMissing')),
      councilInformedOn: (day, { noCouncil }) => (day || noCouncil ? null : t('waves.councilMissing')),
    },
  })
  const save = ({ questionnaireId, name, closesOn, councilInformedOn, noCouncil }: typeof form.values) =>
    open.mutateAsync({
      body: {
        questionnaireId: questionnaireId!,
        name,
        closesOn: closesOn!,
        councilInformedOn: noCouncil ? null : councilInformedOn,
      },
    })
  if (questionnaires.length === 0)
    return <Empty title={t('waves.noQuestionnaire')}>{t('waves.noQuestionnaireHelp')}</Empty>
  return (
    <SavingForm
      form={form}
      save={save}
      fieldOf={{ 'wave.over_already': 'closesOn' }}
      onDone={onDone}
      onCancel={onDone}
      action={t('waves.open')}
    >
      <Select
        {...form.getInputProps('questionnaireId')}
        label={t('waves.questionnaire')}
        data={questionnaires.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextInput
        {...form.getInputProps('name')}
        label={t('waves.name')}
        placeholder={t('waves.example')}
        maxLength={120}
      />
      <DayInput {...form.getInputProps('closesOn')} label={t('waves.lastDay')} />
      <Checkbox {...form.getInputProps('noCouncil', { type: 'checkbox' })} label={t('waves.noCouncil')} />
      <DayInput
        {...form.getInputProps('councilInformedOn')}
        label={t('waves.council')}
        description={t('waves.councilHelp')}
        disabled={form.values.noCouncil}
      />
    </SavingForm>
  )
}
