import { Text } from '@mantine/core'
import { useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { Tag } from '#web/ui'
import { getPoolAdvice, type Pool } from '../contract.ts'

/** Above this share of its numbers held at once, a pool is about to be too small. */
const busy = 0.75

/** Whether a pool is large enough for its busiest hour, in one sentence. */
export function SizeAdvice({ pool: { id } }: { pool: Pool }) {
  const t = useText()
  const format = useFormat()
  const advice = useEndpoint(getPoolAdvice, { params: { id } }).data
  if (!advice) return null
  const { busiest, heldMinutes, numbers, utilisation, blocking, advised } = advice
  if (!busiest)
    return (
      <Text size="sm" c="var(--soft)">
        {t('numbers.adviceNone')}
      </Text>
    )
  const words = { numbers: format.number(numbers), share: format.percent(blocking, 1), advised: format.number(advised) }
  return (
    <div>
      <Text size="sm">
        {utilisation > busy && (
          <Tag tone="attention">{t('numbers.adviceLoad', { share: format.percent(utilisation) })}</Tag>
        )}{' '}
        {t(advised > numbers ? 'numbers.adviceTooSmall' : 'numbers.adviceEnough', words)}
      </Text>
      <Text size="xs" c="var(--soft)">
        {t('numbers.adviceBusiest', {
          visits: format.number(busiest.visits),
          date: format.dateTime(busiest.at),
          minutes: format.number(Math.round(heldMinutes)),
        })}
      </Text>
    </div>
  )
}
