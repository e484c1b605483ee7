-- What members of some sites see of requests and tags. A request without a site is the whole company's.
call core.scope_by_site('engine.request');
call core.scope_through('engine.interaction_tag', 'interaction_id', 'engine.interaction');
-- Tags are the words of all.
call core.show_within_scope('engine.tag', addable => true);

-- Those who work in the current organisation; for a member of some sites, with them: at one of these, or for the whole.
create or replace function core.colleagues() returns table (id uuid, name text, email text, role text)
  language sql stable security definer set search_path = pg_catalog
  as $$ select a.id, a.name, a.email, m.role from core.membership m join core.account a on a.id = m.account_id
    where m.org_id = core.current_org()
      and (core.current_sites() is null or m.whole_org or core.sites_of_member(m.org_id, m.account_id) && core.current_sites())
    order by a.name collate "fr-x-icu", a.id $$;
