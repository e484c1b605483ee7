import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useAction, useEndpointPages } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { Card, Empty, Failure, Loading, notify, Table, Tag, type Column, More } from '#web/ui'
import { listFirings, retryFiring, type Firing, type Vocabulary } from '../contract.ts'
import { FoundFacts } from './found-facts.tsx'

type FiringsProps = { ruleId: string; vocabulary: Vocabulary; mayRetry: boolean }

const tones = { waiting: undefined, done: 'good', skipped: 'unsure', failed: 'lost' } as const

/** What a rule did, and what came of it. */
export function Firings({ ruleId, vocabulary, mayRetry }: FiringsProps) {
  const t = useText()
  const pages = useEndpointPages(listFirings, { query: { ruleId } }, { topic: 'rules' })
  const columns = useColumns(vocabulary, mayRetry)
  const items = pages.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Card title={t('rules.log')} pad={items.length === 0}>
      {!pages.data && (pages.isError ? <Failure error={pages.error} retry={pages.refetch} /> : <Loading />)}
      {pages.data && items.length === 0 && <Empty title={t('rules.neverFired')}>{t('rules.neverFiredHelp')}</Empty>}
      {items.length > 0 && <Table label={t('rules.log')} columns={columns} rows={items} rowKey={({ id }) => id} />}
      <More pages={pages} inset />
    </Card>
  )
}

function useColumns(vocabulary: Vocabulary, mayRetry: boolean): Column<Firing>[] {
  const t = useText()
  const format = useFormat()
  return [
    {
      key: 'what',
      head: t('rules.firedOn'),
      render: ({ title, path, at, found, noun }) => (
        <>
          {path ? <Link to={path}>{title}</Link> : title}
          <small>{format.dateTime(at)}</small>
          <FoundFacts found={found} noun={noun} vocabulary={vocabulary} />
        </>
      ),
    },
    {
      key: 'done',
      head: t('rules.done'),
      render: ({ stopped, effects }) => (
        <>
          {stopped && <Tag tone="lost">{stopped.message}</Tag>}
          {effects.map(({ id, kind, target, state, error }) => (
            <div key={id}>
              {t(`rules.actions.${kind}.name` as 'rules.actions.mail.name')} {target}{' '}
              <Tag tone={tones[state]}>{t(`rules.effects.${state}`)}</Tag>
              {error && <small>{error.message}</small>}
            </div>
          ))}
        </>
      ),
    },
    {
      key: 'retry',
      head: <span className="unseen">{t('ui.actions')}</span>,
      align: 'right',
      render: (firing) =>
        mayRetry &&
        firing.effects.some(({ state }) => state === 'failed' || state === 'waiting') && <Retry of={firing} />,
    },
  ]
}

function Retry({ of: { id, title } }: { of: Firing }) {
  const t = useText()
  const retry = useAction(retryFiring, { reads: [listFirings], onSuccess: () => notify(t('rules.retried')) })
  return (
    <Button
      variant="default"
      size="xs"
      loading={retry.isPending}
      aria-label={t('rules.retryOne', { title })}
      onClick={() => retry.mutate({ params: { id } })}
    >
      {t('rules.retry')}
    </Button>
  )
}
