-- What an organisation says of where visits come from, before what everybody knows.
create table customer.source_rule (
  org_id uuid not null default core.current_org() references core.org,
  place integer not null, -- the administrator's order: the first that holds
  kind text not null check (kind in ('landing', 'referrer', 'source', 'medium')),
  value text not null,
  source text, -- null: as it was
  medium text,
  channel text not null,
  primary key (org_id, place)
);
call core.isolate('customer.source_rule');
