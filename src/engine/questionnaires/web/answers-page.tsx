import { Button, Group } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { hrefOf, useEndpoint, useEndpointPages } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Card, Chip, Empty, Failure, LiveBadge, Loading, Page, Table, Tag, More } from '#web/ui'
import { questionsOf, scaleOf } from '#shared/questionnaire/definition'
import {
  type Answer,
  AnswerFilter,
  exportAnswers,
  getQuestionnaire,
  listAnswers,
  listQuestionnaires,
} from '../contract.ts'
import { readable } from './words.ts'

export const AnswersSearch = AnswerFilter

/** What customers answered, one by one. */
export function AnswersPage() {
  const t = useText()
  const navigate = useNavigate()
  const search = AnswersSearch.safeParse(useSearch({ strict: false })).data ?? {}
  const pages = useEndpointPages(listAnswers, { query: search }, { topic: 'answers', keepPrevious: true })
  const items = pages.data?.pages.flatMap((page) => page.items) ?? []
  const mayExport = useCan('answers.export')
  const { questionnaireId, ...rest } = search
  return (
    <Page
      title={t('questionnaires.answers')}
      actions={
        <Group gap="md">
          <LiveBadge />
          {questionnaireId && mayExport && (
            <Button
              component="a"
              download
              variant="default"
              size="xs"
              href={hrefOf(exportAnswers, { params: { id: questionnaireId }, query: rest })}
            >
              CSV
            </Button>
          )}
        </Group>
      }
    >
      <Filter search={search} />
      {!pages.data && (pages.isError ? <Failure error={pages.error} retry={pages.refetch} /> : <Loading />)}
      {pages.data && items.length === 0 && (
        <Empty title={t('questionnaires.noAnswer')} action={<Link to="/ecoute">{t('questionnaires.title')}</Link>}>
          {t('questionnaires.noAnswerHelp')}
        </Empty>
      )}
      {items.length > 0 && (
        <Card pad={false}>
          <Answers items={items} onOpen={({ id }) => void navigate({ to: '/ecoute/reponses/$id', params: { id } })} />
          <More pages={pages} inset />
        </Card>
      )}
    </Page>
  )
}

/** What the list is narrowed to, each taken off by a touch. */
function Filter({ search }: { search: AnswerFilter }) {
  const t = useText()
  const format = useFormat()
  const navigate = useNavigate()
  const { questionnaireId, mark, from, to, channel } = search
  const asked = useEndpoint(
    getQuestionnaire,
    { params: { id: questionnaireId ?? '' } },
    { enabled: questionnaireId !== undefined },
  ).data
  const definition = asked?.versions[0]?.definition
  const markWords = () => {
    const [key, value] = [mark!.slice(0, mark!.indexOf('=')), mark!.slice(mark!.indexOf('=') + 1)]
    const question = definition && questionsOf(definition).find(({ id }) => id === key.split('/')[0])
    const title = question && definition ? readable(question.title, definition) : key
    const said =
      question && definition && 'options' in question
        ? question.options.find(({ id }) => id === value)?.label
        : undefined
    return `${title} : ${said && definition ? readable(said, definition) : value}`
  }
  const chips: [keyof AnswerFilter, string][] = [
    ...(asked ? [['questionnaireId', asked.name] as [keyof AnswerFilter, string]] : []),
    ...(mark ? [['mark', markWords()] as [keyof AnswerFilter, string]] : []),
    ...(from ? [['from', t('questionnaires.since', { day: format.date(from) })] as [keyof AnswerFilter, string]] : []),
    ...(to ? [['to', t('questionnaires.until', { day: format.date(to) })] as [keyof AnswerFilter, string]] : []),
    ...(channel ? [['channel', t(`questionnaires.channels.${channel}`)] as [keyof AnswerFilter, string]] : []),
  ]
  if (chips.length === 0) return null
  return (
    <Group gap="xs">
      {chips.map(([key, words]) => (
        <Chip
          key={key}
          on
          onClick={() => void navigate({ to: '/ecoute/reponses', search: { ...search, [key]: undefined } })}
        >
          {words} ×
        </Chip>
      ))}
    </Group>
  )
}

function Answers({ items, onOpen }: { items: Answer[]; onOpen: (answer: Answer) => void }) {
  const t = useText()
  const format = useFormat()
  const names = new Map((useEndpoint(listQuestionnaires).data?.items ?? []).map(({ id, name }) => [id, name]))
  return (
    <Table
      label={t('questionnaires.answers')}
      rows={items}
      rowKey={({ id }) => id}
      onOpen={onOpen}
      columns={[
        {
          key: 'when',
          head: t('questionnaires.answeredAt'),
          render: ({ answeredAt, timeZone, siteName, channel }) => (
            <>
              {format.dateTime(answeredAt, timeZone)}
              <small>{[siteName, t(`questionnaires.channels.${channel}`)].filter(Boolean).join(' · ')}</small>
            </>
          ),
        },
        {
          key: 'what',
          head: t('questionnaires.said'),
          render: (answer) => <InShort answer={answer} name={names.get(answer.questionnaireId)} />,
        },
        {
          key: 'request',
          head: '',
          hideOnPhone: true,
          render: ({ requestId }) => requestId && <Tag tone="lost">{t('questionnaires.toCallBack')}</Tag>,
        },
      ]}
    />
  )
}

/** The first mark and the first words. */
function InShort({ answer: { answers, questionnaireId }, name }: { answer: Answer; name: string | undefined }) {
  const asked = useEndpoint(getQuestionnaire, { params: { id: questionnaireId } }).data?.versions[0]?.definition
  const questions = asked ? questionsOf(asked) : []
  const marked = questions.find((question) => scaleOf(question) && typeof answers[question.id] === 'number')
  const worded = questions.find(({ id, type }) => type === 'open' && typeof answers[id] === 'string')
  const mark = marked && (answers[marked.id] as number)
  return (
    <>
      {marked ? <b>{`${mark} / ${scaleOf(marked)!.to}`}</b> : null}{' '}
      {worded ? `« ${(answers[worded.id] as string).slice(0, 160)} »` : ''}
      <small>{name}</small>
    </>
  )
}
