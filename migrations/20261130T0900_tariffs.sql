-- What a special number costs its callers and brings the company, from a day on. One price at a time, in one form.
create table customer.number_tariff (
  org_id uuid not null default core.current_org() references core.org,
  number_id uuid not null,
  starts_on date not null,
  per text not null check (per in ('minute', 'call')),
  cents integer not null check (cents > 0),
  revenue_cents integer not null check (revenue_cents between 0 and cents), -- what the operator pays back, of the same unit
  primary key (org_id, number_id, starts_on),
  foreign key (org_id, number_id) references customer.tracked_number
);
call core.isolate('customer.number_tariff');
call core.scope_through('customer.number_tariff', 'number_id', 'customer.tracked_number');

-- What a number is for: some uses are not to be charged for.
alter table customer.tracked_number add column purpose text not null default 'other'
  check (purpose in ('sales', 'information', 'after_sales', 'complaints', 'other'));
