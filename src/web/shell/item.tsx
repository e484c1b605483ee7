import { Link } from '@tanstack/react-router'
import { listDeliveries } from '#engine/intake/contract'
import { useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import type { Place } from './site-map.ts'
import classes from './shell.module.css'

/** A line of a navigation, with what waits there. */
export function Item({ to, name, waits }: Place) {
  const t = useText()
  return (
    <Link to={to} className={classes['item']} activeOptions={{ exact: to === '/', includeSearch: false }}>
      {t(name)}
      {waits === 'refusedDeliveries' && <RefusedDeliveries />}
    </Link>
  )
}

/** Deliveries that wait for somebody to look at them. */
function RefusedDeliveries() {
  const t = useText()
  const format = useFormat()
  const enabled = useCan('intake.read')
  const { data } = useEndpoint(
    listDeliveries,
    { query: { state: 'refused', limit: 1 } },
    { topic: 'deliveries', enabled },
  )
  const count = data?.total ?? 0
  if (count === 0) return null
  const words = t('nav.refused', { count })
  return (
    <b title={words}>
      {format.number(count)}
      <span className="unseen"> {words}</span>
    </b>
  )
}
