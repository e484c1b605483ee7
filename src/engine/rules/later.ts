import type { Tx } from '#kernel/db'
import { enqueue } from '#kernel/jobs'

/** Has an effect done by a job, at once after this transaction. */
export const performLater = (tx: Tx, effectId: string) =>
  enqueue(tx, 'rules.act', { effectId }, { key: `rule effect ${effectId}` })
