import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { Employee } from './contract.ts'

/** By name. @param id that one alone. */
export const list = async (tx: Tx, id?: string): Promise<Employee[]> =>
  (
    await sql<Employee>`
    select e.id, p.name, e.account_id as "memberId",
      array(select m.team_id from engine.team_member m where m.org_id = e.org_id and m.employee_id = e.id and m.held @> now()) as "teamIds",
      array(select m.site_id from engine.site_member m where m.org_id = e.org_id and m.employee_id = e.id and m.held @> now()) as "siteIds"
    from engine.employee e join engine.person p on p.org_id = e.org_id and p.id = e.id
    where ${id ?? null}::uuid is null or e.id = ${id ?? null}
    order by p.name collate "fr-x-icu", e.id`.execute(tx)
  ).rows

export const findByAccount = (tx: Tx, accountId: string) =>
  tx.selectFrom('engine.employee').select('id').where('account_id', '=', accountId).executeTakeFirst()

/** @returns the id of somebody new. */
export const employ = async (tx: Tx, name: string, accountId: string | null): Promise<string> =>
  (await sql<{ id: string }>`select engine.employ(${name}, ${accountId}::uuid) as id`.execute(tx)).rows[0]!.id

export const rename = (tx: Tx, id: string, name: string) =>
  tx.updateTable('engine.person').set({ name }).where('id', '=', id).execute()
