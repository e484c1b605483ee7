-- Several target numbers on one page, each with its pool; and rules that come before the pools.
alter table customer.pool add column replaces text; -- E.164, on the pages; null: the site's own number

create table customer.swap_rule (
  org_id uuid not null default core.current_org(),
  id uuid not null default core.uuidv7(),
  site_id uuid not null,
  place integer not null, -- among those of one kind, the administrator's order
  kind text not null check (kind in ('landing', 'referrer', 'channel', 'always')),
  value text not null,
  replaces text, -- as of a pool
  number_id uuid not null,
  primary key (org_id, id),
  foreign key (org_id, site_id) references engine.site,
  foreign key (org_id, number_id) references customer.tracked_number
);
call core.isolate('customer.swap_rule');
call core.scope_by_site('customer.swap_rule');

alter table customer.visit add column swap_rules text[] not null default '{}'; -- those that chose its numbers
