import { Button, Group } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Card, Empty, Failure, FormDrawer, Loading, Page, Table, Tag, useEditing } from '#web/ui'
import { listQuestionnaires, type Questionnaire } from '../contract.ts'
import { ImportButton } from './import-button.tsx'
import { NewQuestionnaire } from './new-questionnaire.tsx'

/** What customers and employees are asked, and where to read what they answer. */
export function ListeningPage() {
  const t = useText()
  const navigate = useNavigate()
  const list = useEndpoint(listQuestionnaires, {}, { topic: 'questionnaires' })
  const editing = useEditing<never>()
  const [mayManage, mayRead] = [useCan('questionnaires.manage'), useCan('answers.read')]
  const add = mayManage && (
    <Group gap="sm">
      <ImportButton />
      <Button onClick={() => editing.open()}>{t('questionnaires.add')}</Button>
    </Group>
  )
  const open = ({ id, version, audience }: Questionnaire) =>
    void navigate(
      version !== null && mayRead && audience === 'customers'
        ? { to: '/ecoute/$id', params: { id } }
        : { to: '/ecoute/$id/questions', params: { id } },
    )
  return (
    <Page
      title={t('questionnaires.title')}
      actions={
        <Group gap="md">
          {mayRead && <Link to="/ecoute/reponses">{t('questionnaires.answers')}</Link>}
          {add}
        </Group>
      }
    >
      {!list.data && (list.isError ? <Failure error={list.error} retry={list.refetch} /> : <Loading />)}
      {list.data?.items.length === 0 && (
        <Empty title={t('questionnaires.none')} action={add}>
          {t('questionnaires.noneHelp')}
        </Empty>
      )}
      {list.data && list.data.items.length > 0 && (
        <Card pad={false}>
          <Questionnaires items={list.data.items} onOpen={open} />
        </Card>
      )}
      <FormDrawer title={t('questionnaires.add')} opened={editing.opened} onClose={editing.close}>
        <NewQuestionnaire onDone={editing.close} />
      </FormDrawer>
    </Page>
  )
}

function Questionnaires({ items, onOpen }: { items: Questionnaire[]; onOpen: (one: Questionnaire) => void }) {
  const t = useText()
  const format = useFormat()
  return (
    <Table
      label={t('questionnaires.title')}
      rows={items}
      rowKey={({ id }) => id}
      onOpen={onOpen}
      columns={[
        {
          key: 'name',
          head: t('questionnaires.name'),
          render: ({ name, audience }) => (
            <>
              {name}
              <small>{t(`questionnaires.audiences.${audience}`)}</small>
            </>
          ),
        },
        { key: 'state', head: t('questionnaires.state'), render: (one) => <State questionnaire={one} /> },
        {
          key: 'published',
          head: t('questionnaires.publishedAt'),
          hideOnPhone: true,
          render: ({ publishedAt }) => (publishedAt ? format.date(publishedAt) : '–'),
        },
      ]}
    />
  )
}

/** What stands between the draft and who is asked. */
export function State({ questionnaire: { version, changed, archivedAt } }: { questionnaire: Questionnaire }) {
  const t = useText()
  if (archivedAt) return <Tag>{t('questionnaires.archived')}</Tag>
  if (version === null) return <Tag>{t('questionnaires.draft')}</Tag>
  return (
    <>
      <Tag tone="good">{t('questionnaires.version', { number: version })}</Tag>
      {changed && <small>{t('questionnaires.changed')}</small>}
    </>
  )
}
