import { Button, Group } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Card, Empty, Failure, FormDrawer, Loading, NoMail, Page, Table, Tag, useEditing, Words } from '#web/ui'
import { listSurveys, type Survey } from '../contract.ts'
import { RuleForm } from './rule-form.tsx'

/** Which customers were written to, drawn by lot, and how many answered. */
export function SurveysPage() {
  const t = useText()
  const navigate = useNavigate()
  const surveys = useEndpoint(listSurveys, {}, { topic: 'surveys' })
  const editing = useEditing<never>()
  const [mayManage, mayRule] = [useCan('surveys.manage'), useCan('solicitations.rule')]
  const add = mayManage && (
    <Button onClick={() => void navigate({ to: '/enquetes/nouvelle' })}>{t('surveys.add')}</Button>
  )
  return (
    <Page
      title={t('surveys.title')}
      actions={
        <Group gap="sm">
          {mayRule && (
            <Button variant="default" onClick={() => editing.open()}>
              {t('surveys.rule')}
            </Button>
          )}
          {add}
        </Group>
      }
    >
      <Words>{t('surveys.what')}</Words>
      {surveys.data?.mailConfigured === false && <NoMail>{t('surveys.noMail')}</NoMail>}
      {!surveys.data && (surveys.isError ? <Failure error={surveys.error} retry={surveys.refetch} /> : <Loading />)}
      {surveys.data?.items.length === 0 && (
        <Empty title={t('surveys.none')} action={add}>
          {t('surveys.noneHelp')}
        </Empty>
      )}
      {surveys.data && surveys.data.items.length > 0 && (
        <Card pad={false}>
          <Surveys
            items={surveys.data.items}
            onOpen={({ id }) => void navigate({ to: '/enquetes/$id', params: { id } })}
          />
        </Card>
      )}
      <FormDrawer title={t('surveys.rule')} opened={editing.opened} onClose={editing.close}>
        <RuleForm onDone={editing.close} />
      </FormDrawer>
    </Page>
  )
}

function Surveys({ items, onOpen }: { items: Survey[]; onOpen: (survey: Survey) => void }) {
  const t = useText()
  const format = useFormat()
  return (
    <Table
      label={t('surveys.title')}
      rows={items}
      rowKey={({ id }) => id}
      onOpen={onOpen}
      columns={[
        {
          key: 'name',
          head: t('surveys.name'),
          render: ({ name, questionnaireName, startedAt }) => (
            <>
              {name}
              <small>
                {questionnaireName} · {format.date(startedAt)}
              </small>
            </>
          ),
        },
        {
          key: 'state',
          head: t('surveys.state'),
          hideOnPhone: true,
          render: ({ endedAt, endsOn }) =>
            endedAt ? (
              <Tag>{t('surveys.ended')}</Tag>
            ) : (
              <Tag tone="good">{t('surveys.until', { day: format.day(endsOn) })}</Tag>
            ),
        },
        {
          key: 'answered',
          head: t('surveys.answers'),
          align: 'right',
          render: ({ invited, answered }) => (
            <>
              {format.number(answered)}
              <small>{t('surveys.ofInvited', { count: invited })}</small>
            </>
          ),
        },
      ]}
    />
  )
}
