-- Who is sent a report, and how often. Each is written from what its receiver may see.
create table customer.report_subscription (
  org_id uuid not null default core.current_org() references core.org,
  id uuid not null default core.uuidv7(),
  account_id uuid not null,
  view_id uuid, -- null: the comparison of sites
  every text not null check (every in ('week', 'month')),
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  unique nulls not distinct (org_id, account_id, view_id),
  foreign key (org_id, view_id) references customer.call_view on delete cascade
);
call core.isolate('customer.report_subscription');

-- One subscription, one period, one letter.
create table customer.report_letter (
  org_id uuid not null default core.current_org(),
  id uuid not null default core.uuidv7(),
  subscription_id uuid not null,
  starts_on date not null,
  ends_on date not null,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  primary key (org_id, id),
  unique (org_id, subscription_id, starts_on),
  foreign key (org_id, subscription_id) references customer.report_subscription on delete cascade
);
call core.isolate('customer.report_letter');

-- Whoever is of some sites has their own; shared views may name the others.
call core.fence('customer.call_view', 'account_id = (select core.current_actor())', 'account_id = (select core.current_actor())');
call core.fence('customer.report_subscription', 'account_id = (select core.current_actor())', 'account_id = (select core.current_actor())');
call core.scope_through('customer.report_letter', 'subscription_id', 'customer.report_subscription');
