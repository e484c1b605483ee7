-- The company's own file of customers. A number may be several people's, and change hands: who had it when is kept.
create table customer.contact (
  org_id uuid not null default core.current_org() references core.org,
  id uuid not null default core.uuidv7(),
  reference text, -- the company's own name of them
  name text not null default '',
  email text, -- in small letters
  erased boolean not null default false, -- at their wish, or because its time had passed; their sales are counted as before
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, reference)
);
create index on customer.contact (email) where email is not null;
call core.isolate('customer.contact');

create table customer.contact_phone (
  org_id uuid not null default core.current_org(),
  contact_id uuid not null,
  phone text not null, -- E.164
  since timestamptz, -- null: as long as the company knows
  until timestamptz, -- null: it is theirs today
  primary key (org_id, contact_id, phone),
  foreign key (org_id, contact_id) references customer.contact
);
create index on customer.contact_phone (org_id, phone);
call core.isolate('customer.contact_phone');

create table customer.sale (
  org_id uuid not null default core.current_org(),
  id uuid not null default core.uuidv7(),
  reference text, -- of the order or invoice; null once its customer is erased
  contact_id uuid not null,
  sold_on date not null,
  amount_cents bigint not null check (amount_cents >= 0), -- euros
  label text not null default '',
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, reference),
  foreign key (org_id, contact_id) references customer.contact
);
create index on customer.sale (org_id, contact_id);
call core.isolate('customer.sale');

-- What came of a call, and of whom it was.
alter table customer.tracked_call
  add column customer boolean not null default false, -- who called had bought before
  add column sales integer not null default 0, -- credited to it
  add column value_cents bigint not null default 0,
  add column acquired boolean not null default false; -- one of them is somebody's first

-- What a campaign cost, period by period; without any, its whole cost is spread over its days.
create table customer.campaign_cost (
  org_id uuid not null default core.current_org() references core.org,
  campaign_id uuid not null,
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  amount_cents bigint not null check (amount_cents >= 0),
  primary key (org_id, campaign_id, starts_on, ends_on),
  foreign key (org_id, campaign_id) references customer.campaign
);
call core.isolate('customer.campaign_cost');
