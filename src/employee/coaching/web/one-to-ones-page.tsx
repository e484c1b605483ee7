import { useNavigate } from '@tanstack/react-router'
import { useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Card, Empty, Failure, Loading, Page, Table, Tag, Words } from '#web/ui'
import { listOneToOnes, type OneToOne } from '../contract.ts'
import { Cadences } from './cadences.tsx'

/** One's own talks, and for human resources whether they are held. */
export function OneToOnesPage() {
  const t = useText()
  const navigate = useNavigate()
  const mine = useEndpoint(listOneToOnes, {}, { topic: 'one_to_ones' })
  const seesCadences = useCan('cadences.read')
  return (
    <Page title={t('oneToOnes.title')}>
      <Words>{t('oneToOnes.what')}</Words>
      {!mine.data && (mine.isError ? <Failure error={mine.error} retry={mine.refetch} /> : <Loading />)}
      {mine.data?.items.length === 0 && <Empty title={t('oneToOnes.none')}>{t('oneToOnes.noneHelp')}</Empty>}
      {mine.data && mine.data.items.length > 0 && (
        <Card title={t('oneToOnes.mine')} pad={false}>
          <Mine items={mine.data.items} onOpen={({ id }) => void navigate({ to: '/entretiens/$id', params: { id } })} />
        </Card>
      )}
      {seesCadences && <Cadences />}
    </Page>
  )
}

function Mine({ items, onOpen }: { items: OneToOne[]; onOpen: (talk: OneToOne) => void }) {
  const t = useText()
  return (
    <Table
      label={t('oneToOnes.mine')}
      rows={items}
      rowKey={({ id }) => id}
      onOpen={onOpen}
      columns={[
        {
          key: 'with',
          head: t('oneToOnes.with'),
          render: ({ iAm, employeeName, managerName, teamName }) => (
            <>
              {iAm === 'manager' ? employeeName : managerName}
              <small>{teamName}</small>
            </>
          ),
        },
        { key: 'when', head: t('oneToOnes.when'), render: (talk) => <When talk={talk} /> },
        {
          key: 'prepared',
          head: t('oneToOnes.preparation'),
          hideOnPhone: true,
          render: ({ shared, heldOn, ended, prepares }) =>
            heldOn || ended
              ? ''
              : shared
                ? t('oneToOnes.shown')
                : t(`oneToOnes.notShown.${prepares ? 'employee' : 'manager'}`),
        },
      ]}
    />
  )
}

export function When({ talk: { heldOn, ended, late, dueOn } }: { talk: OneToOne }) {
  const t = useText()
  const format = useFormat()
  if (heldOn) return <Tag>{t('oneToOnes.heldOn', { day: format.day(heldOn) })}</Tag>
  if (ended) return <Tag>{t('oneToOnes.ended')}</Tag>
  return late ? <Tag tone="lost">{t('oneToOnes.lateSince', { day: format.day(dueOn) })}</Tag> : <>{format.day(dueOn)}</>
}
