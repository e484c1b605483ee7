import { useFormat, useText } from '#web/i18n'
import { Tag } from '#web/ui'
import type { Outcome, Webhook } from '../contract.ts'

/** How a webhook fares, in a word. */
export function WebhookState({ of: { enabled, disabledBecause, failingSince, last, waiting } }: { of: Webhook }) {
  const t = useText()
  if (!enabled) return <Tag tone="attention">{t(`webhooks.states.${disabledBecause ?? 'paused'}`)}</Tag>
  if (failingSince) return <Tag tone="lost">{t('webhooks.states.unanswered')}</Tag>
  if (waiting > 0 && !last) return <Tag>{t('webhooks.states.waiting')}</Tag>
  if (!last) return <Tag>{t('webhooks.states.nothing')}</Tag>
  return <Tag tone="good">{t('webhooks.states.well')}</Tag>
}

/** What came of an attempt: the receiver's status, or why there is none. */
export function useOutcome(): (outcome: Outcome) => string {
  const t = useText()
  const format = useFormat()
  return ({ at, status, reason }) => {
    const what = reason?.message ?? t('webhooks.answered', { status: status ?? 0 })
    return t('webhooks.outcome', { what, ago: format.ago(at) })
  }
}
