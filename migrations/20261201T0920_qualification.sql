-- Which calls are left out of the figures: one row per rule in force. Nothing is deleted; a rule taken back gives its calls back.
create table customer.qualification_rule (
  org_id uuid not null default core.current_org() references core.org,
  kind text not null check (kind in ('listed', 'scan', 'hidden', 'short', 'repeated', 'customer', 'zone')),
  since date not null, -- calls of earlier days are counted as they were
  least integer, -- seconds of talk, minutes between two calls, numbers dialled within an hour
  list text[] not null default '{}', -- numbers, or zones
  primary key (org_id, kind)
);
call core.isolate('customer.qualification_rule');

alter table customer.tracked_call
  add column quarantine text, -- the rule that leaves it out, `hand`; null: it is counted
  add column verdict text check (verdict in ('counted', 'quarantined')); -- somebody's, over the rules
