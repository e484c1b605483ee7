import { useNavigate } from '@tanstack/react-router'
import { useText } from '#web/i18n'
import { IntervalLine, Table, Tag } from '#web/ui'
import type { ScoreKind } from '#shared/statistics/scale'
import type { ResultFilter, Results, Score } from '../contract.ts'
import { endsOf, useScoreWords } from './words.ts'

type SiteScoresProps = {
  kind: ScoreKind
  sites: Results['sites']
  whole: Score | null
  questionnaireId: string
  search: ResultFilter
}

/** Sites side by side; a line opens the results of its site. */
export function SiteScores({ kind, sites, whole, questionnaireId, search }: SiteScoresProps) {
  const t = useText()
  const say = useScoreWords(kind)
  const navigate = useNavigate()
  const [from, to] = endsOf(kind)
  return (
    <Table
      label={t('questionnaires.bySite')}
      rows={sites}
      rowKey={({ siteId }) => siteId}
      onOpen={({ siteId }) =>
        void navigate({ to: '/ecoute/$id', params: { id: questionnaireId }, search: { ...search, siteId } })
      }
      columns={[
        { key: 'site', head: t('sites.site'), render: ({ siteName }) => siteName },
        {
          key: 'score',
          align: 'right',
          head: t(`questionnaires.kinds.${kind}`),
          render: ({ score }) => (
            <>
              {say.estimate(score)}
              <small>{say.interval(score)}</small>
            </>
          ),
        },
        {
          key: 'drawn',
          hideOnPhone: true,
          head: '',
          render: ({ score }) => <IntervalLine interval={score} mean={whole?.estimate} from={from} to={to} />,
        },
        {
          key: 'apart',
          head: t('questionnaires.apart'),
          render: ({ apart }) =>
            apart?.shown ? (
              <Tag tone={apart.estimate < 0 ? 'lost' : 'good'}>
                {t(apart.estimate < 0 ? 'questionnaires.below' : 'questionnaires.above')}
              </Tag>
            ) : (
              <small>{t('questionnaires.alike')}</small>
            ),
        },
        {
          key: 'change',
          hideOnPhone: true,
          head: t('questionnaires.change.title'),
          render: ({ change }) => say.change(change),
        },
      ]}
    />
  )
}
