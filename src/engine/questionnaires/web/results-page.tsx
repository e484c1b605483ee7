import { Group } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEndpoint } from '#web/api'
import { listSites } from '#engine/people/contract'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Card, Chip, Empty, Failure, Figures, Loading, Page, Select } from '#web/ui'
import { questionsOf } from '#shared/questionnaire/definition'
import {
  answerChannels,
  getQuestionnaire,
  getResults,
  type QuestionnaireDetail,
  ResultFilter,
  type Results,
} from '../contract.ts'
import { DriversCard } from './drivers-card.tsx'
import { Evolution } from './evolution.tsx'
import { LinksCard } from './links-card.tsx'
import { daysBack } from './period.ts'
import { QuestionResults } from './question-results.tsx'
import classes from './questionnaires.module.css'
import { SiteScores } from './site-scores.tsx'
import { readable, useScoreWords } from './words.ts'

export const ResultsSearch = ResultFilter

/** What customers answered: how sure it is, what has changed, where. */
export function ResultsPage({ id }: { id: string }) {
  const t = useText()
  const search = ResultsSearch.safeParse(useSearch({ strict: false })).data ?? {}
  const questionnaire = useEndpoint(getQuestionnaire, { params: { id } }, { topic: 'questionnaires' })
  const results = useEndpoint(getResults, { params: { id }, query: search }, { topic: 'answers', keepPrevious: true })
  const failed = questionnaire.isError ? questionnaire : results.isError ? results : undefined
  return (
    <Page
      title={questionnaire.data?.name ?? t('questionnaires.results')}
      actions={
        <Group gap="md">
          <Link to="/ecoute/$id/questions" params={{ id }}>
            {t('questionnaires.questions')}
          </Link>
          <Link to="/ecoute/reponses" search={{ questionnaireId: id, ...search }}>
            {t('questionnaires.answers')}
          </Link>
        </Group>
      }
    >
      <Filters id={id} search={search} />
      {questionnaire.data && results.data ? (
        <Answer questionnaire={questionnaire.data} results={results.data} search={search} />
      ) : failed ? (
        <Failure error={failed.error} retry={failed.refetch} />
      ) : (
        <Loading lines={8} />
      )}
      {questionnaire.data && <LinksCard questionnaire={questionnaire.data} />}
    </Page>
  )
}

const periods = [30, 90, 365] as const
function Filters({ id, search }: { id: string; search: ResultFilter }) {
  const t = useText()
  const navigate = useNavigate()
  const sites = useEndpoint(listSites, {}, { topic: 'sites', enabled: useCan('sites.read') }).data?.items ?? []
  const go = (values: ResultFilter) =>
    void navigate({ to: '/ecoute/$id', params: { id }, search: { ...search, ...values }, resetScroll: false })
  return (
    <Group gap="sm">
      {periods.map((days) => {
        const from = daysBack(days)
        const on = search.from === from && search.to === undefined
        return (
          <Chip
            key={days}
            on={on || (days === 90 && search.from === undefined)}
            onClick={() => go({ from, to: undefined })}
          >
            {t('questionnaires.lastDays', { count: days })}
          </Chip>
        )
      })}
      {sites.length > 1 && (
        <Select
          aria-label={t('sites.site')}
          placeholder={t('questionnaires.everySite')}
          data={sites.map((site) => ({ value: site.id, label: site.name }))}
          value={search.siteId ?? null}
          onChange={(siteId) => go({ siteId: siteId ?? undefined })}
          clearable
          clearButtonProps={{ 'aria-label': t('ui.clear') }}
        />
      )}
      <Select
        aria-label={t('questionnaires.channel')}
        placeholder={t('questionnaires.everyChannel')}
        data={answerChannels.map((value) => ({ value, label: t(`questionnaires.channels.${value}`) }))}
        value={search.channel ?? null}
        onChange={(channel) => go({ channel: (channel as ResultFilter['channel']) ?? undefined })}
        clearable
        clearButtonProps={{ 'aria-label': t('ui.clear') }}
      />
    </Group>
  )
}

type AnswerProps = { questionnaire: QuestionnaireDetail; results: Results; search: ResultFilter }
function Answer({ questionnaire, results, search }: AnswerProps) {
  const t = useText()
  const format = useFormat()
  const leading = results.questions.find(({ key }) => key === results.leading)
  const say = useScoreWords(leading?.kind ?? null)
  const definition = questionnaire.versions[0]?.definition
  if (!definition || results.answers === 0)
    return <Empty title={t('questionnaires.noAnswer')}>{t('questionnaires.noAnswerHelp')}</Empty>
  const asked = questionsOf(definition).find(({ id }) => id === results.leading)
  return (
    <>
      <small className={classes['soft']}>
        {t('questionnaires.period', {
          from: format.date(results.from),
          to: format.date(results.to),
          before: format.date(results.before.from),
        })}
      </small>
      <Figures
        items={[
          {
            label: t('questionnaires.answers'),
            value: format.number(results.answers),
            note: t('questionnaires.answersBefore', { count: results.answersBefore }),
            to: '/ecoute/reponses',
            search: { questionnaireId: questionnaire.id, ...search },
          },
          ...(leading?.score && leading.kind
            ? [
                {
                  label: t(`questionnaires.kinds.${leading.kind}`),
                  value: say.estimate(leading.score),
                  note: say.interval(leading.score),
                  hint: t(`questionnaires.formulas.${leading.kind}`),
                },
                {
                  label: t('questionnaires.change.title'),
                  value: leading.change?.shown ? say.change(leading.change).split(' ')[0] : '=',
                  note: say.change(leading.change),
                  hint: t('questionnaires.change.formula'),
                },
              ]
            : []),
        ]}
      />
      {leading?.kind && results.evolution.length > 1 && (
        <Card title={t('questionnaires.evolution')} note={asked && readable(asked.title, definition)}>
          <Evolution kind={leading.kind} points={results.evolution} />
        </Card>
      )}
      {leading?.kind && results.sites.length > 1 && (
        <Card title={t('questionnaires.bySite')} note={t('questionnaires.bySiteMethod')}>
          <SiteScores
            kind={leading.kind}
            sites={results.sites}
            whole={leading.score}
            questionnaireId={questionnaire.id}
            search={search}
          />
        </Card>
      )}
      <DriversCard questionnaire={questionnaire} search={search} />
      <QuestionResults questionnaire={questionnaire} results={results} search={search} />
    </>
  )
}
