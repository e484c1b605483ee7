-- What each site's certain cases have taught the model that shares its calls among visitors.
create table customer.attribution_model (
  org_id uuid not null default core.current_org() references core.org,
  site_id uuid not null,
  learnt_at timestamptz not null default now(),
  parameters jsonb not null,
  cases jsonb not null,
  reliability jsonb not null,
  primary key (org_id, site_id),
  foreign key (org_id, site_id) references engine.site
);
call core.isolate('customer.attribution_model');
call core.scope_by_site('customer.attribution_model');
