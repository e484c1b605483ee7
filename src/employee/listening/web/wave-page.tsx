import { useState } from 'react'
import { useAction, useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { AskTwice, Card, Chip, Empty, Failure, IntervalLine, Loading, Page, Table } from '#web/ui'
import { closeWave, getWaveResults, listWaves, type ResultGroup, type Wave, type WaveResults } from '../contract.ts'
import { Figure, Since, Themes } from './themes.tsx'
import classes from './waves.module.css'

/** What employees answered together; while it is open, only that it is. */
export function WavePage({ id }: { id: string }) {
  const t = useText()
  const waves = useEndpoint(listWaves, {}, { topic: 'waves' })
  const wave = waves.data?.items.find((one) => one.id === id)
  return (
    <Page title={wave?.name ?? t('waves.title')}>
      {wave ? (
        wave.closedAt ? (
          <Results id={id} />
        ) : (
          <Open wave={wave} />
        )
      ) : waves.isError ? (
        <Failure error={waves.error} retry={waves.refetch} />
      ) : (
        <Loading lines={8} />
      )}
    </Page>
  )
}

function Open({ wave }: { wave: Wave }) {
  const t = useText()
  const format = useFormat()
  const mayClose = useCan('waves.manage')
  const close = useAction(closeWave, { reads: [listWaves] })
  return (
    <Empty
      title={t('waves.openUntil', { day: format.date(wave.closesOn) })}
      action={
        mayClose && (
          <AskTwice
            name={t('waves.close')}
            label={t('waves.closeNamed', { name: wave.name })}
            forGood={t('waves.closeSure')}
            pending={close.isPending}
            onSure={() => close.mutate({ params: { id: wave.id } })}
          />
        )
      }
    >
      {wave.answered === null ? t('waves.notYet') : t('waves.answeredOf', { count: wave.answered, of: wave.issued })}
    </Empty>
  )
}

function Results({ id }: { id: string }) {
  const t = useText()
  const results = useEndpoint(getWaveResults, { params: { id } })
  const [shown, setShown] = useState('whole')
  if (!results.data)
    return results.isError ? <Failure error={results.error} retry={results.refetch} /> : <Loading lines={8} />
  const { groups, themes, least } = results.data
  const group = groups.find(({ key }) => key === shown) ?? groups[0]!
  return (
    <>
      <small className={classes['soft']}>{t('waves.rules', { ...least })}</small>
      <Card title={t('waves.themes')} note={t('waves.themesNote')} pad={false}>
        {results.data.previous && <Since results={results.data} />}
        <Themes results={results.data} onOpen={({ key }) => setShown(key)} />
      </Card>
      <div className={classes['chips']}>
        {groups.map((one) => (
          <Chip key={one.key} on={one.key === group.key} onClick={() => setShown(one.key)}>
            {one.name ?? t('waves.everybody')}
          </Chip>
        ))}
      </div>
      {themes.map((theme) => (
        <Card key={theme.id} title={theme.title || t('questionnaires.questions')}>
          <Questions results={results.data} group={group} themeId={theme.id} />
        </Card>
      ))}
      {results.data.words.map(({ question, texts }) => (
        <Card key={question} title={question} note={t('waves.wordsNote', { ...least })}>
          {texts ? (
            <ul className={classes['words']}>
              {texts.map((text, place) => (
                // oxlint-disable-next-line react/no-array-index-key -- the same words may stand twice, and have no order
                <li key={place}>{text}</li>
              ))}
            </ul>
          ) : (
            <span className={classes['soft']}>{t('waves.hidden.too_few')}</span>
          )}
        </Card>
      ))}
    </>
  )
}

function Questions({ results, group, themeId }: { results: WaveResults; group: ResultGroup; themeId: string }) {
  const t = useText()
  const whole = results.groups.find(({ kind }) => kind === 'whole')!
  const rows = results.questions.flatMap((question, place) =>
    question.themeId === themeId ? [{ ...question, mean: group.questions[place]!, all: whole.questions[place]! }] : [],
  )
  return (
    <Table
      label={group.name ?? t('waves.everybody')}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { key: 'question', head: t('questionnaires.question'), render: ({ title }) => title },
        { key: 'mean', head: '0 – 100', align: 'right', render: ({ mean }) => <Figure mean={mean} /> },
        {
          key: 'drawn',
          head: '',
          hideOnPhone: true,
          render: ({ mean, all }) => (
            <IntervalLine
              interval={'value' in mean ? { estimate: mean.value, lo: mean.lo, hi: mean.hi } : null}
              mean={'value' in all ? all.value : null}
              from={0}
              to={100}
            />
          ),
        },
      ]}
    />
  )
}
