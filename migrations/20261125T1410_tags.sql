-- Words that people and rules put on contacts, one writing for each.
create table engine.tag (
  org_id uuid not null default core.current_org() references core.org,
  id uuid not null default core.uuidv7(),
  name text not null check (length(name) between 1 and 40),
  created_at timestamptz not null default now(),
  primary key (org_id, id)
);
create unique index tag_name on engine.tag (org_id, lower(name));
call core.isolate('engine.tag');

create table engine.interaction_tag (
  org_id uuid not null default core.current_org(),
  interaction_id uuid not null,
  tag_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (org_id, interaction_id, tag_id),
  foreign key (org_id, interaction_id) references engine.interaction,
  foreign key (org_id, tag_id) references engine.tag
);
create index on engine.interaction_tag (org_id, tag_id);
call core.isolate('engine.interaction_tag');

-- Laid out for counting beside the call's other facts.
alter table customer.tracked_call add column tag_ids uuid[] not null default '{}';
