/** Tables of tenants: whatever lies outside our own schemas, and whatever the application's role may touch there. */
const tenant = `
  tenant as (
    select c.oid, c.oid::regclass::text as name, c.relrowsecurity,
      (select attnum from pg_attribute where attrelid = c.oid and attname = 'org_id') as org
    from pg_class c
    where c.relkind in ('r', 'p') and c.relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema')
      and c.oid <> 'core.org'::regclass
      and (c.relnamespace::regnamespace::text not in ('core', 'graphile_worker', 'pg_toast')
        or has_table_privilege('visavis_app', c.oid, 'select, insert, update, delete, truncate, references, trigger')
        or has_any_column_privilege('visavis_app', c.oid, 'select, insert, update, references')))`

/** Every relation that is not PostgreSQL's own. */
const ours = `
  ours as (
    select c.oid, c.oid::regclass::text as name, c.relnamespace::regnamespace::text as schema, c.relkind, c.reloptions, c.relowner
    from pg_class c where c.relkind in ('r', 'p', 'v', 'm', 'f')
      and c.relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema', 'pg_toast'))`

const touches = (role: string) => `(
  has_table_privilege('${role}', oid, 'select, insert, update, delete, truncate, references, trigger')
  or has_any_column_privilege('${role}', oid, 'select, insert, update, references'))`

/**
 * What holds for the whole database, whatever migration comes: each is a query whose rows are the offenders.
 * @see docs PostgreSQL, Row Security Policies: policies are permissive, so that one too many opens the table.
 */
