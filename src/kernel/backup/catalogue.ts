import type pg from 'pg'

/** A table of ours as the database describes it; `columns` are those that can be written. */
export type Table = { name: string; columns: string[] }

/**
 * Every table whose rows a backup holds, found in the catalogue: all schemas of the house's owner but `public` and the
 * queue's, whose jobs go another way. Left out: what migrations write (`core.migration`), what belongs to an extension,
 * unlogged tables, and tables whose comment begins with `@backup none`. Partitions go with their parent.
 */
export const listTables = async (client: pg.ClientBase): Promise<Table[]> =>
  (
    await client.query<Table>(`
      select format('%I.%I', n.nspname, c.relname) as name,
        array(select quote_ident(attname) from pg_attribute
          where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence = 'p' and ${ours}
        and c.oid <> 'core.migration'::regclass
        and coalesce(obj_description(c.oid, 'pg_class'), '') not like '@backup none%'
        and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
      order by 1`)
  ).rows

const ours = `n.nspowner = (select nspowner from pg_namespace where nspname = 'core')
  and n.nspname not in ('public', 'graphile_worker', 'information_schema') and n.nspname !~ '^pg_'`

export type Sequence = { name: string; last: string; called: boolean }

export async function listSequences(client: pg.ClientBase): Promise<Sequence[]> {
  const names = await client.query<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and ${ours} order by 1`)
  const sequences: Sequence[] = []
  for (const { name } of names.rows) {
    const { rows } = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${name}`,
    )
    sequences.push({ name, ...rows[0]! })
  }
  return sequences
}

export type ForeignKey = { table: string; name: string; definition: string }

/** Every foreign key between tables of ours, as it can be written again. Those of partitions come with their parent's. */
export const listForeignKeys = async (client: pg.ClientBase): Promise<ForeignKey[]> =>
  (
    await client.query<ForeignKey>(`
      select format('%I.%I', n.nspname, c.relname) as table, quote_ident(f.conname) as name, pg_get_constraintdef(f.oid) as definition
      from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_namespace n on n.oid = c.relnamespace
      where f.contype = 'f' and f.conparentid = 0 and ${ours} order by c.oid, f.oid`)
  ).rows

/** Triggers of ours that are awake. */
export const listTriggers = async (client: pg.ClientBase): Promise<{ table: string; name: string }[]> =>
  (
    await client.query<{ table: string; name: string }>(`
      select format('%I.%I', n.nspname, c.relname) as table, quote_ident(t.tgname) as name
      from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
      where not t.tgisinternal and t.tgenabled = 'O' and t.tgparentid = 0 and ${ours}`)
  ).rows

export type Migration = { name: string; sha256: string }

/** The migrations taken; none where there is no table of them yet. */
export async function listMigrations(client: pg.ClientBase): Promise<Migration[]> {
  const { rows } = await client.query<{ known: boolean }>(`select to_regclass('core.migration') is not null as known`)
  if (!rows[0]!.known) return []
  return (await client.query<Migration>('select name, sha256 from core.migration order by name')).rows
}
