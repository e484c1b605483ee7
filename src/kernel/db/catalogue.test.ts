import { expect, test } from 'vitest'
import { testDb } from '#test/db'
import { laws } from './catalogue.laws.ts'

const { db, query } = await testDb()

test.each(Object.entries(laws))('%s', async (_law, select) => {
  expect(await query(select)).toEqual([])
})

/** What a hurried migration might do, and the law that finds it. */
const mistakes: [law: keyof typeof laws, mistake: string][] = [
  ['a tenant’s table has row-level security, fenced by the organisation', `create table customer.bad (org_id uuid)`],
  [
    'a tenant’s table has row-level security, fenced by the organisation',
    `create table core.bad (org_id uuid); grant select on core.bad to visavis_app`,
  ],
  [
    'a tenant’s table has row-level security, fenced by the organisation',
    `create table core.bad (org_id uuid, name text); grant select (name) on core.bad to visavis_app`,
  ],
  [
    'a tenant’s table has row-level security, fenced by the organisation',
    `create table customer.bad (org_id uuid); call core.isolate('customer.bad');
     create policy everybody on customer.bad for select using (true)`,
  ],
  [
    'a tenant’s table has row-level security, fenced by the organisation',
    `create table customer.bad (org_id uuid); call core.isolate('customer.bad');
     create policy writer on customer.bad for insert with check (true)`,
  ],
  [
    'a tenant’s table is closed to a member of some sites, or fenced by what a migration says',
    `create table customer.bad (org_id uuid); call core.isolate('customer.bad'); drop policy within_scope on customer.bad`,
  ],
  [
    'a tenant’s table is closed to a member of some sites, or fenced by what a migration says',
    `drop policy within_scope on customer.pool; create policy within_scope on customer.pool to visavis_scoped
       using (site_id = any ((select core.current_sites())::uuid[]))`,
  ],
  [
    'a tenant’s table with a site is fenced by its site',
    `create table customer.bad (org_id uuid, site_id uuid); call core.isolate('customer.bad')`,
  ],
  [
    'a tenant’s table with a site is fenced by its site',
    `call core.fence('customer.pool', 'site_id = any ((select core.current_sites())::uuid[])', 'true')`,
  ],
  [
    'what a member of some sites sees of all sites is named',
    `call core.show_within_scope('customer.voice_connection')`,
  ],
  ['what a member of some sites sees of all sites is named', `call core.fence('customer.campaign', 'true', 'true')`],
  ['visavis_scoped has what visavis_app has, and no more', `grant select on core.session to visavis_scoped`],
  ['the roles are powerless and own nothing', `grant visavis_gate to visavis_scoped`],
  [
    'a tenant’s row names its organisation by itself',
    `create table customer.bad (org_id uuid not null); call core.isolate('customer.bad')`,
  ],
  [
    'a tenant’s row names its organisation by itself',
    `create table customer.bad (org_id uuid default core.current_org())`,
  ],
  ['a tenant’s primary key begins with the organisation', `create table customer.bad (org_id uuid)`],
  [
    'a tenant’s primary key begins with the organisation',
    `create table customer.bad (org_id uuid, id uuid primary key)`,
  ],
  [
    'a tenant’s primary key begins with the organisation',
    `create table customer.bad (org_id uuid, id uuid, primary key (id, org_id))`,
  ],
  ['what is unique is so within an organisation', `create table customer.bad (org_id uuid, phone text unique)`],
  [
    'what is unique is so within an organisation',
    `create table customer.bad (org_id uuid, phone text); create unique index on customer.bad (lower(phone)) include (org_id)`,
  ],
  [
    'what is unique is so within an organisation',
    `create table customer.bad (org_id uuid, number_id uuid, held tstzrange, exclude using gist (number_id with =, held with &&))`,
  ],
  [
    'a reference between tenants’ tables stays within an organisation',
    `create unique index whose on engine.site (id);
     create table customer.bad (org_id uuid, site_id uuid references engine.site (id))`,
  ],
  [
    'a reference between tenants’ tables stays within an organisation',
    `create table customer.bad (org_id uuid, other_id uuid, site_id uuid, foreign key (other_id, site_id) references engine.site)`,
  ],
  ['a view shows what its reader may see', `create view customer.bad as select * from engine.site`],
  ['a view shows what its reader may see', `create materialized view customer.bad as select * from engine.site`],
  ['visavis_app reads four tables of core and writes none', `grant select on core.session to visavis_app`],
  ['visavis_app reads four tables of core and writes none', `grant insert (type) on core.event to visavis_app`],
  ['visavis_app reads four tables of core and writes none', `grant update on core.org to visavis_app`],
  ['visavis_nobody has nothing', `grant select (email) on core.account to visavis_nobody`],
  ['visavis_nobody has nothing', `grant usage on schema core to visavis_nobody`],
  ['visavis_nobody has nothing', `grant select on engine.site to public`],
  ['visavis_gate sees no domain table', `grant select on engine.site to visavis_gate`],
  ...[
    `grant update on core.audit_entry to visavis_app`,
    `grant insert (verb) on core.audit_inbox to visavis_app`,
    `grant select on core.audit_inbox to visavis_gate`,
    `grant delete on core.audit_entry to visavis_sealer`,
    `grant update (hash) on core.audit_entry to visavis_sealer`,
    `grant select on engine.site to visavis_sealer`,
  ].map((mistake): [keyof typeof laws, string] => [
    'the audit log is written through its function, and chained by its sealer',
    mistake,
  ]),
  ['the queue is nobody’s but the owner’s', `grant usage on schema graphile_worker to visavis_app`],
  [
    'a function with its owner’s rights is closed',
    `create function core.bad() returns int language sql security definer as 'select 1'; revoke execute on function core.bad from public`,
  ],
  [
    'a function with its owner’s rights is closed',
    `create function core.bad() returns int language sql security definer set search_path = public as 'select 1'; revoke execute on function core.bad from public`,
  ],
  [
    'a function with its owner’s rights is closed',
    `create function core.bad() returns int language sql security definer set search_path = pg_catalog as 'select 1'`,
  ],
  ['the roles are powerless and own nothing', `alter role visavis_app bypassrls`],
  ['the roles are powerless and own nothing', `grant visavis_gate to visavis_app`],
  ['the roles are powerless and own nothing', `alter table engine.site owner to visavis_app`],
]

test.each(mistakes)('%s: or it is told (%s)', async (law, mistake) => {
  const client = await db.owner.connect()
  try {
    await client.query('begin')
    await client.query(mistake)
    expect((await client.query(laws[law])).rows).not.toEqual([])
  } finally {
    await client.query('rollback')
    client.release()
  }
})

test('every law has a mistake that breaks it', () => {
  expect(new Set(mistakes.map(([law]) => law))).toEqual(new Set(Object.keys(laws)))
})
