-- A way to look at calls, under a name: somebody's own, or everybody's.
create table customer.call_view (
  org_id uuid not null default core.current_org() references core.org,
  id uuid not null default core.uuidv7(),
  account_id uuid not null,
  name text not null,
  period text, -- one that follows the calendar; null: the days of the search
  search jsonb not null,
  shared boolean not null,
  primary key (org_id, id),
  unique (org_id, account_id, name)
);
call core.isolate('customer.call_view');
