-- What else a call can be counted by, and the earlier touches that share the credit for it.
alter table customer.visit add column ad text; -- utm_content
alter table customer.tracked_call
  add column term text,
  add column ad text,
  add column landing text, -- where the visit began, without its query
  add column zone text, -- where the caller's number suggests; `mobile`, or null: it says nothing
  add column wait_seconds integer, -- answered: how long it rang
  add column local_half smallint not null default 0, -- half-hour of the site's day, 0 to 47
  add column touches smallint not null default 0; -- that led to it, its own included; 0: its origin is not known

update customer.tracked_call c set
  local_half = local_hour * 2 + case when extract(minute from c.started_at at time zone s.time_zone) >= 30 then 1 else 0 end,
  touches = (c.certainty in ('support', 'visitor'))::int
from engine.site s where s.org_id = c.org_id and s.id = c.site_id;
update customer.tracked_call c set term = v.term, landing = split_part(split_part(v.landing_url, '?', 1), '#', 1)
from customer.visit v where v.org_id = c.org_id and v.id = c.visit_id;
update customer.tracked_call set zone = case
  when caller ~ '^\+33[67]' then 'mobile'
  when caller ~ '^\+331' then 'Île-de-France'
  when caller ~ '^\+332' then 'Nord-Ouest'
  when caller ~ '^\+333' then 'Nord-Est'
  when caller ~ '^\+334' then 'Sud-Est'
  when caller ~ '^\+335' then 'Sud-Ouest' end
where caller is not null;
update customer.tracked_call c set wait_seconds = greatest(0, round(extract(epoch from (i.event->>'answeredAt')::timestamptz - c.started_at)))::int
from engine.interaction i where i.org_id = c.org_id and i.id = c.id and c.outcome = 'answered' and i.event->>'answeredAt' is not null;

-- Of a call that more than one touch led to: each of them, with its share by each model. A call's shares sum to 1.
create table customer.call_touch (
  org_id uuid not null default core.current_org(),
  call_id uuid not null,
  place smallint not null, -- 1: the first
  at timestamptz not null,
  source text,
  medium text,
  channel text,
  campaign_id uuid,
  term text,
  ad text,
  landing text,
  first double precision not null,
  linear double precision not null,
  position double precision not null,
  decay double precision not null,
  primary key (org_id, call_id, place),
  foreign key (org_id, call_id) references customer.tracked_call,
  foreign key (org_id, campaign_id) references customer.campaign
);
call core.isolate('customer.call_touch');
call core.scope_through('customer.call_touch', 'call_id', 'customer.tracked_call');
