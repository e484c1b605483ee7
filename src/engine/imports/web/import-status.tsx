import { useText } from '#web/i18n'
import { Tag } from '#web/ui'
import type { Import } from '../contract.ts'

const tones = { draft: undefined, waiting: undefined, running: undefined, done: 'good', failed: 'lost' } as const

export function ImportStatus({ of: { status, refused } }: { of: Pick<Import, 'status' | 'refused'> }) {
  const t = useText()
  const tone = status === 'done' && refused > 0 ? 'attention' : tones[status]
  return <Tag {...(tone && { tone })}>{t(`imports.statuses.${status}`)}</Tag>
}
