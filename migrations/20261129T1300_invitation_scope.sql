-- Over what an invited person's rights will be: the whole organisation, or chosen sites and teams, from the first moment.
alter table core.invitation add column whole_org boolean not null default true;
create table core.invitation_site (
  org_id uuid not null,
  invitation_id uuid not null,
  site_id uuid not null,
  primary key (org_id, invitation_id, site_id),
  foreign key (org_id, invitation_id) references core.invitation on delete cascade,
  foreign key (org_id, site_id) references engine.site
);
create table core.invitation_team (
  org_id uuid not null,
  invitation_id uuid not null,
  team_id uuid not null,
  primary key (org_id, invitation_id, team_id),
  foreign key (org_id, invitation_id) references core.invitation on delete cascade,
  foreign key (org_id, team_id) references engine.team
);
grant select, insert, update, delete on core.invitation_site, core.invitation_team to visavis_gate;
