-- Under what the numbers of the erased are hashed: a key of each organisation's own, sealed. A new key of the installation
-- seals it anew and changes no hash.
create table engine.subject_key (
  org_id uuid primary key default core.current_org() references core.org,
  sealed text not null
);
call core.isolate('engine.subject_key');
