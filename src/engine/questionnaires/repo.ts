import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { Definition } from '#shared/questionnaire/definition'
import type { Audience } from './contract.ts'

export type QuestionnaireRow = {
  id: string
  name: string
  audience: Audience
  draft: Definition
  draft_number: number
  loop_hours: number | null
  archived_at: Date | null
  /** Of the latest version. */
  version: number | null
  published_at: Date | null
  changed: boolean
}
export type VersionRow = {
  id: string
  questionnaire_id: string
  number: number
  published_at: Date
  definition: Definition
}

const rows = (tx: Tx) =>
  tx
    .selectFrom('engine.questionnaire as q')
    .leftJoinLateral(
      (e) =>
        e
          .selectFrom('engine.questionnaire_version as w')
          .select(['w.number', 'w.published_at', 'w.definition'])
          .whereRef('w.org_id', '=', 'q.org_id')
          .whereRef('w.questionnaire_id', '=', 'q.id')
          .orderBy('w.number', 'desc')
          .limit(1)
          .as('v'),
      (join) => join.onTrue(),
    )
    .select(['q.id', 'q.name', 'q.audience', 'q.draft', 'q.draft_number', 'q.loop_hours', 'q.archived_at'])
    .select([
      'v.number as version',
      'v.published_at',
      sql<boolean>`v.definition is distinct from q.draft`.as('changed'),
    ])

export const list = (tx: Tx) =>
  rows(tx)
    .orderBy(sql`q.archived_at is not null`)
    .orderBy(sql`q.name collate "fr-x-icu"`)
    .orderBy('q.id')
    .execute() as unknown as Promise<QuestionnaireRow[]>
export const find = (tx: Tx, id: string) =>
  rows(tx).where('q.id', '=', id).executeTakeFirst() as unknown as Promise<QuestionnaireRow | undefined>

export const insert = async (
  tx: Tx,
  { name, audience, draft }: { name: string; audience: Audience; draft: Definition },
): Promise<string> =>
  (
    await tx
      .insertInto('engine.questionnaire')
      .values({ name, audience, draft: JSON.stringify(draft) })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id

export const update = (
  tx: Tx,
  id: string,
  values: { name?: string; loop_hours?: number | null; archived_at?: Date | null },
) => tx.updateTable('engine.questionnaire').set(values).where('id', '=', id).execute()

/** @returns whether the draft was still the one of that number. */
export const setDraft = async (tx: Tx, id: string, draft: Definition, number?: number): Promise<boolean> =>
  (
    await tx
      .updateTable('engine.questionnaire')
      .set({ draft: JSON.stringify(draft), draft_number: sql`draft_number + 1` })
      .where('id', '=', id)
      .$if(number !== undefined, (q) => q.where('draft_number', '=', number!))
      .executeTakeFirst()
  ).numUpdatedRows > 0n

/** Until commit, so that a version is published once. */
export const lock = (tx: Tx, id: string) =>
  tx.selectFrom('engine.questionnaire').select('id').where('id', '=', id).forUpdate().executeTakeFirst()

export const listVersions = (tx: Tx, questionnaireId: string) =>
  tx
    .selectFrom('engine.questionnaire_version')
    .select(['id', 'questionnaire_id', 'number', 'published_at', 'definition'])
    .where('questionnaire_id', '=', questionnaireId)
    .orderBy('number', 'desc')
    .execute() as unknown as Promise<VersionRow[]>
export const findVersion = (tx: Tx, id: string) =>
  tx
    .selectFrom('engine.questionnaire_version')
    .select(['id', 'questionnaire_id', 'number', 'published_at', 'definition'])
    .where('id', '=', id)
    .executeTakeFirst() as unknown as Promise<VersionRow | undefined>
export const insertVersion = (tx: Tx, version: { questionnaire_id: string; number: number; definition: Definition }) =>
  tx
    .insertInto('engine.questionnaire_version')
    .values({ ...version, definition: JSON.stringify(version.definition) })
    .execute()
