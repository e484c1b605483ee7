import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

export type WebhookRow = {
  id: string
  url: string
  description: string
  event_types: string[]
  contact: string | null
  enabled: boolean
  disabled_at: Date | null
  disabled_because: string | null
  contacted_at: Date | null
  old_secret_until: Date | null
  failing_since: Date | null
  last_attempt_at: Date | null
  last_status: number | null
  last_reason: string | null
  created_at: Date
  waiting: number
}
/** Never the secrets: these are read by `findTarget` and `listSecrets` alone. */
const columns = [
  'id',
  'url',
  'description',
  'event_types',
  'contact',
  'enabled',
  'disabled_at',
  'disabled_because',
  'contacted_at',
  'old_secret_until',
  'failing_since',
  'last_attempt_at',
  'last_status',
  'last_reason',
  'created_at',
] as const

const select = (tx: Tx) =>
  tx
    .selectFrom('engine.webhook as w')
    .select(columns)
    .select(
      sql<number>`(select count(*)::int from engine.webhook_message m where m.org_id = w.org_id and m.webhook_id = w.id and m.state = 'waiting')`.as(
        'waiting',
      ),
    )

export const list = (tx: Tx): Promise<WebhookRow[]> => select(tx).orderBy('created_at').orderBy('id').execute()
export const find = (tx: Tx, id: string): Promise<WebhookRow | undefined> =>
  select(tx).where('id', '=', id).executeTakeFirst()
/** Until commit, and before its messages, so that nobody waits for another in a circle; messages may be made meanwhile. */
export const lock = (tx: Tx, id: string) =>
  tx
    .selectFrom('engine.webhook')
    .select(['id', 'enabled', 'failing_since'])
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()

export const count = async (tx: Tx): Promise<number> =>
  (
    await tx
      .selectFrom('engine.webhook')
      .select(sql<number>`count(*)::int`.as('n'))
      .executeTakeFirstOrThrow()
  ).n

/** As they are sealed. */
export type Secrets = { secret: string; old_secret: string | null; old_secret_until: Date | null }
export type Target = Secrets & { url: string; enabled: boolean }
/** Where messages go, and what signs them. */
export const findTarget = (tx: Tx, id: string): Promise<Target | undefined> =>
  tx
    .selectFrom('engine.webhook')
    .select(['url', 'enabled', 'secret', 'old_secret', 'old_secret_until'])
    .where('id', '=', id)
    .executeTakeFirst()

type Values = { url: string; description: string; event_types: string[]; contact: string | null }
export const insert = (tx: Tx, values: Values & { id: string; secret: string }) =>
  tx.insertInto('engine.webhook').values(values).execute()
export const update = (tx: Tx, id: string, values: Partial<Values>) =>
  tx
    .updateTable('engine.webhook')
    .set({ ...values, id })
    .where('id', '=', id)
    .execute()
export const remove = async (tx: Tx, id: string) =>
  (await tx.deleteFrom('engine.webhook').where('id', '=', id).executeTakeFirst()).numDeletedRows > 0n

/** The secret becomes the old one, which an older one gives way to. */
export const setSecret = (tx: Tx, id: string, secret: string, oldUntil: Date | null) =>
  tx
    .updateTable('engine.webhook')
    .set({ old_secret: oldUntil && sql`secret`, old_secret_until: oldUntil, secret })
    .where('id', '=', id)
    .execute()

export const listSecrets = (tx: Tx) => tx.selectFrom('engine.webhook').select(['id', 'secret', 'old_secret']).execute()
/** Unless it was changed meanwhile. */
export const replaceSecrets = (
  tx: Tx,
  id: string,
  before: string,
  values: { secret: string; old_secret: string | null },
) => tx.updateTable('engine.webhook').set(values).where('id', '=', id).where('secret', '=', before).execute()

export const setDisabled = (tx: Tx, id: string, because: 'gone' | 'failing' | null, at: Date) =>
  tx
    .updateTable('engine.webhook')
    .set({ enabled: false, disabled_at: at, disabled_because: because, contacted_at: null })
    .where('id', '=', id)
    .execute()
export const setEnabled = (tx: Tx, id: string) =>
  tx
    .updateTable('engine.webhook')
    .set({ enabled: true, disabled_at: null, disabled_because: null, contacted_at: null, failing_since: null })
    .where('id', '=', id)
    .execute()
export const setContacted = (tx: Tx, id: string) =>
  tx
    .updateTable('engine.webhook')
    .set({ contacted_at: sql`now()` })
    .where('id', '=', id)
    .execute()

export const noteAttempt = (
  tx: Tx,
  id: string,
  { at, status, reason, arrived }: { at: Date; status: number | null; reason: string | null; arrived: boolean },
) =>
  tx
    .updateTable('engine.webhook')
    .set({
      last_attempt_at: at,
      last_status: status,
      last_reason: reason,
      failing_since: arrived ? null : sql`coalesce(failing_since, ${at})`,
    })
    .where('id', '=', id)
    .execute()