export const laws = {
  'a tenant’s table has row-level security, fenced by the organisation': `
    with ${tenant}
    select name from tenant t where not relrowsecurity
      or not exists (select from pg_policy where polrelid = t.oid and polcmd = '*')
      or exists (select from pg_policy p
        where p.polrelid = t.oid and p.polpermissive
          and (0 = any (p.polroles) or 'visavis_app'::regrole = any (p.polroles))
          and exists (select from unnest(array[pg_get_expr(p.polqual, t.oid), pg_get_expr(p.polwithcheck, t.oid)]) fence
            where fence is not null and fence <> '(org_id = ( SELECT core.current_org() AS current_org))'))`,

  'a tenant’s table is closed to a member of some sites, or fenced by what a migration says': `
    with ${tenant}
    select name from tenant t where not exists (
      select from pg_policy p where p.polrelid = t.oid and p.polname = 'within_scope' and not p.polpermissive
        and p.polcmd = '*' and p.polroles = array['visavis_scoped'::regrole::oid]
        and p.polqual is not null and p.polwithcheck is not null)`,

  // What is over a site is shown by its site: see core.scope_by_site. Whoever fences by another rule says why here.
  // engine.team, engine.site_member: employees' data, fenced by whose people a member looks after: see decision 0014.
  // engine.request: one between two people is seen by its two wherever it is of.
  // employee.wave_group: closed to members of some sites, theirs too: the gate counts all sites together.
  'a tenant’s table with a site is fenced by its site': `
    with ${tenant}
    select name from tenant t join pg_attribute a on a.attrelid = t.oid and a.attname = 'site_id' and not a.attisdropped
    where name not in ('engine.team', 'engine.site_member', 'engine.request', 'employee.wave_group') and not exists (
      select from pg_policy p where p.polrelid = t.oid and p.polname = 'within_scope'
        and pg_get_expr(p.polqual, t.oid) = '(site_id = ANY (( SELECT core.current_sites() AS current_sites)::uuid[]))'
        and pg_get_expr(p.polqual, t.oid) = pg_get_expr(p.polwithcheck, t.oid))`,

  // Whoever shows a whole table to members of some sites adds it here, with the reason.
  // customer.campaign: it rings at every site, and whoever answers must know its name; they may not write it.
  // engine.tag: one vocabulary for all; they add words to it.
  // engine.questionnaire, engine.questionnaire_version: what the whole company asks; they read its answers at their sites.
  'what a member of some sites sees of all sites is named': `
    with ${tenant}
    select name from tenant t join pg_policy p on p.polrelid = t.oid and p.polname = 'within_scope'
    where pg_get_expr(p.polqual, t.oid) !~ '^(false|.*(core.current_sites|core.current_staff_sites|core.current_actor|engine.employees_in_scope|org_id = ).*)$' and name not in ('customer.campaign', 'engine.tag', 'engine.questionnaire', 'engine.questionnaire_version')
      or pg_get_expr(p.polwithcheck, t.oid) = 'true' and name not in ('engine.tag')`,

  'a tenant’s row names its organisation by itself': `
    with ${tenant}
    select name from tenant t where not exists (
      select from pg_attribute a join pg_attrdef d on (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
      where a.attrelid = t.oid and a.attnum = t.org and a.attnotnull and a.atttypid = 'uuid'::regtype
        and pg_get_expr(d.adbin, d.adrelid) = 'core.current_org()')`,

  'a tenant’s primary key begins with the organisation': `
    with ${tenant}
    select name from tenant t where not exists (
      select from pg_constraint where conrelid = t.oid and contype = 'p' and conkey[1] = t.org)`,

  'what is unique is so within an organisation': `
    with ${tenant}
    select i.indexrelid::regclass::text as name from tenant t join pg_index i on i.indrelid = t.oid
    where (i.indisunique or i.indisexclusion) and coalesce(t.org <> all (i.indkey[0 : i.indnkeyatts - 1]), true)`,

  'a reference between tenants’ tables stays within an organisation': `
    with ${tenant}
    select t.name, f.conname from tenant t join pg_constraint f on f.conrelid = t.oid and f.contype = 'f'
    left join tenant u on u.oid = f.confrelid
    where not exists (
      select from unnest(f.conkey, f.confkey) pair (here, there)
      where here = t.org and (there = u.org or (f.confrelid = 'core.org'::regclass and cardinality(f.conkey) = 1)))`,

  'a view shows what its reader may see': `
    with ${ours}
    select name from ours where (schema <> 'graphile_worker' or ${touches('visavis_app')})
      and (relkind in ('m', 'f') or relkind = 'v' and 'security_invoker=true' <> all (coalesce(reloptions, '{}')))`,

  'visavis_app reads four tables of core and writes none': `
    with ${ours}
    select name from ours where schema = 'core' and ${touches('visavis_app')}
      and (name not in ('core.org', 'core.event', 'core.audit_entry', 'core.audit_chain')
        or has_table_privilege('visavis_app', oid, 'insert, update, delete, truncate, references, trigger')
        or has_any_column_privilege('visavis_app', oid, 'insert, update, references'))`,

  'visavis_nobody has nothing': `
    with ${ours}
    select name from ours where ${touches('visavis_nobody')}
    union all select nspname from pg_namespace
      where nspname not in ('pg_catalog', 'information_schema', 'public') and has_schema_privilege('visavis_nobody', oid, 'usage, create')
    union all select 'public' where has_schema_privilege('visavis_nobody', 'public', 'create')
    union all select oid::regprocedure::text from pg_proc
      where prosecdef and has_function_privilege('visavis_nobody', oid, 'execute')`,

  'visavis_gate sees no domain table': `
    with ${ours}
    select name from ours where schema <> 'core' and ${touches('visavis_gate')}`,

  'the audit log is written through its function, and chained by its sealer': `
    with ${ours}, role (name) as (select rolname from pg_roles where rolname like 'visavis\\_%')
    select role.name, ours.name as of from ours, role
    where ours.name like 'core.audit\\_%' and role.name <> 'visavis_sealer'
      and (has_table_privilege(role.name, oid, 'insert, update, delete, truncate, references, trigger')
        or has_any_column_privilege(role.name, oid, 'insert, update, references')
        or ours.name = 'core.audit_inbox' and has_any_column_privilege(role.name, oid, 'select'))
    union all select 'visavis_sealer', name from ours
    where name not like 'core.audit\\_%' and ${touches('visavis_sealer')}
      or name <> 'core.audit_inbox' and has_table_privilege('visavis_sealer', oid, 'delete, truncate, references, trigger')
      or name = 'core.audit_entry' and exists (
        select from unnest(array['org_id', 'seq', 'at', 'kind', 'content_hash', 'hash']) column_name
        where has_column_privilege('visavis_sealer', oid, column_name, 'update'))`,

  'the queue is nobody’s but the owner’s': `
    select rolname from pg_roles where rolname like 'visavis\\_%'
      and has_schema_privilege(oid, 'graphile_worker', 'usage, create')`,

  'a function with its owner’s rights is closed': `
    select oid::regprocedure::text as name from pg_proc
    where prosecdef and pronamespace::regnamespace::text not in ('pg_catalog', 'graphile_worker')
      and ('search_path=pg_catalog' <> all (coalesce(proconfig, '{}')) or has_function_privilege('public', oid, 'execute'))`,

  'the roles are powerless and own nothing': `
    with ${ours}
    select rolname as name from pg_roles r
    where rolname in ('visavis_nobody', 'visavis_app', 'visavis_scoped', 'visavis_gate', 'visavis_sealer')
      and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or rolcanlogin
        or exists (select from pg_auth_members m where m.member = r.oid
          and not (r.rolname = 'visavis_scoped' and m.roleid = 'visavis_app'::regrole))
        or exists (select from ours where relowner = r.oid))`,

  'visavis_scoped has what visavis_app has, and no more': `
    with ${ours}
    select name from ours where ${touches('visavis_scoped')} and not ${touches('visavis_app')}
    union all select oid::regprocedure::text from pg_proc
      where prosecdef and has_function_privilege('visavis_scoped', oid, 'execute') and not has_function_privilege('visavis_app', oid, 'execute')`,
}
