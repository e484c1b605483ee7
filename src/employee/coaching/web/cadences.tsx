import { useAction, useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Card, Failure, Loading, Select, Table, Tag } from '#web/ui'
import { type Cadence, listCadences, listOneToOnes, setCadence } from '../contract.ts'

const rhythms = [2, 4, 6, 8, 12]
const none = 'none'

/** Team by team, whether talks are held and decide. */
export function Cadences() {
  const t = useText()
  const format = useFormat()
  const cadences = useEndpoint(listCadences, {}, { topic: 'one_to_ones' })
  const mayManage = useCan('cadences.manage')
  const set = useAction(setCadence, { reads: [listCadences, listOneToOnes] })
  if (!cadences.data)
    return cadences.isError ? <Failure error={cadences.error} retry={cadences.refetch} /> : <Loading />
  const said = (weeks: number | null) =>
    weeks === null ? t('oneToOnes.noCadence') : t('oneToOnes.everyWeeks', { count: weeks })
  const rhythm = ({ id, teamName, everyWeeks }: Cadence) =>
    mayManage ? (
      <Select
        aria-label={t('oneToOnes.cadenceOf', { name: teamName })}
        allowDeselect={false}
        value={String(everyWeeks ?? none)}
        data={[
          { value: none, label: said(null) },
          ...[...new Set([...rhythms, ...(everyWeeks ? [everyWeeks] : [])])].map((weeks) => ({
            value: String(weeks),
            label: said(weeks),
          })),
        ]}
        onChange={(value) =>
          set.mutate({ params: { id }, body: { everyWeeks: value === none || value === null ? null : Number(value) } })
        }
      />
    ) : (
      said(everyWeeks)
    )
  return (
    <Card title={t('oneToOnes.cadences')} note={t('oneToOnes.cadencesNote')} pad={false}>
      <Table
        label={t('oneToOnes.cadences')}
        rows={cadences.data.items}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'team',
            head: t('oneToOnes.team'),
            render: ({ teamName, managerName, people, everyWeeks }) => (
              <>
                {teamName}
                <small>
                  {t('oneToOnes.people', { count: people })}
                  {managerName ? ` · ${managerName}` : everyWeeks ? ` · ${t('oneToOnes.nobodyLeads')}` : ''}
                </small>
              </>
            ),
          },
          { key: 'rhythm', head: t('oneToOnes.rhythm'), render: rhythm },
          {
            key: 'held',
            head: t('oneToOnes.held'),
            align: 'right',
            render: ({ held, late }) => (
              <>
                {format.number(held)} {late > 0 && <Tag tone="lost">{t('oneToOnes.lateCount', { count: late })}</Tag>}
              </>
            ),
          },
          {
            key: 'decided',
            head: t('oneToOnes.decided'),
            align: 'right',
            hideOnPhone: true,
            render: ({ held, decided, decisions, decisionsClosed, decisionsLate }) =>
              held === 0 ? (
                '–'
              ) : (
                <>
                  {t('oneToOnes.decidedOf', { decided, held })}
                  <small>
                    {t('oneToOnes.decisionsDone', { done: decisionsClosed, count: decisions })}
                    {decisionsLate > 0 && ` · ${t('oneToOnes.lateCount', { count: decisionsLate })}`}
                  </small>
                </>
              ),
          },
        ]}
      />
    </Card>
  )
}
