import { useEndpointPages } from '#web/api'
import { useText } from '#web/i18n'
import { Card, Empty, Failure, Loading, More } from '#web/ui'
import { listDeliveries, type Delivery } from '../contract.ts'
import { DeliveryLine } from './delivery-line.tsx'
import classes from './intake.module.css'

export function Deliveries({ state }: { state: Delivery['state'] }) {
  const t = useText()
  const pages = useEndpointPages(listDeliveries, { query: { state } }, { topic: 'deliveries' })
  if (!pages.data) return pages.isError ? <Failure error={pages.error} retry={pages.refetch} /> : <Loading />

  const deliveries = pages.data.pages.flatMap(({ items }) => items)
  if (deliveries.length === 0) return <Empty title={t(`intake.none.${state}`)}>{t(`intake.noneHelp.${state}`)}</Empty>
  return (
    <Card>
      <ul className={classes['list']}>
        {deliveries.map((delivery) => (
          <DeliveryLine key={delivery.id} delivery={delivery} />
        ))}
      </ul>
      <More pages={pages} />
    </Card>
  )
}
