-- Since PostgreSQL 16 whoever makes a role (CREATEROLE) is its member without being allowed to become it: it grants that
-- to itself. Earlier steps did so for one role only.
do $$
declare name text;
begin
  if current_setting('server_version_num')::int < 160000 then return; end if;
  foreach name in array array['visavis_nobody', 'visavis_app', 'visavis_scoped', 'visavis_gate', 'visavis_sealer'] loop
    if not pg_has_role(current_user, name, 'set') then
      execute format('grant %I to %I', name, current_user);
    end if;
  end loop;
end $$;
