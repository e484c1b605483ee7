import { useAction, useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { AskTwice, Card, Failure, Figures, IntervalLine, Loading, Page, Table, Tag } from '#web/ui'
import { npsMargin } from '#shared/statistics/sampling'
import { endSurvey, getSurvey, listSurveys, type SurveyDetail, type SurveyStratum } from '../contract.ts'
import classes from './surveys.module.css'

/** How a survey comes along: who answered, who is missing, what the answers are worth. */
export function SurveyPage({ id }: { id: string }) {
  const t = useText()
  const format = useFormat()
  const survey = useEndpoint(getSurvey, { params: { id } }, { topic: 'surveys' })
  const mayManage = useCan('surveys.manage')
  const end = useAction(endSurvey, { reads: [getSurvey, listSurveys] })
  const { data } = survey
  return (
    <Page
      title={data?.name ?? t('surveys.title')}
      actions={
        mayManage &&
        data &&
        !data.endedAt && (
          <AskTwice
            name={t('surveys.end')}
            label={t('surveys.endNamed', { name: data.name })}
            forGood={t('surveys.endSure')}
            pending={end.isPending}
            onSure={() => end.mutate({ params: { id } })}
          />
        )
      }
    >
      {!data && (survey.isError ? <Failure error={survey.error} retry={survey.refetch} /> : <Loading lines={8} />)}
      {data && (
        <>
          <p className={classes['soft']}>
            {data.questionnaireName} ·{' '}
            {t(`surveys.framesSaid.${data.frame}`, { from: format.day(data.from), to: format.day(data.to) })} ·{' '}
            {data.endedAt ? t('surveys.ended') : t('surveys.until', { day: format.day(data.endsOn) })}
          </p>
          <Summary survey={data} />
          <Card title={t('surveys.strata')} note={t('surveys.strataNote')} pad={false}>
            <Strata strata={data.strata} whole={data.rate?.value ?? null} />
          </Card>
          <small className={classes['soft']}>{t('surveys.seed', { seed: data.seed })}</small>
        </>
      )}
    </Page>
  )
}

function Summary({ survey: { invited, answered, rate, effective, questionnaireId } }: { survey: SurveyDetail }) {
  const t = useText()
  const format = useFormat()
  return (
    <Figures
      items={[
        { label: t('surveys.invited'), value: format.number(invited) },
        {
          label: t('surveys.answers'),
          value: format.number(answered),
          to: `/ecoute/${questionnaireId}`,
          note: effective === null ? undefined : t('surveys.effective', { count: Math.round(effective) }),
          hint: t('surveys.effectiveHint'),
        },
        {
          label: t('surveys.rate'),
          value: rate ? format.percent(rate.value) : '–',
          note: rate
            ? t('surveys.between', { lo: format.percent(rate.low), hi: format.percent(rate.high) })
            : undefined,
          hint: t('surveys.rateHint'),
        },
        {
          label: t('surveys.margin'),
          value: effective ? `± ${format.number(npsMargin(effective))}` : '–',
          hint: t('surveys.marginHint'),
        },
      ]}
    />
  )
}

function Strata({ strata, whole }: { strata: SurveyStratum[]; whole: number | null }) {
  const t = useText()
  const format = useFormat()
  return (
    <Table
      label={t('surveys.strata')}
      rows={strata}
      rowKey={({ siteId, cell }) => `${siteId} ${cell}`}
      columns={[
        {
          key: 'stratum',
          head: t('surveys.stratum'),
          render: ({ siteName, cell, missing }) => (
            <>
              {siteName ?? t('surveys.noSite')} {missing && <Tag tone="attention">{t('surveys.missing')}</Tag>}
              <small>{t(`surveys.cells.${cell}`)}</small>
            </>
          ),
        },
        {
          key: 'answered',
          head: t('surveys.answers'),
          align: 'right',
          render: ({ answered, target, beyond }) => (
            <>
              {t('surveys.ofTarget', { answered: format.number(answered), target: format.number(target) })}
              {beyond > 0 && <small>{t('surveys.beyond', { count: beyond })}</small>}
            </>
          ),
        },
        {
          key: 'invited',
          head: t('surveys.invited'),
          align: 'right',
          hideOnPhone: true,
          render: ({ invited, sent, reachable, resting }) => (
            <>
              {format.number(invited)}
              <small>
                {invited > sent
                  ? t('surveys.onTheWay', { count: invited - sent })
                  : t('surveys.ofReachable', { count: reachable })}
              </small>
              {resting > 0 && <small>{t('surveys.resting', { count: resting })}</small>}
            </>
          ),
        },
        {
          key: 'rate',
          head: t('surveys.rate'),
          align: 'right',
          hideOnPhone: true,
          render: ({ rate }) => (rate ? format.percent(rate.value) : '–'),
        },
        {
          key: 'drawn',
          head: '',
          hideOnPhone: true,
          render: ({ rate }) => (
            <IntervalLine
              interval={rate && { estimate: rate.value, lo: rate.low, hi: rate.high }}
              mean={whole}
              from={0}
              to={1}
            />
          ),
        },
        {
          key: 'weight',
          head: t('surveys.weight'),
          align: 'right',
          hideOnPhone: true,
          render: ({ weight }) => (weight === null ? '–' : format.number(weight, 2)),
        },
      ]}
    />
  )
}
